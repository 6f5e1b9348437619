import type {Command} from 'commander';
import {parseYears} from '../days.js';
import {misused} from '../errors.js';
import {contextOf, emit, type GlobalOptions} from './context.js';

export function addExplain(program: Command): Command {
  return program
    .command('explain')
    .description('show how the amount of one person came about, in the order of the letter')
    .argument('<person_id>', 'pseudonym')
    .requiredOption('--year <year>', 'reference year')
    .addHelpText('after', '\nExample:\n  $ jobbonus explain P2 --year 2022')
    .action(async (personId: string, options: GlobalOptions & {year: string}) => {
      const [year, ...more] = parseYears([options.year], '--year');
      if (year === undefined || more.length > 0)
        throw misused('YEAR', 'explain takes one reference year, as in --year 2022');
      const context = contextOf(options);
      const [{answer}, {letterText}] = await Promise.all([
        import('../../pipelines/answer.js'),
        import('../../pipelines/letter.js'),
      ]);
      const explanation = await answer(context.workspace, personId, year, context);
      emit(context, explanation, () => letterText(explanation));
    });
}
