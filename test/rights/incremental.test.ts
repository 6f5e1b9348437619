import {cpSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {yearly} from '../../pipelines/yearly.js';
import {openWorkspace} from '../../src/db/workspace.js';
import {layCatalogue} from '../../src/models/catalogue.js';
import {type Citation, readParameters, type YearParameters} from '../../src/parameters.js';
import {quiet} from '../effects.js';
import {load, writeYear} from './delta.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-incremental-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const asOf = '2025-01-31';
const one = join(folder, 'one');
/** As `one` begins, for the tests to copy. */
const start = join(folder, 'start');
let full: string[] = [];
let mutations: string[] = [];

beforeAll(async () => {
  ({full, mutations} = writeYear(folder, 2022, 200));
  await load(one, full);
  await yearly(one, [], asOf, quiet);
  cpSync(one, start, {recursive: true});
}, 120_000);

/**
 * What is computed, relation by relation, as a hash that does not know the order of rows.
 *
 * @param relations all when left out
 * @param law that of `sql/parameters` when left out
 */
async function contents(
  workspace: string,
  relations?: readonly string[],
  law?: ReadonlyMap<number, YearParameters>,
): Promise<Record<string, string>> {
  const open = await openWorkspace(workspace, {mode: 'read'});
  try {
    const {models} = await layCatalogue(open, asOf, law, relations);
    // what remembers how one came here differs by nature
    const states = models
      .filter((m) => m.schema !== 'staging' && !/revisions|deliveries|ledger|change_log/.test(m.name))
      .map((m) => m.relation);
    const found: Record<string, string> = {};
    for (const relation of relations ?? states) {
      const rows = await open.rows(
        `select count(*) as n, sum(hash(t)::hugeint)::varchar as h from (from ${relation}) as t`,
      );
      found[relation] = JSON.stringify(rows);
    }
    return found;
  } finally {
    open.close();
  }
}

describe('a mutation file', () => {
  it('is computed for the persons it touches, and ends in the state of computing everything', async () => {
    await load(one, mutations);
    const {steps} = await yearly(one, [], asOf, quiet);
    const patched = steps.filter((s) => s.isPatched).map((s) => s.relation.split('.')[1]);
    expect(patched).toEqual(
      expect.arrayContaining([
        'work_measured',
        'people_described',
        'border_work_measured',
        'people_assessed',
      ]),
    );
    const two = join(folder, 'two');
    await load(two, [...full, ...mutations]);
    const whole = await yearly(two, [], asOf, quiet);
    expect(whole.steps.some((s) => s.isPatched)).toBe(false);
    const [is, should] = [await contents(one), await contents(two)];
    expect(Object.keys(is).length).toBeGreaterThan(40);
    expect(is).toEqual(should);
  }, 120_000);

  it('gives the same state in whatever order and pieces mutations arrive', async () => {
    const three = join(folder, 'three');
    cpSync(start, three, {recursive: true});
    for (const mutation of [...mutations].reverse()) {
      await load(three, [mutation]);
      await yearly(three, [], asOf, quiet);
    }
    const relations = [
      'exports.dossiers',
      'exports.quarters',
      'exports.takeup',
      'intermediate.people_assessed',
    ];
    expect(await contents(three, relations)).toEqual(await contents(one, relations));
  }, 120_000);

  it('changes nothing when its run is cut off before it counts', async () => {
    const cut = join(folder, 'cut');
    cpSync(start, cut, {recursive: true});
    const relations = ['exports.dossiers', 'intermediate.people_assessed'];
    const before = await contents(cut, relations);
    await load(cut, [mutations[0]!]);
    const part = (_: string, what: string) => {
      if (what === 'marts.takeup 2022') throw new Error('power cut');
      return {done: () => {}};
    };
    await expect(yearly(cut, [], asOf, {...quiet, progress: {...quiet.progress, part}})).rejects.toThrow(
      'power cut',
    );
    expect(await contents(cut, relations)).toEqual(before);
  }, 120_000);
});

/** The law with a change to every entry of one parameter of 2022. */
function lawWith(name: string, change: Partial<Citation>): ReadonlyMap<number, YearParameters> {
  const law = readParameters();
  const year = law.get(2022)!;
  const citations = year.citations.map((c) => (c.name === name ? {...c, ...change} : c));
  return new Map(law).set(2022, {...year, citations, fingerprint: `${name} ${JSON.stringify(change)}`});
}

describe('another law', () => {
  it.each([
    {
      name: 'lower_wage_limit_eur',
      value: '1960.00',
      remade: ['people_assessed', 'people_waited'],
      kept: [
        'work_measured',
        'people_described',
        'starters_assessed',
        'objections_followed',
        'payments_placed',
      ],
    },
    {
      name: 'plus_instalment_eur',
      value: '950.00',
      remade: ['starters_assessed', 'plus'],
      kept: ['people_described', 'people_assessed', 'takeup_counted', 'objections_followed'],
    },
  ])(
    'makes again what $name reaches, and ends in the state of computing everything',
    async (changed) => {
      const law = lawWith(changed.name, {value: changed.value});
      const again = join(folder, `again-${changed.name}`);
      cpSync(start, again, {recursive: true});
      const {steps} = await yearly(again, [], asOf, quiet, law);
      const made = steps.filter((s) => s.isNew).map((s) => s.relation.split('.')[1]);
      expect(made).toEqual(expect.arrayContaining(changed.remade));
      for (const relation of changed.kept) expect(made).not.toContain(relation);

      const fresh = join(folder, `fresh-${changed.name}`);
      await load(fresh, full);
      const first = await yearly(fresh, [], asOf, quiet, law);
      expect(first.steps.every((step) => step.isNew)).toBe(true);
      expect(await contents(again, undefined, law)).toEqual(await contents(fresh, undefined, law));
    },
    120_000,
  );

  it('with the same values and another article computes nothing but what shows articles', async () => {
    const law = lawWith('lower_wage_limit_eur', {article: 'BVR 1 januari 2030, art. 1'});
    const again = join(folder, 'again-article');
    cpSync(start, again, {recursive: true});
    const {steps} = await yearly(again, [], asOf, quiet, law);
    expect(steps.filter((s) => s.isNew).map((s) => s.relation)).toEqual(['marts.rule_changes']);
  }, 120_000);
});
