import type {Command} from 'commander';
import {exit} from '../errors.js';
import {quantity} from '../quantity.js';
import {contextOf, emit, type GlobalOptions} from './context.js';
import {textTable} from './table.js';

export function addCheck(program: Command): Command {
  return program
    .command('check')
    .description('run the data-quality checks')
    .addHelpText('after', '\nExample:\n  $ jobbonus check')
    .action(async (options: GlobalOptions) => {
      const context = contextOf(options);
      const {monitor} = await import('../../pipelines/monitor.js');
      const results = await monitor(context.workspace, context);
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
          return `${table}${passed} passed, ${failed.length} failed, ${quantity(warned.length, 'warning')}`;
        },
      );
      if (failed.length > 0) process.exitCode = exit.findings;
    });
}
