import {open, rename, rm} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {literal} from './text.js';
import {openWorkspace} from './workspace.js';

/**
 * Write the database of a workspace anew, so that nothing of what was deleted is left in its free blocks. The new
 * file takes the place of the old one in one step; a process that is cut off leaves the old one. The old one is held
 * until then, or another command could write to it meanwhile and lose that.
 *
 * @throws {JobbonusError} as {@link openWorkspace}
 */
export async function compact(folder: string): Promise<void> {
  const file = join(resolve(folder), 'jobbonus.duckdb');
  const fresh = `${file}.fresh`;
  // what was written last may still stand in the log beside the file
  const workspace = await openWorkspace(folder, {mode: 'write'});
  try {
    await workspace.run('checkpoint ws');
    await rm(fresh, {force: true});
    await workspace.run(`attach ${literal(fresh)} as fresh`);
    await workspace.run('copy from database ws to fresh');
    await workspace.run('checkpoint fresh');
    await workspace.run('detach fresh');
    const written = await open(fresh, 'r+');
    await written.sync();
    await written.close();
    if (process.platform !== 'win32') await rename(fresh, file);
  } finally {
    workspace.close();
  }
  // there a file that is held cannot be replaced
  if (process.platform === 'win32') await rename(fresh, file);
}
