import type {Command} from 'commander';
import {contextOf, emit, type GlobalOptions} from './context.js';
import {textTable} from './table.js';

export function addStatus(program: Command): Command {
  return program
    .command('status')
    .description('show deliveries, runs, quarantine and freshness')
    .addHelpText('after', '\nExample:\n  $ jobbonus status --json')
    .action(async (options: GlobalOptions) => {
      const context = contextOf(options);
      const {status} = await import('../../pipelines/monitor.js');
      const found = await status(context.workspace);
      emit(context, found, () => {
        const deliveries = found.deliveries.map((d) => [
          d.delivery_id,
          d.source,
          String(d.reference_year ?? ''),
          d.mode,
          d.delivered_at.slice(0, 10),
          d.is_in_force ? 'in force' : 'replaced',
          String(d.rows),
          String(d.quarantined),
        ]);
        const runs = found.runs.map((r) => [
          String(r.run_id),
          r.finished_at,
          r.as_of,
          r.reference_years.join(', '),
        ]);
        const quarantine = found.quarantine.map((q) => [q.delivery_id, q.table, q.reason, String(q.rows)]);
        return [
          textTable(
            ['delivery', 'source', 'year', 'mode', 'delivered', 'state', 'rows', 'quarantined'],
            deliveries,
          ),
          runs.length > 0
            ? textTable(['run', 'finished', 'as of', 'years'], runs)
            : 'nothing computed yet; run first: jobbonus run',
          quarantine.length > 0
            ? textTable(['delivery', 'table', 'reason', 'rows'], quarantine)
            : 'nothing in quarantine',
          found.not_yet_computed.length > 0
            ? `loaded and not yet in every result that stands on it: ${found.not_yet_computed.join(', ')}`
            : 'results are as fresh as the deliveries',
        ].join('\n\n');
      });
    });
}
