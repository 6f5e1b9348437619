import type {Command} from 'commander';
import {parseYears} from '../days.js';
import {misused} from '../errors.js';
import {parsePercent} from '../percent.js';
import {contextOf, emit, type GlobalOptions} from './context.js';

interface SimulateFlags extends GlobalOptions {
  readonly year: string;
  readonly baseline?: string;
  readonly path?: string;
  readonly wageGrowth?: string;
}

export function addSimulate(program: Command): Command {
  return program
    .command('simulate')
    .description('price changed amounts and bounds over the people of a computed year; nothing is stored')
    .argument('<scenario...>', 'scenario files, at most 50, as in pipelines/scenarios')
    .requiredOption('--year <year>', 'reference year whose people are priced')
    .option('--baseline <scenario>', 'scenario to compare with (default: the adopted law)')
    .option('--path <years>', 'also price so many reference years from the year on, with wages that grow')
    .option(
      '--wage-growth <percents>',
      'growth of wages a year for --path, one or more, as in 1.5,2.5,3.5',
      '2.0',
    )
    .addHelpText(
      'after',
      '\nExample:\n  $ jobbonus simulate pipelines/scenarios/bovengrens-plus-100.yaml --year 2022',
    )
    .action(async (scenarios: string[], options: SimulateFlags) => {
      const [year, ...more] = parseYears([options.year], '--year');
      if (year === undefined || more.length > 0)
        throw misused('YEAR', 'simulate takes one reference year, as in --year 2022');
      if (options.path !== undefined && !/^([1-9]|10)$/.test(options.path))
        throw misused(
          'PATH',
          `--path ${options.path} is no number of years; expected 1 to 10, as in --path 5`,
        );
      const growthsE4 = (options.wageGrowth ?? '2.0')
        .split(',')
        .map((text) =>
          parsePercent(text.trim(), (message) => misused('WAGE_GROWTH', `--wage-growth: ${message}`)),
        );
      const context = contextOf(options);
      const [{simulate}, {simulationJson, simulationText}] = await Promise.all([
        import('../../pipelines/simulate.js'),
        import('../../pipelines/simulate-text.js'),
      ]);
      const simulation = await simulate(
        context.workspace,
        {
          scenarios,
          year,
          ...(options.baseline === undefined ? {} : {baseline: options.baseline}),
          ...(options.path === undefined ? {} : {pathYears: Number(options.path), growthsE4}),
        },
        context,
      );
      emit(context, simulationJson(simulation), () => simulationText(simulation));
    });
}
