import type {Workspace} from '../src/db/workspace.js';
import {wholeFile} from '../src/whole-file.js';

/**
 * Write a file and enter it in the audit trail: the entry counts before the file appears, and where either fails what
 * stood there stays.
 *
 * @param reads relations that the file is made of
 * @param work writes the file at the path it is given, and the entry
 */
export const traced = (
  workspace: Workspace,
  file: string,
  reads: readonly string[],
  work: (unfinished: string) => Promise<void>,
): Promise<void> => wholeFile(file, (unfinished) => workspace.transaction(() => work(unfinished), reads));
