import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Workspace} from '../../src/db/workspace.js';
import {attackTotals, judgeTotals} from '../../src/disclosure/audit/totals.js';
import {hideNearTotals} from '../../src/disclosure/nested.js';
import type {Model} from '../../src/models/model.js';
import {emptyWorkspace} from '../workspaces.js';

const world = emptyWorkspace();
let workspace: Workspace;
beforeAll(async () => {
  ({workspace} = await world.open());
  await workspace.run('create schema published');
});
afterAll(() => world.close());

const models = [
  {
    name: 'ending',
    key: ['reference_year', 'clock'],
    publish: true,
    columns: {
      persons: {unit: 'persons', nests: "case clock when 'account' then 'waiting' end"},
      amount: {unit: 'EUR', of: 'persons'},
    },
  },
  {
    name: 'groups',
    key: ['reference_year', 'dimension', 'category', 'stage'],
    publish: true,
    columns: {
      persons: {unit: 'persons', nests: "case stage when 1 then 'waiting' when 2 then 'waiting' end"},
    },
  },
] as unknown as Model[];

async function lay(ending: number, secondStage: number): Promise<void> {
  await workspace.run(`
    create or replace table published.groups as from (values
      (2023, 'by_sex', 'Man', 1, 700, ''), (2023, 'by_sex', 'Vrouw', 1, 683, ''),
      (2023, 'by_total', 'Iedereen', 1, 1383, ''), (2022, 'by_total', 'Iedereen', 1, ${ending + 1}, ''),
      (2023, 'by_sex', 'Man', 2, 600, ''), (2023, 'by_sex', 'Vrouw', 2, ${secondStage - 600}, ''),
      (2023, 'by_total', 'Iedereen', 2, ${secondStage}, ''))
      as rows (reference_year, dimension, category, stage, persons, hidden)`);
  await workspace.run(`
    create or replace table published.ending as from (values
      (2023, 'account', ${ending}, 5000.00, ''), (2023, 'objection', 1381, 100.00, ''))
      as rows (reference_year, clock, persons, amount, hidden)`);
}

const rows = (table: string): Promise<Record<string, unknown>[]> =>
  workspace.rows<Record<string, never>>(`from published.${table}`);

describe('totals of populations within each other', () => {
  it('give way where the difference is a few people, with what is about them', async () => {
    await lay(1379, 1200);
    expect(await attackTotals(workspace, models, 5)).toMatchObject({id: 'S3', passed: false, broken: 1});
    await hideNearTotals(workspace, models, 5);
    expect(await rows('ending')).toMatchObject([
      {persons: null, amount: null, hidden: 'persons amount'},
      {persons: 1381, hidden: ''},
    ]);
    expect((await rows('groups')).every((row) => row.persons !== null)).toBe(true);
    expect(await attackTotals(workspace, models, 5)).toMatchObject({passed: true});
  });

  it.each([1383, 1378, 1000])('stand where it is nobody or enough: %i beside 1383', async (ending) => {
    await lay(ending, 1200);
    await hideNearTotals(workspace, models, 5);
    expect((await rows('ending'))[0]).toMatchObject({persons: ending, hidden: ''});
  });

  it('take the categories along that add up to them', async () => {
    await lay(1000, 1380);
    await hideNearTotals(workspace, models, 5);
    const second = (await rows('groups')).filter((row) => row.stage === 2);
    expect(second.every((row) => row.persons === null && row.hidden === 'persons')).toBe(true);
    expect(await attackTotals(workspace, models, 5)).toMatchObject({passed: true});
  });

  it('are found by the audit whenever one leaks, whatever it is', () => {
    for (let leak = 1; leak <= 200; leak++) {
      const few = 1 + (leak % 4);
      const line = judgeTotals(
        [
          {where: 'a.persons', chain: '2023 waiting', value: 1000 + leak},
          {where: 'b.persons', chain: '2023 waiting', value: 1000 + leak + (leak % 2 === 0 ? few : -few)},
          {where: 'c.persons', chain: '2023 paid', value: 1000 + leak + 1},
        ],
        5,
      );
      expect(line).toMatchObject({tried: 1, broken: 1, passed: false});
    }
  });
});
