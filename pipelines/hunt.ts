import {Command} from 'commander';
import {closedList, readRegister} from '../src/disclosure/register.js';
import {drawing} from '../src/statistics/drawing.js';
import {hunt} from '../src/statistics/hunts.js';

/** About as many levels, and as uneven, as the people of a reference year have. */
const shares = {
  by_age: [0.08, 0.25, 0.22, 0.19, 0.17, 0.09],
  by_sex: [0.46, 0.54],
  by_province: [0.28, 0.13, 0.22, 0.18, 0.19],
  by_wage_band: [0.1, 0.18, 0.22, 0.2, 0.15, 0.1, 0.05],
  by_work_fraction: [0.08, 0.14, 0.3, 0.2, 0.28],
  by_sector: [0.14, 0.12, 0.1, 0.09, 0.08, 0.07, 0.06, 0.06, 0.05, 0.05, 0.04, 0.04, 0.03, 0.03, 0.02, 0.02],
  by_channel: [0.55, 0.45],
  by_return: [0.35, 0.65],
} as const;

/** How well the search for groups finds what was planted, and how often it finds what is not there. */
function measure(runs: number, people: number, seed: number): Record<string, number> {
  const register = readRegister();
  const signedOn = Object.values(register.approvals)
    .map((approval) => approval.on)
    .sort()
    .at(-1)!;
  const families = closedList(register, 'internal', signedOn, Object.keys(shares));
  const world = {shares, families, people, rate: 0.06};
  const result = {
    runs,
    people,
    cells: 0,
    planted: 0,
    recovered: 0,
    runs_all_recovered: 0,
    null_runs_reporting: 0,
  };
  for (let run = 0; run < runs; run++) {
    const {planted, recovered} = hunt(world, 3, drawing(seed + run));
    result.planted += planted.length;
    result.recovered += recovered;
    if (recovered === planted.length) result.runs_all_recovered += 1;
    const nothing = hunt(world, 0, drawing(seed + 1_000_000 + run));
    if (nothing.found.length > 0) result.null_runs_reporting += 1;
  }
  result.cells = families.reduce(
    (sum, family) => sum + family.reduce((n, d) => n * shares[d as keyof typeof shares].length, 1),
    0,
  );
  return result;
}

await new Command('npm run hunt --')
  .description(
    'search made-up people for groups: how many planted ones are found, how often one that is not there',
  )
  .option('--runs <n>', 'searches with three groups planted, and as many with none', '100')
  .option('--people <n>', 'people in each', '200000')
  .option('--seed <n>', 'first seed', '1')
  .addHelpText('after', '\nExample:\n  $ npm run hunt -- --runs 100 --people 200000')
  .action(({runs, people, seed}: {runs: string; people: string; seed: string}) => {
    process.stdout.write(`${JSON.stringify(measure(Number(runs), Number(people), Number(seed)), null, 2)}\n`);
  })
  .parseAsync();
