import {cpSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {yearly} from '../../pipelines/yearly.js';
import {openWorkspace} from '../../src/db/workspace.js';
import {layCatalogue} from '../../src/models/catalogue.js';
import {quiet} from '../effects.js';
import {load, writeYear} from './delta.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-incremental-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const asOf = '2025-01-31';
const one = join(folder, 'one');
/** As `one` begins. */
const cut = join(folder, 'cut');
let full: string[] = [];
let mutations: string[] = [];

beforeAll(async () => {
  ({full, mutations} = writeYear(folder, 2022, 200));
  await load(one, full);
  await yearly(one, [], asOf, quiet);
  cpSync(one, cut, {recursive: true});
}, 120_000);

/**
 * What is computed, relation by relation, as a hash that does not know the order of rows.
 *
 * @param relations all when left out
 */
async function contents(workspace: string, relations?: readonly string[]): Promise<Record<string, string>> {
  const open = await openWorkspace(workspace, {mode: 'read'});
  try {
    const {models} = await layCatalogue(open, asOf, undefined, relations);
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
    await load(three, [...full, mutations[1]!]);
    await yearly(three, [], asOf, quiet);
    await load(three, [mutations[0]!]);
    await yearly(three, [], asOf, quiet);
    const relations = [
      'exports.dossiers',
      'exports.quarters',
      'exports.takeup',
      'intermediate.people_assessed',
    ];
    expect(await contents(three, relations)).toEqual(await contents(one, relations));
  }, 120_000);

  it('changes nothing when its run is cut off before it counts', async () => {
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
