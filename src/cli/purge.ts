import type {Command} from 'commander';
import {misused} from '../errors.js';
import {quantity} from '../quantity.js';
import {contextOf, emit, type GlobalOptions} from './context.js';
import {textTable} from './table.js';

interface PurgeOptions extends GlobalOptions {
  readonly requestedBy?: string;
  readonly approvedBy?: string;
}

export function addPurge(program: Command): Command {
  return program
    .command('purge')
    .description('wipe what is known of people for years past their end; without two names, say what that is')
    .option('--requested-by <name>', 'who asks for it')
    .option('--approved-by <name>', 'who approves it; somebody else')
    .addHelpText(
      'after',
      '\nExample:\n  $ jobbonus purge --requested-by "A. Peeters" --approved-by "B. Claes"',
    )
    .action(async (options: PurgeOptions) => {
      const decision = decisionOf(options);
      const context = contextOf(options);
      const {purge} = await import('../../pipelines/purge.js');
      const result = await purge(context.workspace, decision, context);
      emit(context, result, () => {
        const rows = result.tables.reduce((sum, table) => sum + table.rows, 0);
        if (rows === 0) {
          const next = result.kept_until.find(({reference_year: year}) => year > (result.up_to ?? 0));
          const after = next ? `; reference year ${next.reference_year} is kept until ${next.day}` : '';
          return `${result.wiped ? 'finished the last purge' : 'nothing is past its end'}${after}`;
        }
        const what = `${quantity(rows, 'row')} of ${quantity(result.persons, 'person')} who are in no other year, reference years up to ${result.up_to}`;
        return result.wiped
          ? `wiped ${what}`
          : `${textTable(
              ['delivery', 'table', 'rows'],
              result.tables.map((t) => [t.delivery_id, t.table, String(t.rows)]),
            )}\nwould wipe ${what}; give --requested-by and --approved-by to do so`;
      });
    });
}

/** @throws {JobbonusError} `NAME` (exit 2) */
function decisionOf({
  requestedBy,
  approvedBy,
}: PurgeOptions): {requestedBy: string; approvedBy: string} | undefined {
  if (requestedBy === undefined && approvedBy === undefined) return undefined;
  for (const [option, name] of [
    ['--requested-by', requestedBy],
    ['--approved-by', approvedBy],
  ] as const)
    if (name === undefined || name.trim() === '')
      throw misused('NAME', `${option} is missing or empty; a purge needs two names`);
  return {requestedBy: requestedBy!.trim(), approvedBy: approvedBy!.trim()};
}
