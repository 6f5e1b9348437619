import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Workspace} from '../../src/db/workspace.js';
import type {Model} from '../../src/models/model.js';
import {openDoor, protectedRows} from '../../src/site/door.js';
import {emptyWorkspace} from '../workspaces.js';

const world = emptyWorkspace();
let workspace: Workspace;
beforeAll(async () => {
  ({workspace} = await world.open());
});
afterAll(() => world.close());

const model = {
  relation: 'main.groups',
  key: ['name'],
  columns: {
    entitled: {unit: 'persons'},
    registered: {unit: 'persons', within: 'entitled'},
    missing: {unit: 'persons', within: 'entitled'},
    missing_eur: {unit: 'EUR', of: 'missing'},
    rate: {unit: 'share', of: 'missing'},
  },
} as unknown as Model;

async function publish(entitled: number, registered: number): Promise<Record<string, unknown>> {
  const missing = entitled - registered;
  await workspace.run(`
    create or replace table groups as
    select 'a' as name, ${entitled} as entitled, ${registered} as registered, ${missing} as missing,
      ${missing * 100}.00::decimal(18, 2) as missing_eur, ${missing} / nullif(${entitled}, 0) as rate`);
  const columns = ['name', 'entitled', 'registered', 'missing', 'missing_eur', 'rate'];
  return (await workspace.rows(protectedRows(model, columns, 5)))[0]!;
}

describe('the door', () => {
  it('lets a large group pass as it is', async () => {
    expect(await publish(100, 60)).toEqual({
      name: 'a',
      entitled: 100,
      registered: 60,
      missing: 40,
      missing_eur: '4000.00',
      rate: 0.4,
      hidden: '',
    });
  });

  it.each([1, 2, 3, 4])('hides a count of %i with every figure about it', async (few) => {
    const row = await publish(100, 100 - few);
    expect(row).toMatchObject({missing: null, missing_eur: null, rate: null});
    // 100 and 96 together would say 4
    expect(row).toMatchObject({registered: null, entitled: 100});
    expect(String(row.hidden).split(' ').sort()).toEqual(['missing', 'missing_eur', 'rate', 'registered']);
  });

  it('shows five, and shows zero as zero', async () => {
    expect(await publish(100, 95)).toMatchObject({missing: 5, registered: 95, hidden: ''});
    expect(await publish(100, 100)).toMatchObject({missing: 0, registered: 100, hidden: ''});
    expect(await publish(0, 0)).toMatchObject({entitled: 0, missing: 0, hidden: ''});
  });

  it('hides a small whole with all its parts', async () => {
    const row = await publish(4, 0);
    expect(row).toMatchObject({entitled: null, missing: null, missing_eur: null, rate: null});
  });
});

describe('a count beside another', () => {
  const beside = {
    relation: 'main.groups',
    key: ['name'],
    columns: {
      paid: {unit: 'persons', within: ['entitled', 'registered']},
      paid_eur: {unit: 'EUR', of: 'paid'},
      entitled: {unit: 'persons', stays: true},
      registered: {unit: 'persons', stays: true},
    },
  } as unknown as Model;

  it.each([
    ['a few with an account are not paid', 78, true],
    ['a few are paid and have no account any more', 82, true],
    ['nobody is', 80, false],
    ['five are not', 75, false],
    ['a few of everybody are not paid', 98, true],
  ])('is hidden where %s', async (_, paid, isHidden) => {
    await workspace.run(
      `create or replace table groups as
      select 'a' as name, ${paid} as paid, 500.00 as paid_eur, 100 as entitled, 80 as registered`,
    );
    const rows = await workspace.rows(
      protectedRows(beside, ['name', 'paid', 'paid_eur', 'entitled', 'registered'], 5),
    );
    expect(rows[0]).toMatchObject(
      isHidden
        ? {paid: null, paid_eur: null, hidden: 'paid paid_eur'}
        : {paid, paid_eur: '500.00', hidden: ''},
    );
  });
});

describe('what leaves', () => {
  const empty = emptyWorkspace();
  afterAll(() => empty.close());

  it('is the columns of the header, as text where they hold a value of a closed list, and no other', async () => {
    const {catalogue} = await empty.open();
    await openDoor(catalogue, '2026-01-31');
    const columns = await catalogue.workspace.rows<{table: string; name: string; type: string}>(`
      select table_name as "table", column_name as name, data_type as type
      from duckdb_columns() where schema_name = 'published' order by table_name, column_index`);
    expect(columns.filter(({type}) => type.startsWith('ENUM'))).toEqual([]);
    for (const {name, key, columns: named} of catalogue.models.filter((m) => m.publish)) {
      const found = columns.filter(({table}) => table === name).map((column) => column.name);
      const leaving = Object.keys(named).filter((column) => !named[column]?.stays);
      expect(new Set(found)).toEqual(new Set([...key, ...leaving, 'hidden']));
    }
    const models = catalogue.models.map((m) => (m.name === 'takeup_weekly' ? {...m, columns: {}} : m));
    await expect(openDoor({...catalogue, models}, '2026-01-31')).rejects.toThrowError(
      /takeup_weekly.sql: column \w+ would leave without standing in the header/,
    );
  });
});
