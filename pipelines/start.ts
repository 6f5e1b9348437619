import {join} from 'node:path';
import {Command, CommanderError} from 'commander';
import {progressOn} from '../src/cli/progress.js';
import {openWorkspace} from '../src/db/workspace.js';
import {makeDemonstrationSecret} from '../src/disclosure/secret.js';
import type {Effects} from '../src/effects.js';
import {JobbonusError} from '../src/errors.js';
import {fromHere} from '../src/house.js';
import {serveSite} from '../src/site/serve.js';
import {intake} from './intake.js';
import {monitor} from './monitor.js';
import {publish} from './publish.js';
import {sample} from './sample.js';
import {yearly} from './yearly.js';

/** The public figures are of 1,560,274 people received; this is one in fifty of them. */
const persons = 31_205;

/** The winter of the third campaign: two years are finished, one is under way. */
const demonstrationDay = '2025-01-31';

/** An earlier day from which the year under way was seen: without one there is no revision to show. */
const earlierDay = '2024-12-31';

/**
 * The whole house once round, on the synthetic twin: three campaigns drawn, loaded, computed, checked, published and
 * served. Running it again changes nothing and takes seconds.
 */
async function start(
  options: {workspace: string; serve: boolean; port: string},
  effects: Effects,
): Promise<void> {
  const began = performance.now();
  const deliveries = join(options.workspace, 'sample');
  const made = await sample(
    {out: deliveries, persons, seed: 1, years: [2021, 2022, 2023], format: 'parquet'},
    effects,
  );
  const reports = await intake(
    options.workspace,
    made.map((d) => d.folder),
    5,
    effects,
  );
  const refusal = reports.find((r) => r.status === 'refused');
  if (refusal) throw new JobbonusError('REFUSED', refusal.message ?? 'a delivery was refused', 3);
  makeDemonstrationSecret(options.workspace);
  if (!(await hasRun(options.workspace))) await yearly(options.workspace, [], earlierDay, effects);
  await yearly(options.workspace, [], demonstrationDay, effects);
  const checks = await monitor(options.workspace, effects);
  const failed = checks.filter((c) => c.failing > 0 && c.severity === 'error');
  for (const check of failed)
    effects.progress.note(`failed    ${check.year ?? ''} ${check.title}: ${check.failing}`);
  const site = await publish(options.workspace, join(options.workspace, 'site'), effects);
  effects.progress.note(
    `done in ${((performance.now() - began) / 1000).toFixed(0)} s, seen from ${demonstrationDay}: ${fromHere(join(site.folder, 'index.html'))}`,
  );
  if (failed.length > 0) process.exitCode = 1;
  if (!options.serve) return;
  const {address} = await serveSite(site.folder, Number(options.port)).catch((error: unknown) => {
    if (error instanceof JobbonusError && error.code === 'PORT') return serveSite(site.folder, 0);
    throw error;
  });
  process.stdout.write(`the dashboards are at ${address} – stop with Ctrl-C\n`);
}

/** Vintages are kept for good: they are made once. */
async function hasRun(folder: string): Promise<boolean> {
  const workspace = await openWorkspace(folder, {mode: 'read'});
  try {
    return (await workspace.value<number>('select count(*) from ws.runs')) > 0;
  } finally {
    workspace.close();
  }
}

const command = new Command('npm start --')
  .description('draw the synthetic twin, load, compute, check, build the dashboards and serve them')
  .option('--workspace <dir>', 'folder for everything', './workspace')
  .option('--port <port>', 'port on localhost; another free one when it is taken', '8080')
  .option('--no-serve', 'stop before serving')
  .exitOverride()
  .addHelpText('after', '\nExample:\n  $ npm start -- --no-serve')
  .action((options: {workspace: string; serve: boolean; port: string}) =>
    start(options, {now: () => new Date(), progress: progressOn(process.stderr, () => performance.now())}),
  );

try {
  await command.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else if (error instanceof JobbonusError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.exitCode;
  } else {
    throw error;
  }
}
