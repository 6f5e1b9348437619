import {fork} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {Command} from 'commander';
import {progressOn} from '../src/cli/progress.js';
import {textTable} from '../src/cli/table.js';
import {identifier, literal} from '../src/db/text.js';
import {openScratch} from '../src/db/workspace.js';
import {deposit} from '../src/delivery/deposit.js';
import type {Effects, Step} from '../src/effects.js';
import {rooms} from '../src/house.js';
import {readParameters} from '../src/parameters.js';
import {intake} from './intake.js';
import {sample} from './sample.js';
import {yearly} from './yearly.js';

interface Options {
  readonly persons: string;
  readonly year: string;
  readonly folder: string;
  readonly phase?: string;
  readonly shuffle: boolean;
}

/** What one phase took, against a plain scan of the delivered columns in the same process. */
interface Measure {
  readonly phase: string;
  readonly seconds: number;
  /** Median of the scans before and after the phase. */
  readonly scanSeconds: number;
  readonly peakMegabytes: number;
  readonly steps: readonly {readonly name: string; readonly seconds: number}[];
}

const asOf = '2024-06-30';

/**
 * A benchmark, not a timed test: load and compute one reference year at the size asked, each phase in a process of
 * its own, and print ratios to a plain scan of the same columns, which hold when the machine's speed drifts.
 */
async function bench(options: Options): Promise<void> {
  const folder = resolve(options.folder);
  const deliveries = join(folder, options.shuffle ? 'shuffled' : 'deliveries');
  const effects = effectsOn();
  if (!existsSync(join(folder, 'deliveries'))) {
    await sample(
      {
        out: join(folder, 'deliveries'),
        persons: Number(options.persons),
        seed: 1,
        years: [Number(options.year)],
        format: 'parquet',
      },
      effects,
    );
  }
  if (options.shuffle && !existsSync(deliveries)) await shuffle(join(folder, 'deliveries'), deliveries);
  rmSync(join(folder, 'workspace'), {recursive: true, force: true});
  const measures: Measure[] = [];
  for (const phase of ['load', 'first run', 'second run']) measures.push(await inOwnProcess(phase, options));
  const [load, first, second] = measures as [Measure, Measure, Measure];
  const ratio = (m: Measure): number => m.seconds / m.scanSeconds;
  const amounts = second.steps.find((s) => s.name.startsWith('intermediate.people_assessed'))!;
  const row = (name: string, seconds: number, scan: number, memory = ''): string[] => [
    name,
    seconds.toFixed(2),
    (seconds / scan).toFixed(2),
    memory,
  ];
  process.stdout.write(
    `${textTable(
      ['phase', 'seconds', '× scan', 'peak MB'],
      [
        ...measures.flatMap((m) => [
          row(m.phase, m.seconds, m.scanSeconds, m.peakMegabytes.toFixed(0)),
          ...m.steps
            .filter((s) => s.seconds >= 0.05)
            .map((s) => row(`  ${s.name}`, s.seconds, m.scanSeconds)),
        ]),
        [
          'load + first run',
          (load.seconds + first.seconds).toFixed(2),
          (ratio(load) + ratio(first)).toFixed(2),
          '',
        ],
        [
          'amounts step, second run',
          amounts.seconds.toFixed(2),
          (amounts.seconds / second.scanSeconds).toFixed(2),
          '',
        ],
      ],
    )}\n\nplain scan: ${measures.map((m) => m.scanSeconds.toFixed(2)).join(', ')} s\n`,
  );
}

/** Run a phase in a child, so that its memory is its own. */
function inOwnProcess(phase: string, options: Options): Promise<Measure> {
  return new Promise((done, failed) => {
    const shuffled = options.shuffle ? ['--shuffle'] : [];
    const child = fork(process.argv[1]!, [
      '--persons',
      options.persons,
      '--year',
      options.year,
      '--folder',
      options.folder,
      '--phase',
      phase,
      ...shuffled,
    ]);
    let measure: Measure | undefined;
    child.on('message', (message) => {
      measure = message as Measure;
    });
    child.on('exit', (code) =>
      measure ? done(measure) : failed(new Error(`phase ${phase} ended with ${code}`)),
    );
  });
}

async function measure(options: Options): Promise<void> {
  const folder = resolve(options.folder);
  const deliveries = join(folder, options.shuffle ? 'shuffled' : 'deliveries');
  const workspace = join(folder, 'workspace');
  const steps: {name: string; seconds: number}[] = [];
  const effects = effectsOn(steps);
  const work: Readonly<Record<string, () => Promise<unknown>>> = {
    load: () =>
      intake(
        workspace,
        readdirSync(deliveries)
          .sort()
          .map((name) => join(deliveries, name)),
        5,
        effects,
      ),
    'first run': () => yearly(workspace, [Number(options.year)], asOf, effects),
    'second run': () =>
      yearly(workspace, [Number(options.year)], asOf, effects, changedParameters(folder, options.year)),
  };
  const scans = [await scan(deliveries), await scan(deliveries)];
  const began = performance.now();
  await work[options.phase!]!();
  const seconds = (performance.now() - began) / 1000;
  scans.push(await scan(deliveries), await scan(deliveries));
  scans.sort((a, b) => a - b);
  const result: Measure = {
    phase: options.phase!,
    seconds,
    scanSeconds: (scans[1]! + scans[2]!) / 2,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    steps,
  };
  process.send?.(result);
}

/** Seconds to read every delivered column once and do the least with it. */
async function scan(deliveries: string): Promise<number> {
  const scratch = await openScratch(1000);
  try {
    let seconds = 0;
    for (const delivery of readdirSync(deliveries)) {
      for (const file of readdirSync(join(deliveries, delivery)).filter((name) =>
        name.endsWith('.parquet'),
      )) {
        const from = `read_parquet(${literal(join(deliveries, delivery, file))})`;
        const columns = await (
          await scratch.connection.run(`describe select * from ${from}`)
        ).getRowObjectsJS();
        const least = columns.map(
          (c) =>
            `${String(c.column_type).startsWith('DECIMAL') ? 'sum' : 'max'}(${identifier(String(c.column_name))})`,
        );
        const began = performance.now();
        await scratch.connection.run(`select ${least.join(', ')} from ${from}`);
        seconds += (performance.now() - began) / 1000;
      }
    }
    return seconds;
  } finally {
    scratch.close();
  }
}

/** The law of the year with the lower wage limit ten euro up: everything that depends on amounts must be redone. */
function changedParameters(folder: string, year: string): ReturnType<typeof readParameters> {
  const changed = join(folder, 'parameters');
  rmSync(changed, {recursive: true, force: true});
  cpSync(join(rooms.sql, 'parameters'), changed, {recursive: true});
  const file = join(changed, `${year}.yaml`);
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace(
      /(lower_wage_limit_eur:\s*\{\s*value: )(\d+)/,
      (_, head: string, euro: string) => `${head}${Number(euro) + 10}`,
    ),
  );
  return readParameters(changed);
}

/** The same deliveries with the rows of each table in no order, as a supplier may send them. */
async function shuffle(from: string, to: string): Promise<void> {
  const scratch = await openScratch(8000);
  for (const delivery of readdirSync(from)) {
    mkdirSync(join(to, delivery), {recursive: true});
    const manifest = JSON.parse(readFileSync(join(from, delivery, 'manifest.json'), 'utf8'));
    for (const table of manifest.tables) {
      const path = join(to, delivery, table.file);
      await scratch.connection.run(
        `copy (select * from read_parquet(${literal(join(from, delivery, table.file))}, file_row_number = true) order by hash(file_row_number)) to ${literal(path)}`,
      );
      await scratch.connection.run(
        `copy (select * exclude (file_row_number) from read_parquet(${literal(path)})) to ${literal(path)}`,
      );
      table.sha256 = await deposit(path);
    }
    writeFileSync(join(to, delivery, 'manifest.json'), JSON.stringify(manifest, null, 2));
  }
  scratch.close();
}

/** Progress for people, and every step with its seconds for the table. */
function effectsOn(steps?: {name: string; seconds: number}[]): Effects {
  const progress = progressOn(process.stderr, () => performance.now());
  const timed =
    (begin: (verb: string, what: string) => Step) =>
    (verb: string, what: string): Step => {
      const began = performance.now();
      const step = begin(verb, what);
      return {
        done(outcome) {
          steps?.push({name: what, seconds: (performance.now() - began) / 1000});
          step.done(outcome);
        },
      };
    };
  return {now: () => new Date(), progress: {...progress, step: progress.step, part: timed(progress.part)}};
}

await new Command('npm run bench --')
  .description('load and compute one reference year and print seconds, memory and ratios to a plain scan')
  .option('--persons <n>', 'people received in the year', '2200000')
  .option('--year <year>', 'reference year', '2022')
  .option(
    '--folder <dir>',
    'where deliveries and workspace go; deliveries that are there are used again',
    './build/bench',
  )
  .option('--shuffle', 'deliver the rows of each table in no order', false)
  .option('--phase <phase>', 'measure one phase in this process (internal)')
  .addHelpText('after', '\nExample:\n  $ npm run bench -- --persons 220000')
  .action((options: Options) => (options.phase === undefined ? bench(options) : measure(options)))
  .parseAsync();
