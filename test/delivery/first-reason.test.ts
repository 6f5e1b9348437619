import {afterAll, describe, expect, it} from 'vitest';
import type {Row} from '../reference/rows.js';
import type {TableName} from '../reference/tables.js';
import {wideColumns} from './bad-cells.js';
import {openDesk} from './desk.js';
import {draft, isCsv, type Kind, kinds} from './draft.js';
import {goodRows, sourceOf} from './good-rows.js';

const desk = openDesk();
afterAll(() => desk.clear());

type Case = readonly [reason: string, cells: Row, csvOnly?: 'csv'];

const lines: readonly Case[] = [
  ['unreadable_value', {days_per_week: '1.005', hours_per_week: '100.00'}],
  ['unreadable_value', {days_per_week: '100.00', hours_per_week: '1.005'}],
  ['unreadable_value', {reference_hours_per_week: 'NaN', line_no: 'abc'}, 'csv'],
  ['unreadable_value', {line_no: 'abc', worker_code: null, contract_type: 2, quarter: 20_231}, 'csv'],
  ['not_finite_or_too_large', {hours_per_week: '100.00', person_id: null}],
  ['not_finite_or_too_large', {days_per_week: 'Infinity', employer_category: '1', quarter: 20_225}, 'csv'],
  ['not_finite_or_too_large', {days_per_week: '100.00', contract_type: 9}],
  ['null_required', {worker_code: null, employer_category: '1'}],
  ['null_required', {employer_category: null, worker_code: '1'}],
  ['null_required', {cancelled: null, contract_type: 2, quarter: 20_231}],
  ['null_required', {quarter: null, line_no: 0}],
  ['out_of_range', {worker_code: '1', contract_type: 2}],
  ['out_of_range', {quarter: 20_235, contract_type: 2}],
  ['out_of_range', {days_per_week: '0.00', quarter: 20_231}],
  ['out_of_range', {person_id: 'no pseudonym', quarter: 20_231, education_payment: 1}],
  ['unknown_value', {contract_type: 2, quarter: 20_231}],
  ['unknown_value', {education_payment: 13, quarter: 20_214}],
  ['quarter_outside_year', {quarter: 20_231}],
];

const payments: readonly Case[] = [
  ['unreadable_value', {amount: '1.005', ordered_on: null, kind: '?'}],
  ['not_finite_or_too_large', {amount: '100000000.00', status: 'executed', executed_on: null}],
  ['null_required', {status: 'executed', executed_on: null, kind: 'recovery', amount: '5.00'}],
  ['null_required', {status: 'executed', executed_on: null, kind: '?', person_id: 'no pseudonym'}],
  ['out_of_range', {kind: 'recovery', amount: '0.00', status: '?'}],
  ['out_of_range', {kind: 'award', amount: '0.00', scheme: '?'}],
  ['unknown_value', {kind: '?', amount: '0.00'}],
];

/** Rows after 20 good lines that are parents; a row here is also a child without a parent, or repeats a key. */
const services: readonly Case[] = [
  ['null_required', {person_id: 'P999', days: null, hours: null}],
  ['out_of_range', {person_id: 'no pseudonym'}],
  ['out_of_range', {person_id: 'no pseudonym'}],
  ['out_of_range', {version: 0}],
  ['quarter_outside_year', {quarter: 20_231}],
  ['quarter_outside_year', {quarter: 20_231}],
  ['orphan', {employer_id: 'E2'}],
  // the contract does not say whether a row may repeat the key of a row that is itself an orphan
  ['duplicate_key', {employer_id: 'E2'}],
];

const deliver = async (table: TableName, cases: readonly Case[], kind: Kind) => {
  const cells = cases.filter(([, , csvOnly]) => isCsv(kind) || !csvOnly);
  const bad = cells.map(([, row], i) => ({
    ...goodRows(table, 1, table === 'services' ? 1 : 21 + i)[0]!,
    ...row,
  }));
  const columns = isCsv(kind) ? {} : {columns: wideColumns(table)};
  const good = draft(sourceOf(table));
  const delivery = {
    ...good,
    tables: {...good.tables, [table]: {rows: [...goodRows(table, 20), ...bad], ...columns}},
  };
  const report = await desk.take(delivery, kind, 100);
  expect([report.status, report.message]).toEqual(['loaded', undefined]);
  const found = await desk.quarantine(delivery.delivery_id);
  expect(found.map(({row, reason}) => [row, reason])).toEqual(cells.map(([reason], i) => [21 + i, reason]));
};

describe.each(kinds)('the reason that stands first in the contract counts, in %s:', (kind) => {
  it('of an employment line, whatever the order of its columns', () =>
    deliver('employment_lines', lines, kind));

  it('of a payment', () => deliver('payments', payments, kind));

  it('of a service without an employment line', () => deliver('services', services, kind));
});
