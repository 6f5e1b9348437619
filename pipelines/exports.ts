import {openWorkspace} from '../src/db/workspace.js';
import type {Effects} from '../src/effects.js';
import {type ExportFormat, writeExport} from '../src/exports/export.js';
import {layCatalogue} from '../src/models/catalogue.js';
import {lastDay} from './seen.js';

/** Results go out: one export of `sql/exports` to one file, sorted by its key. */
export async function publishExport(
  folder: string,
  name: string,
  years: readonly number[],
  format: ExportFormat,
  file: string,
  effects: Effects,
): Promise<number> {
  const workspace = await openWorkspace(folder, {mode: 'read'});
  try {
    const catalogue = await layCatalogue(workspace, await lastDay(workspace, effects));
    const step = effects.progress.step('export', name);
    const rows = await writeExport(catalogue, name, years, format, file);
    step.done(`${rows} rows`);
    return rows;
  } finally {
    workspace.close();
  }
}
