import {afterAll, expect, it} from 'vitest';
import {breadthOf} from '../../src/models/breadth.js';
import {layCatalogue, rememberBuilt} from '../../src/models/catalogue.js';
import {emptyWorkspace} from '../workspaces.js';

const world = emptyWorkspace();
afterAll(() => world.close());

const group = 122_880;

/** Which of some models read widely on two threads, once a table of a year was built with so many rows. */
async function wide(relation: string, builtYear: number, rows: number, names: string[]): Promise<string[]> {
  const {workspace} = await world.open();
  const catalogue = await layCatalogue(workspace, '2024-06-30');
  const table = {
    relation,
    year: builtYear,
    store: 'ws',
    physical: `a table of ${builtYear}`,
    fingerprint: '',
    parts: {},
  } as const;
  rememberBuilt(catalogue.built, table);
  const breadth = await breadthOf(catalogue, 2022, 2);
  breadth.add(table, rows);
  return names.filter((name) => breadth.readsWidely(catalogue.models.find((m) => m.relation === name)!));
}

const names = ['intermediate.takeup_counted', 'intermediate.dossiers_counted', 'marts.holidays'];

it('a model reads widely when a table below it, through views, has a group of rows for every thread', async () => {
  const people = 'intermediate.people_assessed';
  expect(await wide(people, 2022, 2 * group, names)).toEqual(names.slice(0, 2));
  expect(await wide(people, 2022, 2 * group - 1, names)).toEqual([]);
});

it('a table of the year before counts for who reads of that year, and of any other for nobody', async () => {
  const people = 'intermediate.people_assessed';
  // who returns is told by the year before
  expect(await wide(people, 2021, 2 * group, names)).toEqual(names.slice(0, 1));
  expect(await wide(people, 2020, 2 * group, names)).toEqual([]);
});
