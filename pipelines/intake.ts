import {existsSync} from 'node:fs';
import {rm} from 'node:fs/promises';
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
  const isNew = !existsSync(folder);
  const workspace = await openWorkspace(folder, {mode: 'create', memoryMegabytes: 3500});
  try {
    return await loadDeliveries(workspace, folders, {
      contracts: readContracts(),
      maxQuarantinePercent,
      now: effects.now,
      progress: effects.progress,
    });
  } finally {
    // a refusal changes nothing, so it leaves no workspace where there was none; while it is ours, nobody else opens it
    const isEmpty = isNew && (await workspace.value<number>('select count(*) from ws.deliveries')) === 0;
    if (isEmpty) await rm(folder, {recursive: true, force: true});
    workspace.close();
  }
}
