import {recordAudit} from '../src/audit.js';
import {openWorkspace} from '../src/db/workspace.js';
import type {Effects} from '../src/effects.js';
import {misused} from '../src/errors.js';
import {discloses, writeExport} from '../src/exports/export.js';
import {type ExportFormat, exportRelation} from '../src/exports/names.js';
import {layCatalogue} from '../src/models/catalogue.js';
import {quantity} from '../src/quantity.js';
import {daysSeen, lastDay} from './seen.js';
import {traced} from './traced.js';

/** Why personal data goes to another body, and to which. */
export interface Disclosure {
  readonly purpose?: string | undefined;
  readonly recipient?: string | undefined;
}

/**
 * Results go out: one export of `sql/exports` to one file, sorted by its key. An export that discloses personal data
 * to another body says why and to whom, and leaves an entry in the audit trail before the file appears.
 *
 * @throws {JobbonusError} `DISCLOSURE` (exit 2), without a purpose or a recipient where they are needed
 */
export async function publishExport(
  folder: string,
  name: string,
  years: readonly number[],
  format: ExportFormat,
  file: string,
  effects: Effects,
  {purpose = '', recipient = ''}: Disclosure = {},
): Promise<number> {
  const isDisclosure = discloses(name);
  if (isDisclosure && (purpose.trim() === '' || recipient.trim() === ''))
    throw misused(
      'DISCLOSURE',
      `export ${name} gives personal data to another body; add --purpose and --recipient, as in --purpose "inkomenstoets kinderbijslag" --recipient "VUTG"`,
    );
  const workspace = await openWorkspace(folder, {mode: isDisclosure ? 'write' : 'read'});
  try {
    const day = await lastDay(workspace, effects);
    const catalogue = await layCatalogue(workspace, day, undefined, [exportRelation(name)]);
    const days = await daysSeen(workspace);
    const step = effects.progress.step('export', name);
    let rows = 0;
    const write = async (to: string): Promise<void> => {
      rows = await writeExport(catalogue, name, years, format, to, days);
    };
    if (isDisclosure) {
      await traced(workspace, file, [exportRelation(name)], async (unfinished) => {
        await write(unfinished);
        const detail = {rows, as_of: catalogue.asOf};
        const subject = `export ${name}`;
        await recordAudit(
          workspace,
          {action: 'disclose', subject, purpose, recipient, detail},
          effects.now(),
        );
      });
    } else await write(file);
    step.done(quantity(rows, 'row'));
    return rows;
  } finally {
    workspace.close();
  }
}
