import {cpSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {sample} from '../../pipelines/sample.js';
import {type YearlyResult, yearly} from '../../pipelines/yearly.js';
import {openWorkspace, type Workspace} from '../../src/db/workspace.js';
import {type Catalogue, layCatalogue} from '../../src/models/catalogue.js';
import {quiet} from '../effects.js';
import {load} from './delta.js';
import {writeMoves, writeMutation} from './mutate.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-sums-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const asOf = '2025-01-31';
/** A fortnight on, in which no account and no letter became another. */
const later = '2025-02-14';
/** Computed, and then step by step with mutations. */
const followed = join(folder, 'followed');
/** As `followed` begins. */
const begun = join(folder, 'begun');
let full: string[] = [];

beforeAll(async () => {
  const out = join(folder, 'deliveries');
  const made = await sample({out, persons: 600, seed: 3, years: [2021, 2022], format: 'parquet'}, quiet);
  full = made.map((delivery) => delivery.folder);
  await load(followed, full);
  await yearly(followed, [], asOf, quiet);
  cpSync(followed, begun, {recursive: true});
}, 120_000);

const delivered = (id: string): string => full.find((path) => path.endsWith(`${id}-full-1`))!;
const mutation = (year: number, name: string, oneIn: number): Promise<string> =>
  writeMutation(folder, delivered(`dmfa-${year}`), {year, name, oneIn});

const looking = async <T>(
  workspace: string,
  day: string,
  look: (open: Workspace, catalogue: Catalogue) => Promise<T>,
): Promise<T> => {
  const open = await openWorkspace(workspace, {mode: 'read'});
  try {
    return await look(open, await layCatalogue(open, day));
  } finally {
    open.close();
  }
};

/** Every row of what is computed, as a hash that does not know their order, and every fingerprint. */
const contents = (workspace: string, day: string): Promise<Record<string, unknown>> =>
  looking(workspace, day, async (open, {models}) => {
    // what remembers how one came here differs by nature
    const states = models.filter(
      (m) =>
        m.schema !== 'staging' && !m.pagesOnly && !/revisions|deliveries|ledger$|change_log/.test(m.name),
    );
    const found: Record<string, unknown> = {};
    for (const {relation} of states)
      found[relation] = await open.rows(
        `select count(*) as n, sum(hash(t)::hugeint)::varchar as h from (from ${relation}) as t`,
      );
    found['fingerprints'] = await open.rows(
      'select relation, reference_year, fingerprint from ws.built order by all',
    );
    return found;
  });

const whole = async (name: string, deliveries: readonly string[], day: string): Promise<string> => {
  const workspace = join(folder, name);
  await load(workspace, deliveries);
  const {steps} = await yearly(workspace, [], day, quiet);
  expect(steps.some((step) => step.isPatched)).toBe(false);
  return workspace;
};

const patchedIn = ({steps}: YearlyResult, year: number): string[] =>
  steps.flatMap((s) => (s.isPatched && s.year === year ? [s.relation] : [])).sort();

/** Lose the count of every group of 2022, as no run could. */
async function spoil(workspace: string, relation: string): Promise<void> {
  const open = await openWorkspace(workspace, {mode: 'write'});
  try {
    const physical = await open.value<string>(
      `select physical from ws.built where relation = '${relation}' and reference_year = 2022`,
    );
    await open.run(`update ws."${physical}" set persons = 0`);
  } finally {
    open.close();
  }
}

describe('sums over everybody', () => {
  it('follow mutations of two years, moves and another day, row by row as if everything were computed', async () => {
    const mutations = [await mutation(2022, 'a', 30), await mutation(2021, 'b', 40)];
    const moved = await writeMoves(folder, delivered('persons-2022'), {year: 2022, name: 'm', oneIn: 30});
    const strangers = await writeMutation(folder, delivered('dmfa-2022'), {
      year: 2022,
      name: 's',
      oneIn: 80,
      strangers: true,
    });
    const declared = await looking(followed, asOf, async (_, {models}) =>
      models.flatMap((m) => (m.sums !== undefined || m.patch !== undefined ? [m.relation] : [])),
    );
    const groups = (workspace: string): Promise<Set<string>> =>
      looking(workspace, asOf, async (open) => {
        const rows = await open.rows<{g: string}>(`
          select concat_ws(' ', dimension, category, registered_week, paid_week, is_notified) as g
          from intermediate.takeup_counted where reference_year = 2022`);
        return new Set(rows.map((row) => row.g));
      });
    const groupsBefore = await groups(followed);

    await load(followed, [mutations[0]!]);
    const first = await yearly(followed, [], asOf, quiet);
    expect(patchedIn(first, 2022)).toEqual([...declared].sort());
    expect(patchedIn(first, 2021)).toEqual([]);
    const groupsAfter = await groups(followed);
    expect([...groupsAfter].some((g) => !groupsBefore.has(g))).toBe(true);
    expect([...groupsBefore].some((g) => !groupsAfter.has(g))).toBe(true);

    // counts that do not close, whatever happened to them, are not built upon
    await spoil(followed, 'intermediate.states_counted');
    await load(followed, [mutations[1]!, strangers, moved]);
    const second = await yearly(followed, [], asOf, quiet);
    expect(patchedIn(second, 2021)).toEqual([...declared].sort());
    // the year after stands on this one and has mutations of its own
    expect(patchedIn(second, 2022)).toEqual(
      expect.arrayContaining(['intermediate.people_assessed', 'intermediate.takeup_counted']),
    );
    expect(patchedIn(second, 2022)).not.toContain('intermediate.states_counted');

    const last = await mutation(2022, 'last', 50);
    await load(followed, [last]);
    const third = patchedIn(await yearly(followed, [], later, quiet), 2022);
    expect(third).toEqual(
      expect.arrayContaining(['intermediate.people_assessed', 'intermediate.takeup_counted']),
    );
    // the weeks of a campaign are counted to the day
    expect(third).not.toContain('intermediate.risks_counted');

    const computed = await whole('whole', [...full, ...mutations, strangers, moved, last], later);
    expect(await contents(followed, later)).toEqual(await contents(computed, later));
  }, 240_000);

  it('are computed again when accounts and letters are those of a year before', async () => {
    const before = '2024-01-31';
    const late = await mutation(2022, 'late', 50);
    await load(begun, [late]);
    const patched = patchedIn(await yearly(begun, [], before, quiet), 2022);
    expect(patched).not.toContain('intermediate.people_assessed');
    expect(patched).not.toContain('intermediate.takeup_counted');
    const computed = await whole('whole-before', [...full, late], before);
    expect(await contents(begun, before)).toEqual(await contents(computed, before));
  }, 240_000);
});
