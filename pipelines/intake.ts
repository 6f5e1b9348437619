import {existsSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import {dirname, join, resolve} from 'node:path';
import {readContracts} from '../src/contracts/contract.js';
import {openWorkspace} from '../src/db/workspace.js';
import {type LoadedDelivery, loadDeliveries} from '../src/delivery/load.js';
import type {Effects} from '../src/effects.js';

/**
 * Extracts come in: validate deliveries and load them, in order, until one is refused.
 *
 * @param folders of the deliveries
 * @param maxQuarantinePercent a table with a larger share of bad rows refuses its delivery
 */
export async function intake(
  folder: string,
  folders: readonly string[],
  maxQuarantinePercent: number,
  effects: Effects,
): Promise<LoadedDelivery[]> {
  const made = willBeMade(resolve(folder));
  const workspace = await openWorkspace(folder, {mode: 'create', memoryMegabytes: 3500});
  try {
    return await loadDeliveries(workspace, folders, {
      contracts: readContracts(),
      maxQuarantinePercent,
      now: effects.now,
      progress: effects.progress,
    });
  } finally {
    try {
      // a refusal changes nothing, so it leaves no workspace where there was none; while it is ours, nobody else opens it
      if (made.length > 0 && (await workspace.value<number>('select count(*) from ws.deliveries')) === 0)
        for (const path of made) await rm(path, {recursive: true, force: true});
    } finally {
      workspace.close();
    }
  }
}

/** What a workspace that is not there yet will bring: folders on the way to it, or what it puts into one that is there. */
function willBeMade(folder: string): string[] {
  if (existsSync(folder))
    return existsSync(join(folder, 'jobbonus.duckdb'))
      ? []
      : ['jobbonus.duckdb', 'jobbonus.duckdb.wal', 'store']
          .map((name) => join(folder, name))
          .filter((path) => !existsSync(path));
  let first = folder;
  while (!existsSync(dirname(first))) first = dirname(first);
  return [first];
}
