import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {runProgram} from '../../src/cli/program.js';
import {root} from '../../src/house.js';

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Run the real program as a user does, in a process of its own; `npm test` has compiled it. */
export function jobbonus(...args: readonly string[]): Ran {
  const ran = spawnSync(process.execPath, [join(root, 'dist', 'src', 'cli', 'main.js'), ...args], {
    encoding: 'utf8',
  });
  return {code: ran.status, out: ran.stdout, err: ran.stderr};
}

/**
 * The same command line in this process, for what does not depend on a process beginning and ending: starting one
 * takes longer than most commands. Every command is also run for real, by {@link jobbonus}.
 */
export async function asked(...args: readonly string[]): Promise<Ran> {
  const streams = {out: process.stdout, err: process.stderr};
  const said = {out: '', err: ''};
  const real = {out: streams.out.write, err: streams.err.write};
  const {exitCode} = process;
  process.exitCode = undefined;
  for (const name of ['out', 'err'] as const)
    streams[name].write = (text: string | Uint8Array) => {
      said[name] += String(text);
      return true;
    };
  try {
    await runProgram(args);
    return {code: Number(process.exitCode ?? 0), ...said};
  } finally {
    process.exitCode = exitCode;
    for (const name of ['out', 'err'] as const) streams[name].write = real[name];
  }
}
