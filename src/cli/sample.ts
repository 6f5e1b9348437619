import {type Command, Option} from 'commander';
import {parseYears} from '../days.js';
import {misused} from '../errors.js';
import {contextOf, emit, type GlobalOptions} from './context.js';
import {textTable} from './table.js';

interface SampleFlags extends GlobalOptions {
  readonly out: string;
  readonly persons: string;
  readonly seed: string;
  readonly years: string;
  readonly format: 'parquet' | 'arrow' | 'csv';
}

export function addSample(program: Command): Command {
  return program
    .command('sample')
    .description('write synthetic deliveries of every source, calibrated on public figures')
    .requiredOption('--out <dir>', 'folder for the deliveries')
    .option('--persons <n>', 'people received in each reference year, 1 to 2200000', '31205')
    .option('--seed <s>', 'the same seed gives the same bytes', '1')
    .option('--years <years>', 'reference years, as in 2022 or 2021-2023', '2021-2023')
    .addOption(
      new Option('--format <format>', 'kind of file').choices(['parquet', 'arrow', 'csv']).default('parquet'),
    )
    .addHelpText(
      'after',
      '\nExample:\n  $ jobbonus sample --out deliveries --persons 31205 --years 2021-2023',
    )
    .action(async (options: SampleFlags) => {
      const context = contextOf(options);
      const whole = (text: string, option: string): number => {
        if (!/^\d+$/.test(text))
          throw misused(
            'NUMBER',
            `${option} ${JSON.stringify(text)}: expected a whole number of ${option === '--persons' ? '1' : '0'} or more`,
          );
        return Number(text);
      };
      const {sample} = await import('../../pipelines/sample.js');
      const deliveries = await sample(
        {
          out: options.out,
          persons: whole(options.persons, '--persons'),
          seed: whole(options.seed, '--seed'),
          years: parseYears([options.years], '--years'),
          format: options.format,
        },
        context,
      );
      emit(context, {deliveries}, () =>
        textTable(
          ['delivery', 'rows'],
          deliveries.map((d) => [d.delivery_id, String(d.rows)]),
        ),
      );
    });
}
