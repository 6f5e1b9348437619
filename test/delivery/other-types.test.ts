import {afterAll, describe, expect, it} from 'vitest';
import type {Row} from '../reference/rows.js';
import {SHAPES, type TableName} from '../reference/tables.js';
import {otherTypes} from './column-types.js';
import {openDesk} from './desk.js';
import {columnsOf, draft} from './draft.js';
import {goodRows, sourceOf} from './good-rows.js';

const desk = openDesk();
afterAll(() => desk.clear());

type TypeName = keyof typeof otherTypes;

/** A delta of one table with a column of another type; cells on top of good rows. */
const delta = (table: TableName, column: string, type: TypeName, rows: readonly Row[]) =>
  draft(sourceOf(table), {
    mode: 'delta',
    tables: {[table]: {rows, columns: columnsOf(table, {[column]: otherTypes[type]})}},
  });

describe.each(['parquet', 'arrow file', 'arrow stream'] as const)('in %s', (kind) => {
  it.each([
    ['employment_lines', 'line_no', 'int64'],
    ['employment_lines', 'version', 'uint16'],
    ['employment_lines', 'quarter', 'uint64'],
    ['employment_lines', 'education_payment', 'double'],
    ['employment_lines', 'contract_type', 'float'],
    ['employment_lines', 'line_no', 'wholeDecimal'],
    ['employment_lines', 'days_per_week', 'decimal6'],
    ['remunerations', 'amount', 'decimal38'],
    ['remunerations', 'amount', 'decimal256'],
    ['services', 'hours', 'decimal256'],
    ['persons', 'sex', 'category'],
    ['persons', 'person_id', 'largeText'],
    ['persons', 'birth_date', 'dateInMilliseconds'],
  ] as const)('%s.%s as %s holds the contract’s values exactly', async (table, column, type) => {
    const rows = goodRows(table, 20);
    const parents = goodRows('employment_lines', 20);
    if (table === 'remunerations' || table === 'services')
      await desk.take(draft('dmfa', {mode: 'delta', tables: {employment_lines: {rows: parents}}}));
    const report = await desk.take(delta(table, column, type, rows), kind);
    expect([report.message, report.status]).toEqual([undefined, 'loaded']);
    expect(report.tables).toMatchObject([{rows: 20, loaded: 20, quarantined: 0}]);
    expect(await desk.rows(table)).toMatchObject(rows);
  });

  it.each(['seconds', 'milliseconds', 'nanoseconds'] as const)(
    'an instant in %s is the same instant',
    async (type) => {
      const at = (n: number) => ({registered_at: `2023-01-${10 + n}T10:00:07Z`});
      const rows = goodRows('registrations', 9).map((row, i) => ({...row, ...at(i)}));
      const report = await desk.take(
        {...delta('registrations', 'registered_at', type, rows), mode: 'full'},
        kind,
      );
      expect([report.message, report.status]).toEqual([undefined, 'loaded']);
      expect(await desk.rows('registrations')).toMatchObject(rows);
    },
  );

  it('a number that has no room in its column goes to quarantine, whatever holds it', async () => {
    const amounts = ['1000000000.00', '-1000000000.00', '999999999.99', '1.005'];
    const rows = amounts.map((amount, i) => ({...goodRows('remunerations', 1, i + 1)[0]!, amount}));
    await desk.take(draft('dmfa'));
    for (const type of ['decimal38', 'decimal256'] as const) {
      const delivery = delta('remunerations', 'amount', type, rows);
      await desk.take(delivery, kind, 100);
      expect((await desk.quarantine(delivery.delivery_id)).map(({row, reason}) => [row, reason])).toEqual([
        [1, 'not_finite_or_too_large'],
        [2, 'not_finite_or_too_large'],
        [4, 'unreadable_value'],
      ]);
    }
  });

  it('an amount is what is written, also beyond the digits that its type declares', async () => {
    const amounts = ['1234567.89', '999999999.99', '1000000000.00', '-1234567.89'];
    const rows = amounts.map((amount, i) => ({...goodRows('remunerations', 1, i + 1)[0]!, amount}));
    await desk.take(draft('dmfa'));
    const delivery = delta('remunerations', 'amount', 'narrowDecimal', rows);
    await desk.take(delivery, kind, 100);
    expect((await desk.quarantine(delivery.delivery_id)).map(({row, reason}) => [row, reason])).toEqual([
      [3, 'not_finite_or_too_large'],
    ]);
    const loaded = (await desk.rows('remunerations')).map((row) => row['amount']);
    expect(loaded).toEqual(expect.arrayContaining(['1234567.89', '999999999.99', '-1234567.89']));
  });

  it('an integer as floating point is not readable with a fraction, and not finite without an end', async () => {
    const rows = ['1.5', 'NaN', 'Infinity', '3e9', '1'].map((line_no, i) => ({
      ...goodRows('employment_lines', 1, i + 1)[0]!,
      line_no,
    }));
    const delivery = delta('employment_lines', 'line_no', 'double', rows);
    await desk.take(delivery, kind, 100);
    expect((await desk.quarantine(delivery.delivery_id)).map(({row, reason}) => [row, reason])).toEqual([
      [1, 'unreadable_value'],
      [2, 'not_finite_or_too_large'],
      [3, 'not_finite_or_too_large'],
      [4, 'not_finite_or_too_large'],
    ]);
  });

  it('a column of no type that holds nothing is a column of nulls', async () => {
    const rows = goodRows('persons', 5).map((row) => ({...row, death_date: null}));
    expect(await desk.take(delta('persons', 'death_date', 'noType', rows), kind)).toMatchObject({
      status: 'loaded',
    });
  });

  it.each([
    ['advices', 'reference_wage', 'double'],
    ['registrations', 'ended_at', 'localTimestamp'],
  ] as const)('but %s.%s as %s is refused even when it holds nothing', async (table, column, type) => {
    const rows = goodRows(table, 5).map((row) => ({...row, [column]: null}));
    await desk.refuse(await desk.write(delta(table, column, type, rows), kind), {says: [column, 'expected']});
  });

  it('an empty text is no value, as in CSV', async () => {
    const [first, second, third] = goodRows('campaigns', 3) as [Row, Row, Row];
    const delivery = draft('campaigns', {tables: {campaigns: {rows: [first, {...second, name: ''}, third]}}});
    await desk.take(delivery, kind, 100);
    expect(await desk.quarantine(delivery.delivery_id)).toMatchObject([{row: 2, reason: 'null_required'}]);
  });

  it('a table without rows loads with all its columns', async () => {
    const report = await desk.take(draft('border', {count: 0}), kind);
    expect(report).toMatchObject({status: 'loaded', tables: [{rows: 0}, {rows: 0}]});
  });
});

describe('a day or an instant without end, or of a year that has not four digits', () => {
  const ofTime = (Object.keys(SHAPES) as TableName[]).flatMap((table) =>
    Object.entries(SHAPES[table].columns).flatMap(([column, type]) =>
      type === 'date' || type === 'timestamp' ? [[table, column, type] as const] : [],
    ),
  );
  it.each(ofTime)('in %s.%s goes to quarantine from Parquet', async (table, column, type) => {
    const clock = type === 'timestamp' ? ' 00:00:00+00' : '';
    const far = ['infinity', '-infinity', `12000-01-01${clock}`, `0044-03-15 (BC)${clock}`];
    const rows = goodRows(table, 5).map((row, i) => (i === 0 ? row : {...row, [column]: far[i - 1]!}));
    const delivery = draft(sourceOf(table), {mode: 'delta', tables: {[table]: {rows}}});
    await desk.take(delivery, 'parquet', 100);
    const found = (await desk.quarantine(delivery.delivery_id)).filter((row) => row.reason !== 'orphan');
    expect(found.map(({row, reason}) => [row, reason])).toEqual(
      [2, 3, 4, 5].map((row) => [row, 'not_finite_or_too_large']),
    );
  });
});

describe('a Parquet file whose footer is whole and whose pages are not', () => {
  it('is refused when the values are read', async () => {
    const folder = await desk.write(
      draft('budget', {tables: {credits: {rows: goodRows('credits', 2000)}}}),
      'parquet',
      {
        bytes: (bytes) =>
          Buffer.concat([
            bytes.subarray(0, 4),
            Buffer.alloc(bytes.length >> 1, 0xff),
            bytes.subarray(4 + (bytes.length >> 1)),
          ]),
      },
    );
    await desk.refuse(folder, {says: ['credits.parquet', 'Parquet']});
  });
});
