import {Command} from 'commander';
import {attackInternal} from '../src/disclosure/audit/internal.js';
import {madeCube} from '../src/disclosure/audit/made-cube.js';
import {plantLeaks} from '../src/disclosure/audit/mutations.js';
import type {AuditLine} from '../src/disclosure/audit/report.js';
import {plannedCells, protect} from '../src/disclosure/protect.js';
import {readRegister} from '../src/disclosure/register.js';
import type {InternalRelease} from '../src/disclosure/release.js';
import {targetsOf} from '../src/disclosure/targets.js';
import {drawing} from '../src/statistics/drawing.js';

/** Nine dimensions, about as many levels and as uneven as the people of a reference year have them. */
const shares = {
  by_age: [0.08, 0.25, 0.22, 0.19, 0.14, 0.1, 0.02],
  by_category: [0.9798, 0.02, 0.0002],
  by_channel: [0.55, 0.45],
  by_province: [0.28, 0.13, 0.22, 0.18, 0.19],
  by_return: [0.35, 0.65],
  by_sex: [0.46, 0.54],
  by_wage_band: [0.12, 0.2, 0.24, 0.21, 0.15, 0.08],
  by_work_fraction: [0.1, 0.2, 0.4, 0.3],
};

interface Taken {
  readonly cpu_seconds: number;
  readonly wall_seconds: number;
}

async function timed<T>(work: () => Promise<T> | T): Promise<[T, Taken]> {
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  const made = await work();
  const {user, system} = process.cpuUsage(cpu);
  const rounded = (seconds: number): number => Math.round(seconds * 10) / 10;
  return [
    made,
    {
      cpu_seconds: rounded((user + system) / 1e6),
      wall_seconds: rounded((performance.now() - wall) / 1000),
    },
  ];
}

/** How long it takes to protect every crossing of three dimensions at once, and to try to break it. */
async function besiege(people: number, sectors: number, leaks: number, seed: number): Promise<object> {
  const sizes = Array.from({length: sectors}, (_, i) => 1 / (i + 1.5));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  // dimensions in code-point order, as the closed list has them
  const {by_age, by_category, by_channel, by_province, by_return, ...rest} = shares;
  const by_sector = sizes.map((size) => size / all);
  const order = {by_age, by_category, by_channel, by_province, by_return, by_sector, ...rest};
  const cells = madeCube({people, shares: order, most: 3}, drawing(seed));
  const {thresholds, ...register} = readRegister();
  const [years, suppression] = await timed(() =>
    protect(cells, {thresholds, ...register}, thresholds, new Map()),
  );
  const release: InternalRelease = {
    ...{tier: 'internal', years, families: [], thresholds, cells: plannedCells(years)},
    provenance: {asOf: '', runId: 0, fingerprint: '', builtOn: '', smallestCount: thresholds.smallest_count},
  };
  const [lines, attacks] = await timed(
    async (): Promise<AuditLine[]> => [
      ...(await attackInternal(release, [])),
      await plantLeaks(release, [], leaks, drawing(seed)),
    ],
  );
  return {
    people,
    cells: cells.length,
    small_counts: targetsOf(cells, thresholds).length,
    hidden: release.cells.filter((cell) => cell.entitled === null || cell.notRegistered === null).length,
    programmes: years.reduce((sum, year) => sum + year.suppression.solves, 0),
    suppression,
    attacks,
    findings: Object.fromEntries(lines.map((line) => [line.id, line.finding])),
  };
}

await new Command('npm run siege --')
  .description(
    'protect a cube of every crossing of three dimensions, try to break it, and say how long both took',
  )
  .option('--people <n>', 'made-up people in it', '970000')
  .option('--sectors <n>', 'levels of the largest dimension: 28 make 15,000 cells', '28')
  .option('--leaks <n>', 'leaks planted to test the audit itself', '200')
  .option('--seed <n>', 'seed of the people', '1')
  .addHelpText('after', '\nExample:\n  $ npm run siege -- --sectors 28')
  .action(async ({people, sectors, leaks, seed}: Record<'people' | 'sectors' | 'leaks' | 'seed', string>) => {
    const found = await besiege(Number(people), Number(sectors), Number(leaks), Number(seed));
    process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  })
  .parseAsync();
