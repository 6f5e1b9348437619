import type {Command} from 'commander';
import {exit, misused} from '../errors.js';
import {contextOf, emit, type GlobalOptions} from './context.js';
import {textTable} from './table.js';

export function addLoad(program: Command): Command {
  return program
    .command('load')
    .description('validate deliveries and load them, in order, until one is refused')
    .argument('<delivery...>', 'folders with a manifest.json')
    .option('--max-quarantine <percent>', 'largest share of bad rows a table may have', '5')
    .addHelpText('after', '\nExample:\n  $ jobbonus load deliveries/persons-2022 deliveries/dmfa-2022-full-1')
    .action(async (folders: string[], options: GlobalOptions & {maxQuarantine: string}) => {
      const percent = Number(options.maxQuarantine);
      if (!/^\d+(\.\d+)?$/.test(options.maxQuarantine) || percent > 100) {
        throw misused(
          'PERCENT',
          `--max-quarantine ${JSON.stringify(options.maxQuarantine)} is no percentage; expected 0 to 100`,
        );
      }
      const context = contextOf(options);
      const {intake} = await import('../../pipelines/intake.js');
      const reports = await intake(context.workspace, folders, percent, context);
      const rows = reports.flatMap((r) =>
        r.tables.length === 0
          ? [[r.deliveryId ?? '?', r.status, '', '', '', r.message ?? '']]
          : r.tables.map((t) => [
              r.deliveryId ?? '?',
              t.name,
              String(t.rows),
              String(t.loaded),
              String(t.quarantined),
              Object.entries(t.quarantinedBy)
                .map(([reason, n]) => `${reason} ${n}`)
                .join(', '),
            ]),
      );
      emit(
        context,
        {
          deliveries: reports.map((r) => ({
            delivery_id: r.deliveryId,
            status: r.status,
            ...(r.message === undefined ? {} : {message: r.message}),
            tables: r.tables.map(({quarantinedBy, ...t}) => ({...t, reasons: quarantinedBy})),
          })),
        },
        () => textTable(['delivery', 'table', 'rows', 'loaded', 'quarantined', 'reasons'], rows),
      );
      const refusal = reports.find((r) => r.status === 'refused');
      if (refusal) {
        context.progress.note(refusal.message ?? 'refused');
        process.exitCode = exit.refused;
      } else if (reports.some((r) => r.tables.some((t) => t.quarantined > 0))) {
        process.exitCode = exit.findings;
      }
    });
}
