import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {Command, CommanderError} from 'commander';
import {exit, fileMistake, JobbonusError} from '../errors.js';
import {root} from '../house.js';
import {addCommands} from './commands.js';
import {withGlobalOptions} from './context.js';

/**
 * Do what a command line asks and leave the exit code in `process.exitCode`.
 *
 * @param args what stands behind `jobbonus`
 */
export async function runProgram(args: readonly string[]): Promise<void> {
  const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {version: string};
  const program = new Command('jobbonus')
    .description('From wage declarations to jobbonus amounts, dossiers and take-up dashboards.')
    .version(version)
    .showSuggestionAfterError(true)
    .enablePositionalOptions()
    .exitOverride()
    .addHelpText(
      'after',
      '\nExample:\n  $ jobbonus load deliveries/dmfa-2022-full-1\n  $ jobbonus run --year 2022\n  $ jobbonus export dossiers --year 2022 --out dossiers.csv',
    );
  addCommands(program, withGlobalOptions);
  try {
    await program.parseAsync(args, {from: 'user'});
  } catch (error) {
    process.exitCode = report(error, args);
  }
}

const writeError = (code: string, message: string): boolean =>
  process.stdout.write(`${JSON.stringify({error: {code, message}}, null, 2)}\n`);

/** One sentence for a mistake; everything for a bug of ours. */
function report(error: unknown, args: readonly string[]): number {
  if (error instanceof CommanderError) {
    // commander has printed its message, help or version already
    if (error.code === 'commander.unknownOption' && args[0]?.startsWith('-'))
      process.stderr.write('options stand behind the command, as in jobbonus status --workspace DIR\n');
    if (error.exitCode === 0) return exit.done;
    if (args.includes('--json'))
      writeError(
        'USAGE',
        error.code === 'commander.help'
          ? 'no command is named; jobbonus --help shows them'
          : error.message.replace(/^error: /, '').split('\n', 1)[0]!,
      );
    return exit.usage;
  }
  const mistake = error instanceof JobbonusError ? error : fileMistake(error);
  if (mistake) {
    const {code, message} = mistake;
    if (args.includes('--json')) writeError(code, message);
    process.stderr.write(`${message}\n`);
    return mistake.exitCode;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return exit.failed;
}
