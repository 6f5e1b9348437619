import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {writtenChecks} from '../../src/checks.js';
import type {Workspace} from '../../src/db/workspace.js';
import type {Catalogue} from '../../src/models/catalogue.js';
import {protectedRows} from '../../src/site/door.js';
import {emptyWorkspace} from '../workspaces.js';

const world = emptyWorkspace();
let workspace: Workspace;
let catalogue: Catalogue;

beforeAll(async () => {
  ({workspace, catalogue} = await world.open());
});
afterAll(() => world.close());

type Vintage = readonly [day: string, entitled: number, euro: number, paid: number];

/** Vintages of five headline figures, as runs leave them. */
async function keep(vintages: readonly Vintage[]): Promise<void> {
  const rows = vintages.flatMap(([day, entitled, euro, paid], i) => {
    const of = (no: number, name: string, unit: string, persons: number, value: number): string =>
      `(${i + 1}, now(), date '${day}', 2023, ${no}, '${name}', '${unit}', ${persons}, ${value})`;
    return [
      of(1, 'Rechthebbenden', 'count', entitled, entitled),
      of(2, 'Recht in euro', 'euro', entitled, euro),
      of(5, 'Uitbetaald', 'count', paid, paid),
      of(7, 'Take-up in personen', 'percent', paid, paid / entitled),
    ];
  });
  await workspace.run('delete from ws.headlines');
  await workspace.run(`insert into ws.headlines values ${rows.join(', ')}`);
}

/** The vintages of a figure as they leave through the door. */
async function shownAs(no: number): Promise<{hidden: string}[]> {
  const model = catalogue.models.find((m) => m.relation === 'marts.revisions')!;
  const columns = await workspace.rows<{column_name: string}>('describe marts.revisions');
  const names = columns.map((c) => c.column_name);
  return workspace.rows<{hidden: string}>(
    `select hidden from (${protectedRows(model, names, 5)}) where figure_no = ${no}`,
  );
}

/** Per day the figures that leave through the door; what is hidden is absent. */
async function shown(): Promise<Record<string, number[]>> {
  const model = catalogue.models.find((m) => m.relation === 'marts.revisions')!;
  const columns = await workspace.rows<{column_name: string}>('describe marts.revisions');
  const rows = await workspace.rows<{day: string; figure_no: number; value: string | null}>(
    `select as_of_date::varchar as day, figure_no, value
     from (${protectedRows(
       model,
       columns.map((c) => c.column_name),
       5,
     )}) order by day, figure_no`,
  );
  const days: Record<string, number[]> = {};
  for (const {day, figure_no: no, value} of rows) {
    days[day] ??= [];
    if (value !== null) days[day].push(no);
  }
  return days;
}

describe('vintages beside each other', () => {
  it('show where nobody or five people came between them', async () => {
    await keep([
      ['2024-11-30', 1000, 250000, 100],
      ['2024-12-31', 1000, 250000, 105],
      ['2025-01-31', 1010, 255000, 200],
    ]);
    expect(await shown()).toEqual({
      '2024-11-30': [1, 2, 5, 7],
      '2024-12-31': [1, 2, 5, 7],
      '2025-01-31': [1, 2, 5, 7],
    });
  });

  it('hide the one in between that tells of four people, and every rate made of it', async () => {
    await keep([
      ['2024-11-30', 1000, 250000, 100],
      ['2024-12-31', 1000, 250000, 196],
      ['2025-01-31', 1010, 255000, 200],
    ]);
    expect((await shown())['2024-12-31']).toEqual([1, 2]);
    expect((await shown())['2024-11-30']).toEqual([1, 2, 5, 7]);
  });

  it('hide the smaller of two figures within each other that differ by a few', async () => {
    const rows = [
      ...[
        [1, 1000],
        [3, 997],
        [9, 40],
        [10, 36],
      ].map(([no, n]) => `(1, now(), date '2024-11-30', 2023, ${no}, 'f', 'count', ${n}, ${n})`),
      ...[
        [1, 1100],
        [3, 1100],
        [9, 50],
        [10, 45],
      ].map(([no, n]) => `(2, now(), date '2024-12-31', 2023, ${no}, 'f', 'count', ${n}, ${n})`),
    ];
    await workspace.run('delete from ws.headlines');
    await workspace.run(`insert into ws.headlines values ${rows.join(', ')}`);
    expect(await shown()).toEqual({'2024-11-30': [1, 9], '2024-12-31': [1, 3, 9, 10]});
    const latest = await workspace.rows<{day: string}>(
      'select distinct as_of_date::varchar as day from marts.revisions where is_latest',
    );
    expect(latest).toEqual([{day: '2024-12-31'}]);
  });

  it('measure the distance to every shown one, also over a hidden one', async () => {
    // 196 is hidden beside 200; 197 differs by one from what is hidden and by three from what is shown
    await keep([
      ['2024-11-30', 1010, 255000, 197],
      ['2024-12-31', 1010, 255000, 196],
      ['2025-01-31', 1010, 255000, 200],
    ]);
    expect(await shown()).toEqual({
      '2024-11-30': [1, 2],
      '2024-12-31': [1, 2],
      '2025-01-31': [1, 2, 5, 7],
    });
  });

  it('hide an amount that moved by what a few people can be due', async () => {
    await keep([
      ['2024-12-31', 1010, 254000, 100],
      ['2025-01-31', 1010, 255000, 200],
    ]);
    expect((await shown())['2024-12-31']).toEqual([1, 5, 7]);
    await keep([
      ['2024-12-31', 1010, 250000, 100],
      ['2025-01-31', 1010, 255000, 200],
    ]);
    expect((await shown())['2024-12-31']).toEqual([1, 2, 5, 7]);
  });

  it('hold a revision against the shown one before', async () => {
    await keep([
      ['2024-11-30', 1000, 250000, 100],
      ['2024-12-31', 1010, 254000, 197],
      ['2025-01-31', 1010, 255000, 200],
    ]);
    const rows = await workspace.rows<{revision_share: number}>(
      `select revision_share from marts.revisions where figure_no = 5 and as_of_date = date '2025-01-31'`,
    );
    expect(rows[0]!.revision_share).toBe(1);
  });
});

describe('a figure that does not apply', () => {
  it('has no value in any vintage, also where an earlier run kept a nought', async () => {
    await keep([
      ['2024-12-31', 1000, 250000, 0],
      ['2025-01-31', 1010, 255000, 0],
    ]);
    const values = (): Promise<unknown[]> =>
      workspace.rows(
        `select value, persons, revision_share from marts.revisions where figure_no = 5 order by as_of_date`,
      );
    expect(await values()).toMatchObject([{persons: 0}, {persons: 0}]);
    await workspace.run(
      `update ws.headlines set persons = null, value = null where figure_no = 5 and run_id = 2`,
    );
    const none = {value: null, persons: null, revision_share: null};
    expect(await values()).toEqual([none, none]);
    // neither is hidden: that would say that there is somebody
    expect((await shownAs(5)).map(({hidden}) => hidden)).toEqual(['', '']);
  });
});

describe('a revision of a rate', () => {
  it('is that of the rates that a reader sees', async () => {
    await keep([
      ['2024-12-31', 10000, 2500000, 5957],
      ['2025-01-31', 10000, 2500000, 5964],
      ['2025-02-28', 10000, 2500000, 5974],
    ]);
    const rows = await workspace.rows<{revision_share: number | null}>(
      `select revision_share from marts.revisions where figure_no = 7 order by as_of_date`,
    );
    // 59,6%, 59,6% and 59,7%
    expect(rows.map((row) => row.revision_share)).toEqual([null, 0, expect.closeTo(1 / 596, 9)]);
  });
});

describe('a revision above its bound', () => {
  it('asks for a note', async () => {
    const check = writtenChecks().find((c) => c.name === 'large_revisions_have_a_note')!;
    const failing = (): Promise<number> => workspace.value<number>(`select count(*) from (${check.sql})`);
    await keep([
      ['2024-12-31', 1000, 250000, 100],
      ['2025-01-31', 1010, 252500, 200],
    ]);
    expect(await failing()).toBe(0);
    await keep([
      ['2024-12-31', 1000, 250000, 100],
      ['2025-01-31', 1011, 252500, 200],
    ]);
    expect(await failing()).toBe(1);
  });
});
