import type {Command} from 'commander';
import {misused} from '../errors.js';
import {quantity} from '../quantity.js';
import {contextOf, emit, type GlobalOptions} from './context.js';

export function addApply(program: Command): Command {
  return program
    .command('apply')
    .description('make a plan count, approved by somebody else than who proposed it')
    .argument('<plan>', 'file that jobbonus plan --out wrote')
    .requiredOption('--approved-by <name>', 'who approves; another name than who proposed')
    .addHelpText('after', '\nExample:\n  $ jobbonus apply plan.json --approved-by "A. Peeters"')
    .action(async (file: string, options: GlobalOptions & {approvedBy: string}) => {
      if (options.approvedBy.trim() === '')
        throw misused('NAME', '--approved-by is empty; expected a name, as in "A. Peeters"');
      const context = contextOf(options);
      const {apply} = await import('../../pipelines/apply.js');
      const {plan, steps} = await apply(context.workspace, file, options.approvedBy.trim(), context);
      const built = steps.filter((step) => step.isNew).length;
      emit(
        context,
        {
          applied: plan.fingerprint,
          reference_years: plan.reference_years,
          as_of: plan.as_of,
          proposed_by: plan.proposed_by,
          approved_by: options.approvedBy.trim(),
          totals: plan.totals,
          tables_built: built,
        },
        () =>
          `applied the plan of ${plan.proposed_by} for ${plan.reference_years.join(', ')} as of ${plan.as_of}, approved by ${options.approvedBy.trim()}: ${quantity(built, 'table')} built`,
      );
    });
}
