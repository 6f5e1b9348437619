import {afterAll, describe, expect, it} from 'vitest';
import type {Row} from '../reference/rows.js';
import {SHAPES, type TableName} from '../reference/tables.js';
import {nullable} from './bad-cells.js';
import {otherTypes} from './column-types.js';
import {openDesk} from './desk.js';
import {columnsOf, csvKinds, draft, isCsv, kinds, type Sheet} from './draft.js';
import {goodRows, sourceOf} from './good-rows.js';
import {nationalNumber} from './personal-numbers.js';

const desk = openDesk();
afterAll(() => desk.clear());

const tables = Object.keys(SHAPES) as TableName[];

/** A delivery of one table with other columns. */
const withColumns = (table: TableName, columns: Sheet['columns'], rows = goodRows(table, 20)) =>
  draft(sourceOf(table), {mode: 'delta', tables: {[table]: {rows, columns}}});

describe.each(tables)('of %s', (table) => {
  const required = Object.keys(SHAPES[table].columns).filter((name) => !nullable[table].includes(name));

  it.each(required)('a missing %s refuses the delivery', async (column) => {
    const kind = kinds[required.indexOf(column) % kinds.length]!;
    const folder = await desk.write(withColumns(table, columnsOf(table, {[column]: undefined})), kind);
    const reports = await desk.load([folder]);
    expect(reports.map((r) => r.status)).toEqual(['refused']);
    expect(reports[0]!.message).toMatch(new RegExp(`${table}[.].*column ${column} is missing.*requires`));
  });
});

describe.each(kinds)('in %s', (kind) => {
  it('columns that may be null may be missing: they are null', async () => {
    for (const table of ['persons', 'complaints', 'advices'] as const) {
      const absent = Object.fromEntries(nullable[table].map((name) => [name, undefined]));
      const rows = goodRows(table, 20).map((row) => ({...row, ...absent}) as unknown as Row);
      const report = await desk.take(withColumns(table, columnsOf(table, absent), rows), kind);
      expect(report.status).toBe('loaded');
      for (const row of await desk.rows(table))
        for (const name of nullable[table]) expect(row[name]).toBeNull();
    }
  });

  it('columns may stand in any order', async () => {
    const reversed = Object.fromEntries(Object.entries(columnsOf('advices')).reverse());
    await desk.take(draft('advice'), kind);
    const before = await desk.rows('advices');
    const report = await desk.take(withColumns('advices', reversed), kind);
    expect(report.status).toBe('loaded');
    expect(await desk.rows('advices')).toEqual(before);
  });

  it.each([
    'remark',
    'Amount',
    'AMOUNT',
    ' amount',
    'amount ',
    'reference_year',
    'row_number',
    'file_row_number',
  ])('a column %j refuses the delivery', async (name) => {
    const rows = goodRows('remunerations', 20).map((row) => ({...row, [name]: '1'}));
    const columns = columnsOf('remunerations', {[name]: 'text'});
    const folder = await desk.write(withColumns('remunerations', columns, rows), kind);
    await desk.refuse(folder, {says: ['remunerations.', name, 'unknown']});
  });

  it('the number of a person as the name of a column is not repeated', async () => {
    const name = nationalNumber('850730', 19);
    const rows = goodRows('remunerations', 20).map((row) => ({...row, [name]: '1'}));
    const columns = columnsOf('remunerations', {[name]: 'text'});
    const folder = await desk.write(withColumns('remunerations', columns, rows), kind);
    await desk.refuse(folder, {
      says: ['column that is the number of a person or an account is unknown in dmfa.remunerations'],
      secrets: [name],
    });
  });

  it('a column in other case does not stand for the contract’s own', async () => {
    const rows = goodRows('remunerations', 20).map((row) => ({...row, Amount: row['amount']!}));
    const columns = columnsOf('remunerations', {amount: undefined, Amount: 'decimal(11,2)'});
    const folder = await desk.write(withColumns('remunerations', columns, rows), kind);
    await desk.refuse(folder, {says: ['remunerations.', 'Amount']});
  });

  it('two columns of one name refuse the delivery', async () => {
    // written as `amounu` and renamed in the bytes: no writer would make such a file
    const rows = goodRows('remunerations', 20).map((row) => ({...row, amounu: '1.00'}));
    const columns = columnsOf('remunerations', {amounu: 'decimal(11,2)'});
    const folder = await desk.write(withColumns('remunerations', columns, rows), kind, {
      bytes: (bytes) => Buffer.from(bytes.toString('latin1').replaceAll('amounu', 'amount'), 'latin1'),
    });
    await desk.refuse(folder, {says: ['remunerations.', ...(isCsv(kind) ? ['same name'] : ['amount'])]});
  });
});

describe.each(csvKinds)('in %s', (kind) => {
  it('the first row of a file without a header is no header, and is not repeated', async () => {
    const folder = await desk.write(draft('persons'), kind, {
      bytes: (bytes) =>
        Buffer.from(bytes.toString().replace(/^.*\r?\n/, 'Janssens Jan,1985-07-30,M,11002,2023-02-28\n')),
    });
    await desk.refuse(folder, {says: ['persons.csv'], secrets: ['Janssens', '1985-07-30']});
  });
});

describe.each(['parquet', 'arrow file', 'arrow stream'] as const)('in %s', (kind) => {
  const refuseType = async (
    table: TableName,
    column: string,
    type: keyof typeof otherTypes,
    row: Row = {},
  ) => {
    const rows = goodRows(table, 20).map((good) => ({...good, ...row}));
    const columns = columnsOf(table, {[column]: otherTypes[type]});
    const folder = await desk.write(withColumns(table, columns, rows), kind);
    await desk.refuse(folder, {says: [`${table}.`, column, /expected/]});
  };

  it.each([
    ['remunerations', 'amount'],
    ['payments', 'amount'],
    ['credits', 'amount'],
    ['advices', 'reference_wage'],
    ['border_employments', 'gross_wage'],
    ['services', 'days'],
    ['services', 'hours'],
    ['employment_lines', 'days_per_week'],
    ['employment_lines', 'hours_per_week'],
    ['employment_lines', 'reference_hours_per_week'],
    ['border_employments', 'hours'],
  ] as const)('binary floating point for %s.%s refuses the delivery', (table, column) =>
    refuseType(table, column, 'double'),
  );

  it.each(['float', 'int32', 'int64', 'text'] as const)('money as %s refuses the delivery', (type) =>
    refuseType('payments', 'amount', type, {kind: 'award', amount: '350'}),
  );

  it.each([
    ['registrations', 'registered_at', 'localTimestamp'],
    ['registrations', 'ended_at', 'localTimestamp'],
    ['registrations', 'registered_at', 'text'],
    ['persons', 'birth_date', 'text'],
    ['starters', 'refused', 'text'],
    ['remunerations', 'quarter', 'text'],
    ['remunerations', 'person_id', 'bytes'],
  ] as const)('%s.%s as %s refuses the delivery', (table, column, type) => refuseType(table, column, type));

  it('a code of three digits as a number, which loses its zeros, refuses the delivery', () =>
    refuseType('employment_lines', 'worker_code', 'int32'));

  it('a timestamp where a day belongs refuses the delivery', () =>
    refuseType('persons', 'birth_date', 'localTimestamp', {birth_date: '1985-07-30T00:00:00Z'}));

  it('a number where true or false belongs refuses the delivery', () =>
    refuseType('starters', 'refused', 'int32', {refused: 1}));
});

describe.each(['arrow file', 'arrow stream'] as const)('in %s', (kind) => {
  it.each([
    ['employment_lines', 'employer_id', 'bytes'],
    ['employment_lines', 'joint_committee', 'bytes'],
    ['registrations', 'registered_at', 'timeOfDay'],
    ['registrations', 'ended_at', 'timeOfDay'],
  ] as const)('%s.%s as %s, which the database has no twin for, refuses the delivery', async (...which) => {
    const [table, column, type] = which;
    const columns = columnsOf(table, {[column]: otherTypes[type]});
    const folder = await desk.write(withColumns(table, columns), kind);
    await desk.refuse(folder, {says: [`${table}.arrow`, column, 'expected']});
  });
});
