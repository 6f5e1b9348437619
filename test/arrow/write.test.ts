import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {tableFromIPC} from 'apache-arrow';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {writeArrow} from '../../src/arrow/write.js';
import type {Workspace} from '../../src/db/workspace.js';
import {readArrow} from '../../src/delivery/arrow-in.js';
import {rowsFromArrow} from '../../src/site/arrow-rows.js';
import {emptyWorkspace} from '../workspaces.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-arrow-'));
const world = emptyWorkspace();
let workspace: Workspace;
beforeAll(async () => {
  ({workspace} = await world.open());
});
afterAll(() => {
  world.close();
  rmSync(folder, {recursive: true, force: true});
});

/** Every type the house writes, with nulls, extremes and more rows than one batch. */
const everything = `
  select
    i::integer as whole,
    (9007199254740993 + i)::bigint as large,
    case when i % 3 = 0 then null else ((i - 70000) * 1.01)::decimal(18, 2) end as amount,
    case when i % 5 = 0 then null else 'tekst ' || i || ' é €' end as words,
    i % 2 = 0 as is_even,
    date '1889-12-31' + i::integer as day,
    timestamptz '2023-03-26 00:59:59.999999+00' + to_microseconds(i) as instant,
    i / 7 as share
  from range(140000) as t(i) order by i`;

describe('Arrow files', () => {
  it('hold what the query gave, and read back the same into the database', async () => {
    const path = join(folder, 'everything.arrow');
    expect(await writeArrow(workspace.connection, everything, path)).toBe(140_000);
    await readArrow(workspace, path, 'back');
    const differences = await workspace.value<number>(`
      select count(*) from (
        (select * from (${everything}) except all select * from back)
        union all (select * from back except all select * from (${everything})))`);
    expect(differences).toBe(0);
  });

  it('are read alike by both libraries, and by a page', async () => {
    const path = join(folder, 'few.arrow');
    // a page never gets whole numbers beyond what JavaScript holds: its reader refuses them aloud
    await writeArrow(workspace.connection, `select * exclude (large) from (${everything} limit 10)`, path);
    const bytes = readFileSync(path);
    expect(tableFromIPC(bytes).numRows).toBe(10);
    const rows = rowsFromArrow(bytes);
    expect(rows[1]).toMatchObject({
      whole: 1,
      amount: -70698.99,
      words: 'tekst 1 é €',
      is_even: false,
      day: '1890-01-01',
    });
    expect(rows[0]).toMatchObject({amount: null, words: null, is_even: true});
  });

  it('without rows still say which columns they have', async () => {
    const path = join(folder, 'none.arrow');
    expect(await writeArrow(workspace.connection, `select * from (${everything}) where false`, path)).toBe(0);
    expect(rowsFromArrow(readFileSync(path))).toEqual([]);
    expect(tableFromIPC(readFileSync(path)).schema.fields.map((f) => f.name)).toContain('amount');
  });

  it('of a query that fails on its way are no shorter file: they fail too', async () => {
    const failing = `select if(i < 500000, '1', 'x')::integer as n from range(1000000) as t(i)`;
    await expect(writeArrow(workspace.connection, failing, join(folder, 'short.arrow'))).rejects.toThrow(
      /of 1000000 rows came out of a query/,
    );
  });

  it.skipIf(!existsSync('/dev/full'))('on a full disk are a mistake that can be caught', async () => {
    await expect(writeArrow(workspace.connection, everything, '/dev/full')).rejects.toMatchObject({
      code: 'ENOSPC',
    });
  });
});
