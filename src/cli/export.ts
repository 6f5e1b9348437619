import {type Command, Option} from 'commander';
import {parseYears} from '../days.js';
import {type ExportFormat, exportFormats, formatOf, requireExport} from '../exports/names.js';
import {quantity} from '../quantity.js';
import {contextOf, emit, type GlobalOptions} from './context.js';
import {argumentsFirst} from './unknown-first.js';

export function addExport(program: Command): Command {
  const command = program
    .command('export')
    .description('write a result to a file')
    .argument('<name>', 'dossiers, quarters, scoreboard, takeup, quarantine, ledger, plus-income, …')
    .option('--year <year...>', 'reference years, as in 2022 or 2021-2023 (default: all computed)')
    .addOption(
      new Option(
        '--format <format>',
        'kind of file (default: what the extension of --out says, or else csv)',
      ).choices([...exportFormats]),
    )
    .requiredOption('--out <file>', 'file to write')
    .option('--purpose <text>', 'why personal data goes to another body (plus-income)')
    .option('--recipient <name>', 'which body that is (plus-income)')
    .addHelpText(
      'after',
      '\nExample:\n  $ jobbonus export dossiers --year 2022 --format parquet --out dossiers.parquet',
    )
    .action(
      async (
        name: string,
        options: GlobalOptions & {
          year?: string[];
          format?: ExportFormat;
          out: string;
          purpose?: string;
          recipient?: string;
        },
      ) => {
        const years = parseYears(options.year ?? [], '--year');
        const context = contextOf(options);
        const format = options.format ?? formatOf(options.out);
        const {publishExport} = await import('../../pipelines/exports.js');
        const rows = await publishExport(context.workspace, name, years, format, options.out, context, {
          purpose: options.purpose,
          recipient: options.recipient,
        });
        emit(
          context,
          {export: name, format, file: options.out, rows},
          () => `${options.out}: ${quantity(rows, 'row')}`,
        );
      },
    );
  return argumentsFirst(command, ([name]) => {
    if (name !== undefined) requireExport(name);
  });
}
