import type {Command} from 'commander';
import {parseYears} from '../days.js';
import {misused} from '../errors.js';
import {contextOf, emit, type GlobalOptions} from './context.js';

interface SegmentOptions extends GlobalOptions {
  readonly year: string;
  readonly purpose: string;
  readonly requester: string;
  readonly approver: string;
  readonly out: string;
}

export function addSegment(program: Command): Command {
  return program
    .command('segment')
    .description('write the selection rule of a group for the sender of letters; never a list of people')
    .argument('<level...>', 'what the group is, as in by_age=18–24 by_sex=Man')
    .requiredOption('--year <year>', 'reference year')
    .requiredOption('--purpose <text>', 'what the selection is for')
    .requiredOption('--requester <role>', 'who asks for it')
    .requiredOption('--approver <role>', 'who approves it; somebody else')
    .requiredOption('--out <file>', 'file of the rule')
    .addHelpText(
      'after',
      '\nExample:\n  $ jobbonus segment "by_age=18–24" --year 2022 --purpose herinnering --requester evaluatie --approver dpo --out rule.json',
    )
    .action(async (levels: string[], options: SegmentOptions) => {
      const [year, another] = parseYears([options.year], '--year');
      if (another !== undefined) throw misused('YEAR', `--year ${options.year}: name one reference year`);
      const rule = ruleOf(levels.map(levelOf));
      if (options.purpose.trim() === '')
        throw misused('PURPOSE', '--purpose is empty; say what the selection is for');
      const context = contextOf(options);
      const {writeSegment} = await import('../../pipelines/segment.js');
      const written = await writeSegment(context.workspace, {...options, year: year!, rule}, context);
      emit(context, written, () => `${options.out}: ${written.size} people without an account`);
    });
}

function ruleOf(levels: readonly [string, string][]): Record<string, string> {
  const twice = levels.find(([dimension], i) => levels.findIndex(([other]) => other === dimension) < i);
  if (twice) throw misused('LEVEL', `${twice[0]} is named twice; a group has one level of each dimension`);
  return Object.fromEntries(levels);
}

function levelOf(text: string): [string, string] {
  const found = /^(by_[a-z_]+)=(.+)$/.exec(text);
  if (!found) throw misused('LEVEL', `${text}: expected a dimension and its level, as in by_sex=Man`);
  return [found[1]!, found[2]!];
}
