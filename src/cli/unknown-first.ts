import type {Command} from 'commander';
import {nearest} from '../suggest.js';

/**
 * Name an option that does not exist before one that is missing: who writes `--yeer 2022` wants to hear about `--yeer`,
 * not that `--year` was left out, which is what commander finds first.
 */
export function unknownFirst(command: Command): Command {
  const parse = command.parseOptions.bind(command);
  command.parseOptions = (args) => {
    const parsed = parse(args);
    const asksForHelp = parsed.unknown.some((arg) => arg === '--help' || arg === '-h');
    if (parsed.unknown[0] !== undefined && !asksForHelp) {
      const option = parsed.unknown[0].split('=')[0]!;
      const known = command.createHelp().visibleOptions(command);
      const guess = nearest(
        option,
        known.flatMap(({long}) => long ?? []),
      );
      command.error(
        `error: unknown option '${option}'${guess === undefined ? '' : `\n(Did you mean ${guess}?)`}`,
        {code: 'commander.unknownOption'},
      );
    }
    return parsed;
  };
  return command;
}
