import type {Command} from 'commander';
import {parseDay, parseYears} from '../days.js';
import {quantity} from '../quantity.js';
import {contextOf, emit, type GlobalOptions} from './context.js';

export function addRun(program: Command): Command {
  return program
    .command('run')
    .description('compute amounts, dossiers and marts of reference years, replacing the earlier result')
    .option('--year <year...>', 'reference years, as in 2022 or 2021-2023 (default: all loaded)')
    .option('--as-of <day>', 'the day the world is seen from, YYYY-MM-DD (default: today)')
    .addHelpText('after', '\nExample:\n  $ jobbonus run --year 2022 --as-of 2023-12-31')
    .action(async (options: GlobalOptions & {year?: string[]; asOf?: string}) => {
      const years = parseYears(options.year ?? [], '--year');
      const asOf = options.asOf === undefined ? undefined : parseDay(options.asOf, '--as-of');
      const context = contextOf(options);
      const {yearly} = await import('../../pipelines/yearly.js');
      const result = await yearly(context.workspace, years, asOf, context);
      const fresh = result.steps.filter((s) => s.isNew).length;
      emit(
        context,
        {
          reference_years: result.years,
          as_of: result.as_of,
          kept: result.kept,
          behind: result.behind,
          steps: result.steps.map((s) => ({
            relation: s.relation,
            reference_year: s.year,
            rows: s.rows,
            seconds: s.seconds,
            built: s.isNew,
          })),
        },
        () =>
          [
            `computed ${result.years.join(', ') || 'no year, every one is closed,'} as of ${result.as_of}: ${quantity(fresh, 'table')} built, ${result.steps.length - fresh} unchanged`,
            ...result.years
              .filter((year) => years.length > 0 && !years.includes(year))
              .map(
                (year) =>
                  `${year} was computed again because a later year stands on it: one day holds for both`,
              ),
            ...result.behind.map(
              (year) =>
                `${year} stands on ${year - 1} and still shows what that was before; compute it too: jobbonus run --year ${year}`,
            ),
            ...result.kept.map(
              ({reference_year: year, as_of: seen}) =>
                `${year} is kept as of ${seen}; run all years together to see them from one day`,
            ),
          ].join('\n'),
      );
    });
}
