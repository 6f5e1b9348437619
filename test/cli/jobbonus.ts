import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {root} from '../../src/house.js';

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Run the real program as a user does; `npm test` has compiled it. */
export function jobbonus(...args: readonly string[]): Ran {
  const ran = spawnSync(process.execPath, [join(root, 'dist', 'src', 'cli', 'main.js'), ...args], {
    encoding: 'utf8',
  });
  return {code: ran.status, out: ran.stdout, err: ran.stderr};
}
