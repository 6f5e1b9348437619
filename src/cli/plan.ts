import type {Command} from 'commander';
import {parseDay, parseYears} from '../days.js';
import {misused} from '../errors.js';
import {quantity} from '../quantity.js';
import {contextOf, emit, type GlobalOptions} from './context.js';
import {textTable} from './table.js';

interface PlanFlags extends GlobalOptions {
  readonly year: string[];
  readonly asOf?: string;
  readonly proposedBy: string;
  readonly out?: string;
}

export function addPlan(program: Command): Command {
  return program
    .command('plan')
    .description('show what computing again would change, cause by cause, without changing anything')
    .requiredOption('--year <year...>', 'reference years, as in 2022 or 2021-2023')
    .option('--as-of <day>', 'the day the world is seen from, YYYY-MM-DD (default: today)')
    .requiredOption('--proposed-by <name>', 'who answers for the plan; somebody else approves it')
    .option('--out <file>', 'file for the plan, to apply it later')
    .addHelpText(
      'after',
      '\nExample:\n  $ jobbonus plan --year 2022 --proposed-by "L. Janssens" --out plan.json',
    )
    .action(async (options: PlanFlags) => {
      const years = parseYears(options.year, '--year');
      const asOf = options.asOf === undefined ? undefined : parseDay(options.asOf, '--as-of');
      if (options.proposedBy.trim() === '')
        throw misused('NAME', '--proposed-by is empty; expected a name, as in "L. Janssens"');
      const context = contextOf(options);
      const {causes, plan, writePlan} = await import('../../pipelines/plan.js');
      const made = await plan(context.workspace, years, asOf, options.proposedBy.trim(), context);
      if (options.out !== undefined) await writePlan(made, options.out);
      emit(context, made, () => {
        const header = ['year', 'because of', 'up', 'down', 'in', 'out', 'EUR up', 'EUR down', 'EUR'];
        const cells = (d: (typeof made.causes)[number] | (typeof made.totals)[number]): string[] => [
          String(d.reference_year),
          'cause' in d
            ? [causes[d.cause], d.source].filter((part) => part !== '').join(': ')
            : 'all together',
          ...[d.up, d.down, d.in, d.out].map(String),
          d.euro_up,
          d.euro_down,
          d.euro,
        ];
        const rows = made.totals.flatMap((total) => [
          ...made.causes.filter((d) => d.reference_year === total.reference_year).map(cells),
          cells(total),
        ]);
        const balances = made.totals.map(
          (t) =>
            `${t.reference_year}: ${t.to_pay_on_top} EUR to pay on top of what was paid, ${t.to_recover} EUR to recover, of ${quantity(t.dossiers, 'dossier')}`,
        );
        const next =
          options.out === undefined
            ? 'nothing is changed'
            : `nothing is changed; to make it count: jobbonus apply ${options.out} --approved-by NAME`;
        return [textTable(header, rows), balances.join('\n'), next].join('\n\n');
      });
    });
}
