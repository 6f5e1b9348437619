import type {Command} from 'commander';
import type {Progress} from '../effects.js';
import {progressOn} from './progress.js';

/** Everything a command may touch of the world outside; nothing else reads the clock or prints. */
export interface Context {
  readonly out: (text: string) => void;
  readonly progress: Progress;
  readonly now: () => Date;
  readonly workspace: string;
  readonly isJson: boolean;
}

export interface GlobalOptions {
  readonly workspace: string;
  readonly json?: boolean;
}

/** The context of one command, from the options every command takes. */
export function contextOf(options: GlobalOptions): Context {
  return {
    out: (text) => process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
    progress: progressOn(process.stderr, () => performance.now()),
    now: () => new Date(),
    workspace: options.workspace,
    isJson: options.json ?? false,
  };
}

/** Options that every command takes (contract §3). */
export function withGlobalOptions(command: Command): Command {
  return command
    .option('--workspace <dir>', 'folder that holds what is loaded and computed', './workspace')
    .option('--json', 'print a machine-readable result on standard output, and nothing else there');
}

/** Print a result: as JSON for machines, as text for people. */
export function emit(context: Context, result: unknown, text: () => string): void {
  context.out(context.isJson ? JSON.stringify(result, null, 2) : text());
}
