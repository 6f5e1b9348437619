import type {Command, ParseOptionsResult} from 'commander';
import {nearest} from '../suggest.js';

/**
 * Name an option that does not exist before one that is missing: who writes `--yeer 2022` wants to hear about `--yeer`,
 * not that `--year` was left out, which is what commander finds first.
 */
export function unknownFirst(command: Command): Command {
  const parse = command.parseOptions.bind(command);
  command.parseOptions = (args) => {
    const parsed = parse(args);
    if (parsed.unknown[0] !== undefined && !asksForHelp(parsed)) {
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

/** Refuse an option with one value that is given twice, of which commander would take the last in silence. */
export function onceEach(command: Command): Command {
  for (const option of command.options.filter(({required, variadic}) => required && !variadic)) {
    let isGiven = false;
    command.on(`option:${option.name()}`, () => {
      if (isGiven) command.error(`error: option '${option.long}' is given twice; give it once`);
      isGiven = true;
    });
  }
  return command;
}

/**
 * Judge the arguments before commander finds that an option is missing: who writes `export dosiers` wants to hear about
 * the name, not about `--out`.
 *
 * @param judge throws what is wrong with them; given as many as were written
 */
export function argumentsFirst(command: Command, judge: (args: readonly string[]) => void): Command {
  const parse = command.parseOptions.bind(command);
  command.parseOptions = (args) => {
    const parsed = parse(args);
    if (!asksForHelp(parsed)) judge(parsed.operands);
    return parsed;
  };
  return command;
}

const asksForHelp = ({unknown}: ParseOptionsResult): boolean =>
  unknown.some((arg) => arg === '--help' || arg === '-h');
