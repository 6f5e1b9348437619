import {rm} from 'node:fs/promises';
import type {Workspace} from '../src/db/workspace.js';

/**
 * Write a file and enter it in the audit trail: both appear, or neither.
 *
 * @param reads relations that the file is made of
 */
export async function traced(
  workspace: Workspace,
  file: string,
  reads: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  try {
    await workspace.transaction(work, reads);
  } catch (error) {
    await rm(file, {force: true});
    throw error;
  }
}
