import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {intake} from '../../pipelines/intake.js';
import {type SampleDelivery, type SampleOptions, sample} from '../../pipelines/sample.js';
import {openWorkspace} from '../../src/db/workspace.js';
import {layCatalogue} from '../../src/models/catalogue.js';
import {quiet} from '../effects.js';
import {globbed, hashes} from './deliveries.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-twin-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const draw = (name: string, options: Partial<SampleOptions>): Promise<SampleDelivery[]> =>
  sample(
    {out: join(folder, name), persons: 1000, seed: 1, years: [2021], format: 'parquet', ...options},
    quiet,
  );

/** Each source in a format of its own, so that one drawing shows all three. */
const mixed: SampleOptions['format'] = ({source}) =>
  source === 'dmfa' ? 'parquet' : source === 'persons' || source === 'registrations' ? 'csv' : 'arrow';

describe('the same seed', () => {
  // large enough that the tables of lines are made in several pieces at once
  it('gives the same bytes with one thread and with two, in every format', async () => {
    const persons = Number(process.env['PERSONS'] ?? 31_205);
    await draw('one', {persons, threads: 1, format: mixed});
    await draw('two', {persons, threads: 2, format: mixed});
    const made = hashes(join(folder, 'one'));
    expect(hashes(join(folder, 'two'))).toEqual(made);
    expect(new Set(Object.keys(made).map((path) => path.replace(/^.*\./, '')))).toEqual(
      new Set(['parquet', 'arrow', 'csv', 'json']),
    );
  });

  it('writes a year in the same way over files of an earlier drawing', async () => {
    await draw('again', {persons: 10});
    const first = hashes(join(folder, 'again'));
    await draw('again', {persons: 10});
    expect(hashes(join(folder, 'again'))).toEqual(first);
  });
});

describe('another seed', () => {
  it('gives other people', async () => {
    await draw('seed-1', {persons: 100});
    await draw('seed-2', {persons: 100, seed: 2});
    const [first, second] = [hashes(join(folder, 'seed-1')), hashes(join(folder, 'seed-2'))];
    expect(Object.keys(second)).toEqual(Object.keys(first));
    const peopled = Object.keys(first).filter((path) => /^(dmfa|persons|advice)-.*\.parquet$/.test(path));
    expect(peopled.length).toBeGreaterThan(3);
    expect(peopled.filter((path) => first[path] === second[path])).toEqual([]);
  });
});

describe('reference years', () => {
  it('that are asked for are delivered, and no others', async () => {
    const made = await draw('subset', {persons: 100, years: [2022, 2021]});
    const years = new Set(made.map((d) => /-(\d{4})-/.exec(d.delivery_id)?.[1] ?? 'stream'));
    expect(years).toEqual(new Set(['2021', '2022', 'stream']));
  });
});

describe('every size', () => {
  it.each([1, 2, 10])('of %i people loads without a refusal or a bad row', async (persons) => {
    const made = await draw(`size-${persons}`, {persons});
    const reports = await intake(
      join(folder, `w-${persons}`),
      made.map((d) => d.folder),
      0,
      quiet,
    );
    expect(reports.filter((r) => r.status !== 'loaded')).toEqual([]);
    expect(reports.flatMap((r) => r.tables).reduce((sum, t) => sum + t.quarantined, 0)).toBe(0);
  });

  it.each([0, 1.5, 2_200_001])('of %d people is refused', async (persons) => {
    await expect(draw('never', {persons})).rejects.toThrow('expected 1 to 2200000');
  });
});

describe('loading the folder as the shell lists it', () => {
  it('gives the same people as loading in the order of the drawing', async () => {
    const made = await draw('order', {persons: 2000, years: [2021]});
    expect(made.map((d) => d.delivery_id)).toContain('persons-2021-mutation-1');
    const orders = {drawn: made.map((d) => d.folder), listed: globbed(join(folder, 'order'))};
    expect(orders.listed).not.toEqual(orders.drawn);
    const people: People[] = [];
    for (const [name, folders] of Object.entries(orders)) {
      const room = join(folder, `w-${name}`);
      const reports = await intake(room, folders, 0, quiet);
      expect(reports.filter((r) => r.status !== 'loaded')).toEqual([]);
      people.push(await peopleOf(room));
    }
    expect(people[1]).toEqual(people[0]);
    // the mutation brings deaths that the full delivery did not know yet
    expect(people[0]?.diedLater).toBeGreaterThan(0);
  });
});

interface People {
  readonly diedLater: number;
  /** A hash of every row in force. */
  readonly content: string;
}

async function peopleOf(room: string): Promise<People> {
  const workspace = await openWorkspace(room, {mode: 'write'});
  try {
    await layCatalogue(workspace, '2024-06-30');
    const rows = await workspace.rows<{died_later: number; content: string}>(`
      select count(*) filter (death_date > date '2022-10-16') as died_later,
        count(*) || ' ' || bit_xor(hash(persons)) as content
      from sources.persons__persons as persons`);
    return {diedLater: rows[0]!.died_later, content: rows[0]!.content};
  } finally {
    workspace.close();
  }
}
