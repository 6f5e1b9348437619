import {mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {answer} from '../../pipelines/answer.js';
import {intake} from '../../pipelines/intake.js';
import {letterText} from '../../pipelines/letter.js';
import {status} from '../../pipelines/monitor.js';
import {publish} from '../../pipelines/publish.js';
import {yearly} from '../../pipelines/yearly.js';
import {openWorkspace} from '../../src/db/workspace.js';
import {fileMistake} from '../../src/errors.js';
import {layCatalogue} from '../../src/models/catalogue.js';
import {quiet} from '../effects.js';
import {writeMoves} from '../rights/mutate.js';
import {computedTwin} from '../workspaces.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-freshness-'));
const home = join(folder, 'workspace');
const asOf = '2024-06-30';
let seconds = 0;
/** What happens in order is known by its time. */
const later = {...quiet, now: () => new Date(quiet.now().getTime() + 1000 * ++seconds)};
beforeAll(() => computedTwin(folder, {persons: 400, seed: 4, years: [2021, 2022]}, asOf), 120_000);
afterAll(() => rmSync(folder, {recursive: true, force: true}));

it('a year stands on the one before it: what came for that one is not in its results until it runs again', async () => {
  const stale = async (): Promise<readonly string[]> => (await status(home)).not_yet_computed;
  expect(await stale()).toEqual([]);
  const full = join(folder, 'deliveries', 'persons-2021-full-1');
  const moves = await writeMoves(folder, full, {year: 2021, name: 'moved', oneIn: 20});
  await intake(home, [moves], 5, later);
  expect(await stale()).toEqual(['persons-2021-moved']);
  expect((await yearly(home, [2021], asOf, later)).behind).toEqual([2022]);
  expect(await stale()).toEqual(['persons-2021-moved']);
  expect((await yearly(home, [2022], asOf, later)).behind).toEqual([]);
  expect(await stale()).toEqual([]);
  expect((await yearly(home, [2021], asOf, later)).behind).toEqual([]);
}, 120_000);

it('the letter says what is paid for where it is less than what was worked, and what divides the wage', async () => {
  const workspace = await openWorkspace(home, {mode: 'read'});
  await layCatalogue(workspace, asOf, undefined, ['exports.quarters']);
  const [more] = await workspace.rows<{person_id: string; quarter: number}>(`
    select person_id, quarter from exports.quarters
    where reference_year = 2022 and payout_fraction > 1.2 and wage_fraction <> payout_fraction and exclusion is null
    order by all limit 1`);
  workspace.close();
  const told = await answer(home, more!.person_id, 2022, quiet);
  const quarter = told.quarters.find((q) => q.quarter === more!.quarter)!;
  // no line in tenths: a quarter is paid for once
  expect(quarter.paid_fraction).toBe('1.00');
  const rows = letterText(told).split('\n');
  for (const [label, key] of [
    ['performance fraction (prestatiebreuk)', 'payout_fraction'],
    ['fraction that divides the wage', 'wage_fraction'],
    ['fraction that is paid for', 'paid_fraction'],
  ] as const) {
    const row = rows.find((line) => line.startsWith(label))!;
    expect(row.slice(label.length).trim().split(/ +/).slice(0, told.quarters.length)).toEqual(
      told.quarters.map((q) => q[key]),
    );
  }
}, 60_000);

it('a table of an earlier version that lacks a column is refused, and not shown as nothing', async () => {
  const workspace = await openWorkspace(home, {mode: 'write'});
  const table = await workspace.value<string>(
    `select physical from ws.built where relation = 'marts.unclaimed_amounts' and reference_year = 2022`,
  );
  await workspace.run(`alter table ws."${table}" drop column persons`);
  workspace.close();
  await expect(publish(home, join(folder, 'site'), quiet)).rejects.toMatchObject({
    code: 'OUTDATED',
    message:
      'marts.unclaimed_amounts of 2022 was made by an earlier version and has no column persons; compute again first: jobbonus run',
  });
}, 60_000);

it('a stored file that was damaged is one sentence with a way out', async () => {
  const source = join(home, 'store', 'persons', readdirSync(join(home, 'store', 'persons'))[0]!);
  writeFileSync(join(source, 'persons.parquet'), 'PAR1garbagePAR1');
  const failed = await yearly(home, [], '2024-01-01', quiet).catch((error: unknown) => error);
  expect(fileMistake(failed)?.message).toMatch(
    /persons\.parquet is damaged; put it back as it was, or load the deliveries into a new workspace$/,
  );
}, 60_000);
