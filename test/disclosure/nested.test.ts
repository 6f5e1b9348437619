import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Workspace} from '../../src/db/workspace.js';
import {sumProblems} from '../../src/disclosure/audit/tables.js';
import {attackTotals, judgeTotals} from '../../src/disclosure/audit/totals.js';
import {hideNearTotals, leaveRoom, tellsOf} from '../../src/disclosure/nested.js';
import type {Model} from '../../src/models/model.js';
import {emptyWorkspace} from '../workspaces.js';

const world = emptyWorkspace();
let workspace: Workspace;
beforeAll(async () => {
  ({workspace} = await world.open());
  await workspace.run('create schema published');
});
afterAll(() => world.close());

/** Five people, and more than four can be due at 600 euro each. */
const tells = {persons: 5, cents: 4 * 60_000 + 1};

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
    expect(await attackTotals(workspace, models, tells)).toMatchObject({id: 'S3', passed: false, broken: 1});
    await hideNearTotals(workspace, models, tells);
    expect(await rows('ending')).toMatchObject([
      {persons: null, amount: null, hidden: 'persons amount'},
      {persons: 1381, hidden: ''},
    ]);
    expect((await rows('groups')).every((row) => row.persons !== null)).toBe(true);
    expect(await attackTotals(workspace, models, tells)).toMatchObject({passed: true});
  });

  it.each([1383, 1378, 1000])('stand where it is nobody or enough: %i beside 1383', async (ending) => {
    await lay(ending, 1200);
    await hideNearTotals(workspace, models, tells);
    expect((await rows('ending'))[0]).toMatchObject({persons: ending, hidden: ''});
  });

  it('take the categories along that add up to them', async () => {
    await lay(1000, 1380);
    await hideNearTotals(workspace, models, tells);
    const second = (await rows('groups')).filter((row) => row.stage === 2);
    expect(second.every((row) => row.persons === null && row.hidden === 'persons')).toBe(true);
    expect(await attackTotals(workspace, models, tells)).toMatchObject({passed: true});
  });

  it('are found by the audit whenever one leaks, whatever it is', () => {
    for (let leak = 1; leak <= 200; leak++) {
      const few = 1 + (leak % 4);
      const line = judgeTotals([
        {where: 'a.persons', chain: '2023 waiting', value: 1000 + leak, least: 5},
        {
          where: 'b.persons',
          chain: '2023 waiting',
          value: 1000 + leak + (leak % 2 === 0 ? few : -few),
          least: 5,
        },
        {where: 'c.persons', chain: '2023 paid', value: 1000 + leak + 1, least: 5},
      ]);
      expect(line).toMatchObject({tried: 1, broken: 1, passed: false});
    }
  });
});

describe('amounts of populations within each other', () => {
  const due = (amount: string) =>
    workspace.run(`
      create or replace table published.open as from (values (2023, 400676.54, ''), (2022, 1000.00, ''))
        as rows (reference_year, waiting_eur, hidden);
      create or replace table published.states as from (values
        (2023, 'waiting', 1961, ${amount}, ''), (2023, 'registered', 24000, 4000000.00, ''))
        as rows (reference_year, state, persons, payable_eur, hidden)`);
  const amounts = [
    {
      name: 'open',
      key: ['reference_year'],
      publish: true,
      columns: {waiting_eur: {unit: 'EUR', nests: "'waiting'"}},
    },
    {
      name: 'states',
      key: ['reference_year', 'state'],
      publish: true,
      columns: {
        persons: {unit: 'persons'},
        payable_eur: {unit: 'EUR', nests: "case state when 'waiting' then 'waiting' end"},
      },
    },
  ] as unknown as Model[];
  const payable = async () => (await rows('states')).map((row) => row.payable_eur);

  it('give way where four people can be due the difference', async () => {
    await due('401238.62');
    expect(await attackTotals(workspace, amounts, tells)).toMatchObject({broken: 1});
    await hideNearTotals(workspace, amounts, tells);
    expect(await payable()).toEqual([null, '4000000.00']);
    expect(await attackTotals(workspace, amounts, tells)).toMatchObject({passed: true});
  });

  it.each(['400676.54', '403076.55', '398276.53'])(
    'stand where it is nothing or more: %s',
    async (amount) => {
      await due(amount);
      await hideNearTotals(workspace, amounts, tells);
      expect(await payable()).toEqual([amount, '4000000.00']);
      expect(await attackTotals(workspace, amounts, tells)).toMatchObject({passed: true});
    },
  );

  it('are held to the highest amount of the law', async () => {
    expect(await tellsOf(workspace, 5)).toEqual({persons: 5, cents: 4 * 75_000 + 1});
  });
});

describe('rows that add up to a total that is shown', () => {
  const model = {
    name: 'reasons',
    key: ['reference_year', 'scheme', 'reason'],
    publish: true,
    columns: {
      persons: {unit: 'persons', adds: ['scheme']},
      open_eur: {unit: 'EUR', of: 'persons'},
    },
  } as unknown as Model;
  const lay = async (counts: readonly (readonly [scheme: string, persons: number])[]): Promise<unknown[]> => {
    const values = counts.map(([scheme, n], i) => `(2023, '${scheme}', 'r${i}', ${n}, ${n * 100}.00)`);
    await workspace.run(`
      create or replace table reasons as from (values ${values.join(', ')})
        as rows (reference_year, scheme, reason, persons, open_eur);
      create or replace table published.reasons as
        select * replace (if(persons < 5, null, persons) as persons, if(persons < 5, null, open_eur) as open_eur),
          if(persons < 5, 'persons open_eur', '') as hidden
        from reasons`);
    await leaveRoom(workspace, [{model, relation: 'reasons'}], tells);
    const found = await rows('reasons');
    for (const row of found) {
      expect(row.open_eur === null).toBe(row.persons === null);
      expect(row.hidden).toBe(row.persons === null ? 'persons open_eur' : '');
    }
    expect(sumProblems(model, found, await workspace.rows<Record<string, never>>('from reasons'))).toEqual(
      [],
    );
    return found.map((row) => row.persons);
  };

  it('never hide one of them alone: the smallest other goes with it', async () => {
    const counts = [
      ['a', 2],
      ['a', 17],
      ['a', 8],
      ['a', 4956],
    ] as const;
    expect(await lay(counts)).toEqual([null, 17, null, 4956]);
  });

  it('hide no third where two leave room, and one where they do not', async () => {
    expect(
      await lay([
        ['a', 3],
        ['a', 4],
        ['a', 91],
      ]),
    ).toEqual([null, null, null]);
    expect(
      await lay([
        ['a', 300],
        ['a', 91],
      ]),
    ).toEqual([300, 91]);
  });

  it('are those of one kind where the total is', async () => {
    expect(
      await lay([
        ['a', 2],
        ['a', 40],
        ['b', 30],
        ['b', 50],
      ]),
    ).toEqual([null, null, 30, 50]);
  });

  it('are found by the audit where one is hidden alone', () => {
    const raw = [1, 20, 30].map((persons, i) => ({
      reference_year: 2023,
      scheme: 'a',
      reason: `r${i}`,
      persons,
    }));
    const published = raw.map((row, i) => ({...row, persons: i === 0 ? null : row.persons}));
    expect(sumProblems(model, published, raw)).toEqual([
      'reasons 2023|a: persons hides one row of those that add up',
    ]);
  });
});

it('two counts of which a third is the sum are hidden together, whichever of them needs a second row', async () => {
  const model = {
    name: 'bands',
    key: ['reference_year', 'band'],
    publish: true,
    columns: {
      paid: {unit: 'persons', of: 'unpaid', adds: true},
      unpaid: {unit: 'persons', of: 'paid', adds: true},
      unpaid_eur: {unit: 'EUR', of: 'unpaid'},
    },
  } as unknown as Model;
  await workspace.run(`
    create or replace table bands as from (values
      (2023, 1, 40, 3, 30.00), (2023, 2, 24, 7, 70.00), (2023, 3, 500, 90, 900.00), (2023, 4, 800, 400, 4000.00))
      as rows (reference_year, band, paid, unpaid, unpaid_eur);
    create or replace table published.bands as
      select * replace (if(band = 1, null, paid) as paid, if(band = 1, null, unpaid) as unpaid, if(band = 1, null, unpaid_eur) as unpaid_eur),
        if(band = 1, 'paid unpaid unpaid_eur', '') as hidden
      from bands`);
  await leaveRoom(workspace, [{model, relation: 'bands'}], tells);
  expect(await rows('bands')).toMatchObject([
    {paid: null, unpaid: null, unpaid_eur: null},
    // three and seven leave the larger nearly known: a third goes with them
    {paid: null, unpaid: null, unpaid_eur: null},
    {paid: null, unpaid: null, unpaid_eur: null},
    {paid: 800, unpaid: 400, unpaid_eur: '4000.00', hidden: ''},
  ]);
});
