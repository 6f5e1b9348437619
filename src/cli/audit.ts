import {join} from 'node:path';
import type {Command} from 'commander';
import {misused} from '../errors.js';
import {tierOf} from './build.js';
import {contextOf, emit, type GlobalOptions} from './context.js';

export function addAudit(program: Command): Command {
  return program
    .command('audit')
    .description('try to break what a build would show; nothing is published (exit 1: an attack succeeded)')
    .option('--tier <tier>', 'internal or public', 'internal')
    .option('--leaks <n>', 'leaks planted to test the audit itself', '200')
    .addHelpText('after', '\nExample:\n  $ jobbonus audit --tier internal')
    .action(async (options: GlobalOptions & {tier: string; leaks: string}) => {
      const tier = tierOf(options.tier);
      if (!/^\d{1,5}$/.test(options.leaks))
        throw misused('LEAKS', '--leaks: expected a whole number, as in 200');
      const context = contextOf(options);
      const {publish} = await import('../../pipelines/publish.js');
      const trial = {tier, audit: true, isTrial: true, leaks: Number(options.leaks)};
      const {audit} = await publish(context.workspace, join(context.workspace, 'audit'), context, trial);
      const lines = audit?.lines ?? [];
      if (lines.some((line) => line.gates && !line.passed)) process.exitCode = 1;
      emit(context, audit, () =>
        lines
          .map(
            (line) =>
              `${line.id}  ${line.passed ? 'withstood' : line.gates ? 'BROKEN   ' : 'reported '}  ${line.attack}: ${line.finding}`,
          )
          .join('\n'),
      );
    });
}
