import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {intake} from '../../pipelines/intake.js';
import {sample} from '../../pipelines/sample.js';
import {yearly} from '../../pipelines/yearly.js';
import {openWorkspace} from '../../src/db/workspace.js';
import {layCatalogue} from '../../src/models/catalogue.js';
import {quiet} from '../effects.js';
import {writeMutations} from './delta.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-incremental-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const asOf = '2025-01-31';
const one = join(folder, 'one');
const deliveries: string[] = [];
let mutations: string[] = [];

beforeAll(async () => {
  const made = await sample(
    {out: join(folder, 'deliveries'), persons: 1000, seed: 3, years: [2021, 2022], format: 'parquet'},
    quiet,
  );
  deliveries.push(...made.map((d) => d.folder));
  const full = join(folder, 'deliveries', 'dmfa-2022-full-1');
  mutations = [
    await writeMutations(full, folder, 'dmfa-2022-delta-1', 'hash(person_id) % 100 = 7'),
    await writeMutations(full, folder, 'dmfa-2022-delta-2', 'hash(person_id) % 100 in (7, 8)', '0.80'),
  ];
  await load(one, deliveries, 5, quiet);
  await yearly(one, [], asOf, quiet);
}, 60_000);

async function load(...args: Parameters<typeof intake>): Promise<void> {
  const reports = await intake(...args);
  expect(reports.map((r) => r.message ?? r.status).filter((s) => s !== 'loaded')).toEqual([]);
}

/** Everything computed, table by table, as a hash that does not know the order of rows. */
async function contents(workspace: string): Promise<Map<string, string>> {
  const open = await openWorkspace(workspace, {mode: 'read'});
  try {
    const {models} = await layCatalogue(open, asOf);
    const found = new Map<string, string>();
    for (const {relation} of models.filter((m) => !/revisions|deliveries|postings|ledger/.test(m.relation))) {
      found.set(
        relation,
        JSON.stringify(
          await open.rows(`
            select reference_year, count(*) as n, sum(hash(t)::hugeint)::varchar as h
            from (select * from ${relation}) as t group by all order by all`.replace(
            'reference_year',
            (await open.rows<{column_name: string}>(`describe ${relation}`)).some(
              (c) => c.column_name === 'reference_year',
            )
              ? 'reference_year'
              : 'null as reference_year',
          )),
        ),
      );
    }
    return found;
  } finally {
    open.close();
  }
}

describe('a mutation file', () => {
  it('is computed for the persons it touches, and ends in the state of computing everything', async () => {
    await load(one, mutations, 5, quiet);
    const {steps} = await yearly(one, [], asOf, quiet);
    const assessed = steps.filter((s) => s.relation === 'intermediate.people_assessed');
    expect(assessed.map((s) => [s.year, s.isNew, s.isPatched])).toEqual([
      [2021, false, false],
      [2022, true, true],
    ]);
    const two = join(folder, 'two');
    await load(two, [...deliveries, ...mutations], 5, quiet);
    const whole = await yearly(two, [], asOf, quiet);
    expect(whole.steps.some((s) => s.isPatched)).toBe(false);
    const [is, should] = [await contents(one), await contents(two)];
    expect(is.size).toBeGreaterThan(50);
    expect(Object.fromEntries(is)).toEqual(Object.fromEntries(should));
  }, 60_000);

  it('gives the same state in whatever order and pieces mutations arrive', async () => {
    const three = join(folder, 'three');
    await load(three, [...deliveries, mutations[1]!], 5, quiet);
    await yearly(three, [], asOf, quiet);
    await load(three, [mutations[0]!], 5, quiet);
    await yearly(three, [], asOf, quiet);
    const [is, should] = [await contents(three), await contents(one)];
    for (const relation of ['exports.dossiers', 'exports.quarters', 'exports.takeup', 'marts.funnel'])
      expect([relation, is.get(relation)]).toEqual([relation, should.get(relation)]);
  }, 60_000);

  it('leaves nothing behind when a run is cut off before it counts', async () => {
    const cut = join(folder, 'cut');
    await load(cut, deliveries, 5, quiet);
    await yearly(cut, [], asOf, quiet);
    const before = await contents(cut);
    await load(cut, [mutations[0]!], 5, quiet);
    const broken = {
      ...quiet,
      progress: {
        ...quiet.progress,
        part: (_: string, what: string) => {
          if (what === 'marts.takeup 2022') throw new Error('power cut');
          return {done: () => {}};
        },
      },
    };
    await expect(yearly(cut, [], asOf, broken)).rejects.toThrow('power cut');
    const after = await contents(cut);
    expect(after.get('intermediate.people_assessed')).toEqual(before.get('intermediate.people_assessed'));
  }, 60_000);
});
