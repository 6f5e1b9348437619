import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {readContracts} from '../../src/contracts/contract.js';
import {literal} from '../../src/db/text.js';
import {openWorkspace, type Workspace} from '../../src/db/workspace.js';
import {planColumns} from '../../src/delivery/columns.js';
import {openTable} from '../../src/delivery/open.js';
import {isInOrder} from '../../src/delivery/order.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-order-'));
let workspace: Workspace;
beforeAll(async () => {
  workspace = await openWorkspace(join(folder, 'workspace'), {mode: 'create', threads: 4});
});
afterAll(() => {
  workspace.close();
  rmSync(folder, {recursive: true, force: true});
});

const services = readContracts()
  .get('dmfa')!
  .tables.find((t) => t.name === 'services')!;

/** More than a first look, a chunk of the engine and a row group of the file. */
const rows = 300_000;

/** Ask of a Parquet file of services in the order of their key, spoilt in one row. */
async function ask(spoilt: string, at: number): Promise<boolean> {
  const path = join(folder, 'services.parquet');
  await workspace.run(`
    copy (
      select
        'P' || lpad((n // 12)::varchar, 8, '0') as person_id, (20221 + n % 12 // 3)::integer as quarter,
        'E' || lpad((n % 7)::varchar, 3, '0') as employer_id, 1 as line_no, 1 as version,
        (1 + n % 3)::integer as service_code, 10.00::decimal(5, 2) as days, null::decimal(7, 2) as hours
      from range(${rows}) as t(n)
      order by person_id, quarter, employer_id, service_code
    ) to ${literal(`${path}.whole`)} (format parquet, row_group_size 122880)`);
  await workspace.run(`
    copy (
      select r.* exclude (file_row_number, before_person_id, before_quarter, before_employer_id, before_service_code) replace (${spoilt})
      from (
        select *, lag(person_id) over w as before_person_id, lag(quarter) over w as before_quarter,
          lag(employer_id) over w as before_employer_id, lag(service_code) over w as before_service_code
        from read_parquet(${literal(`${path}.whole`)}, file_row_number = true)
        window w as (order by file_row_number)
      ) as r, (select ${at} as spot)
      order by r.file_row_number
    ) to ${literal(path)} (format parquet, row_group_size 122880)`);
  const delivered = {format: 'parquet', contract: services, file: 'services.parquet'} as never;
  const open = await openTable(workspace, delivered, path, 'raw');
  expect(open.rows).toBe(rows);
  const plans = await planColumns(services, open.types, 'parquet', 'services.parquet', async () => false);
  return isInOrder({workspace, table: services, open, plans});
}

/** SQL that gives the row on the spot the value that the row before it has. */
const asBefore = (...columns: string[]): string =>
  columns.map((c) => `if(file_row_number = spot, before_${c}, ${c}) as ${c}`).join(', ');

const key = ['person_id', 'quarter', 'employer_id', 'service_code'];

describe('a table in the order of its key', () => {
  it('is seen to be', async () => {
    expect(await ask('days as days', -1)).toBe(true);
  });

  // the second row, either side of a chunk, of a first look and of a row group, and the last row
  it.each([1, 2047, 2048, 2049, 49_999, 50_000, 122_879, 122_880, 122_881, rows - 1])(
    'is none when row %i has the key of the row before it',
    async (at) => {
      expect(await ask(asBefore(...key), at)).toBe(false);
    },
  );

  it.each([
    ['a person', `if(file_row_number = spot, 'P0', person_id) as person_id`],
    ['a quarter', 'if(file_row_number = spot, 20220, quarter) as quarter'],
    [
      'an employer',
      `if(file_row_number = spot, 'D', employer_id) as employer_id, ${asBefore('person_id', 'quarter')}`,
    ],
    [
      'a version',
      `if(file_row_number = spot, 0, version) as version, ${asBefore('person_id', 'quarter', 'employer_id')}`,
    ],
  ])('is none when %s falls back', async (_, spoilt) => {
    expect(await ask(spoilt, 200_000)).toBe(false);
  });

  it('is not known of a file that cannot be read', async () => {
    const open = {relation: `read_parquet('nowhere.parquet')`, types: new Map(), rows: 1, isFile: true};
    const plans = services.columns.map((contract) => ({contract, value: contract.name})) as never;
    expect(await isInOrder({workspace, table: services, open, plans})).toBe(false);
  });
});
