import type {Command} from 'commander';
import {exit, misused} from '../errors.js';
import {quantity} from '../quantity.js';
import {contextOf, emit, type GlobalOptions} from './context.js';
import {textTable} from './table.js';

export function addCheck(program: Command): Command {
  return program
    .command('check')
    .description('run the data-quality checks')
    .option(
      '--audit-end <hash>',
      'what an earlier check printed as the end of the audit trail, kept elsewhere',
    )
    .addHelpText('after', '\nExample:\n  $ jobbonus check')
    .action(async (options: GlobalOptions & {auditEnd?: string}) => {
      const end = options.auditEnd?.toLowerCase();
      if (end !== undefined && !/^[0-9a-f]{64}$/.test(end))
        throw misused(
          'AUDIT_END',
          '--audit-end takes the 64 hexadecimal digits that an earlier check printed',
        );
      const context = contextOf(options);
      const {auditEndOf, monitor} = await import('../../pipelines/monitor.js');
      const results = await monitor(context.workspace, context, end);
      const trail = await auditEndOf(context.workspace);
      const failed = results.filter((r) => r.failing > 0 && r.severity === 'error');
      const warned = results.filter((r) => r.failing > 0 && r.severity === 'warning');
      const passed = results.length - failed.length - warned.length;
      emit(
        context,
        {
          passed,
          failed: failed.length,
          warnings: warned.length,
          checks: results.map(({year, ...r}) => ({...r, reference_year: year})),
          audit: trail,
        },
        () => {
          const listed = [...failed, ...warned].map((r) => [
            r.severity,
            String(r.year ?? ''),
            r.title,
            String(r.failing),
          ]);
          const table =
            listed.length > 0 ? `${textTable(['severity', 'year', 'check', 'rows'], listed)}\n` : '';
          const counted = `${passed} passed, ${failed.length} failed, ${quantity(warned.length, 'warning')}`;
          const ending = `${quantity(trail.entries, 'entry', 'entries')}, ending in ${trail.last_hash}`;
          return `${table}${counted}\naudit trail: ${ending}; keep that elsewhere`;
        },
      );
      if (failed.length > 0) process.exitCode = exit.findings;
    });
}
