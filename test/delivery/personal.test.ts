import {DuckDBInstance} from '@duckdb/node-api';
import {afterAll, describe, expect, it} from 'vitest';
import {waysToAsk} from '../../src/db/workspace.js';
import {bareOf, isPersonal, isPersonalText, makePersonalMacros} from '../../src/delivery/personal.js';
import type {Row} from '../reference/rows.js';
import {SHAPES, type TableName} from '../reference/tables.js';
import {openDesk} from './desk.js';
import {type Draft, draft, kinds} from './draft.js';
import {goodRows, sourceOf} from './good-rows.js';
import {asOnCard, iban, ibanLengths, inFours, nationalNumber} from './personal-numbers.js';

const desk = openDesk();
afterAll(() => desk.clear());

const born1985 = nationalNumber('850730', 19);
const born2003 = nationalNumber('030211', 20);
const bis = nationalNumber('854730', 19);
const belgian = iban('BE', 16);
const dutch = iban('NL', 18);

const numbers = [
  born1985,
  asOnCard(born2003),
  bis,
  nationalNumber('032200', 20),
  `${born1985.slice(0, 6)}/${born1985.slice(6)}`,
  ` ${inFours(born1985)} `,
  inFours(born2003).replaceAll(' ', '\u00A0'),
  asOnCard(bis).replace('-', '\u2011'),
  `${born1985.slice(0, 6)}\t${born1985.slice(6)}`,
  belgian,
  inFours(belgian),
  belgian.toLowerCase(),
  inFours(iban('MT', 31)).toLowerCase(),
  `${dutch.slice(0, 2)}-${dutch.slice(2)}`,
  iban('NO', 15),
];

const parents: Partial<Readonly<Record<TableName, TableName>>> = {
  remunerations: 'employment_lines',
  services: 'employment_lines',
  border_employments: 'border_applications',
};

/** A delta of a table and, for a child, its parent; one row of the table has other cells. */
function withRow(table: TableName, row: number, cells: Row): Draft {
  const parent = parents[table];
  const rows = goodRows(table, 40).map((r, i) => (i === row - 1 ? {...r, ...cells} : r));
  const tables = {...(parent && {[parent]: {rows: goodRows(parent, 40)}}), [table]: {rows}};
  return draft(sourceOf(table), {mode: 'delta', tables});
}

describe('a national number or an account number refuses the delivery, in whatever text column:', () => {
  const places = (Object.keys(SHAPES) as TableName[]).flatMap((table) =>
    Object.entries(SHAPES[table].columns)
      .filter(([, type]) => type === 'text')
      .map(([column]) => [table, column] as const),
  );
  it.each(places)('%s.%s', async (table, column) => {
    const i = places.findIndex((place) => place[0] === table && place[1] === column);
    const number = numbers[i % numbers.length]!;
    const folder = await desk.write(
      withRow(table, 1 + (i % 40), {[column]: number}),
      kinds[i % kinds.length]!,
    );
    await desk.refuse(folder, {says: [`${table}.`, column], secrets: [number, number.replaceAll(' ', '')]});
  });
});

describe('however it is written:', () => {
  it.each(numbers)('%j for a person refuses the delivery', async (number) => {
    const kind = kinds[numbers.indexOf(number) % kinds.length]!;
    const folder = await desk.write(withRow('persons', 40, {person_id: number}), kind);
    await desk.refuse(folder, {
      says: ['persons.', 'person_id'],
      secrets: [number, number.replaceAll(' ', '')],
    });
  });
});

describe.each(kinds)('in %s', (kind) => {
  const full = draft('dmfa', {count: 40});
  const orphan = goodRows('remunerations', 40).with(39, {
    ...goodRows('remunerations', 1)[0]!,
    person_id: bis,
  });
  const fullWithOrphan = {...full, tables: {...full.tables, remunerations: {rows: orphan}}};
  const hidden: Readonly<Record<string, Draft>> = {
    'in a row without its parent': withRow('services', 40, {person_id: born1985}),
    'in the employer of a row without its parent': withRow('services', 40, {employer_id: asOnCard(bis)}),
    'in a row that goes to quarantine for another reason': withRow('payments', 3, {
      payment_file: belgian,
      status: 'unknown',
    }),
    'in a child row that goes to quarantine for another reason': withRow('services', 3, {
      employer_id: belgian,
      service_code: 0,
    }),
    'in a row that repeats the key of another': withRow('payments', 3, {
      payment_id: 'B1',
      payment_file: belgian,
    }),
    'in a code of three digits': withRow('employment_lines', 3, {worker_code: born2003}),
    'in an enumeration': withRow('notifications', 3, {channel: inFours(dutch)}),
    'in a row whose person is missing': withRow('notifications', 3, {person_id: null, wave: born2003}),
    'in a full delivery, in a row without its parent': fullWithOrphan,
  };
  it.each(Object.keys(hidden))('%s as well', async (where) => {
    const delivery = {...hidden[where]!, delivery_id: `${where} ${kind}`.replaceAll(' ', '-')};
    const secrets = [born1985, asOnCard(bis), belgian, born2003, inFours(dutch), bis];
    await desk.refuse(await desk.write(delivery, kind), {says: [/column \w+ /], secrets});
  });

  it('also when more rows than may be are in quarantine', async () => {
    const rows = goodRows('payments', 20).map((row) => ({...row, status: '?', payment_file: belgian}));
    const folder = await desk.write(draft('payments', {tables: {payments: {rows}}}), kind);
    await desk.refuse(folder, {says: ['payment_file'], secrets: [belgian]});
  });

  it('what only looks like such a number loads', async () => {
    const near = [
      ...[nationalNumber('850730', 19, 1), nationalNumber('030211', 20, 50)].flatMap((n) => [n, asOnCard(n)]),
      born1985.slice(1),
      `${born1985}0`,
      `INSZ ${born1985}`,
      `${born1985}x`,
      `${born1985},`,
      born1985.replace(/.$/, 'O'),
      iban('BE', 16, 1),
      inFours(iban('NL', 18, 40)),
      iban('BE', 17),
      iban('ZZ', 20),
      iban('US', 20),
      `IBAN ${belgian}`,
      `${belgian}_`,
      `X${belgian}`,
      belgian.slice(2),
    ];
    const rows = goodRows('payments', near.length).map((row, i) => ({...row, payment_file: near[i]!}));
    const plain = near.map((text) => text.replace(/[^A-Za-z0-9_-]/g, '_'));
    const asPerson = rows.map((row, i) => ({...row, payment_id: `as person ${i}`, person_id: plain[i]!}));
    const delivery = draft('payments', {tables: {payments: {rows: [...rows, ...asPerson]}}});
    const report = await desk.take(delivery, kind);
    expect([report.message, report.tables[0]?.quarantined]).toEqual([undefined, 0]);
    const loaded = (await desk.rows('payments')).map((row) => row['payment_file']);
    expect(loaded.toSorted()).toEqual([...near, ...near].toSorted());
  });
});

describe('the check itself', () => {
  const verdicts = async (texts: readonly string[]): Promise<boolean[]> => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await makePersonalMacros(waysToAsk(connection));
    const values = texts.map((text, i) => `(${i}, '${text}')`).join(', ');
    const found = await connection.runAndReadAll(
      `select ${isPersonal('bare')} from (select i, ${bareOf('x')} as bare from (values ${values}) as t(i, x)) order by i`,
    );
    connection.closeSync();
    const judged = found.getRows().map(([verdict]) => verdict === true);
    // what judges the names in a message says the same of every text
    expect(texts.map(isPersonalText)).toEqual(judged);
    return judged;
  };

  it('knows the account numbers of every country, however they are written', async () => {
    const all = ibanLengths.flatMap(([country, length]) => {
      const number = iban(country, length);
      return [number, number.toLowerCase(), inFours(number), number.replace(/^(..)(.*)$/, '$1-$2.')];
    });
    expect(all.filter(Boolean)).toHaveLength(4 * 89);
    const missed = (await verdicts(all)).flatMap((isFound, i) => (isFound ? [] : [all[i]]));
    expect(missed).toEqual([]);
  });

  it.each(['\n', '\r\n', '\v', '\u2003', '\u200B', '\u3000', '\uFEFF', '\uFF0D'])(
    'whatever stands between, before or behind: %j',
    async (between) => {
      const numbers = [nationalNumber('850730', 19), iban('BE', 16)];
      const all = numbers.flatMap((number) => [
        `${number}${between}`,
        `${between}${number}`,
        `${number.slice(0, 6)}${between}${number.slice(6)}`,
      ]);
      expect(await verdicts(all)).toEqual(all.map(() => true));
    },
  );

  it('and whichever digits they are written in', async () => {
    const wide = (text: string) =>
      text.replace(/[0-9]/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
    expect(await verdicts([wide(nationalNumber('850730', 19)), wide(iban('BE', 16))])).toEqual([true, true]);
  });

  it('and no account number of another length or with another check', async () => {
    const all = ibanLengths.flatMap(([country, length]) => [
      iban(country, length, 1),
      iban(country, length, 96),
      iban(country, length + 1),
      iban(country, length - 1),
    ]);
    expect((await verdicts(all)).flatMap((isFound, i) => (isFound ? [all[i]] : []))).toEqual([]);
  });

  it('knows letters inside an account number', async () => {
    // the Maltese and British examples that the register itself prints
    expect(await verdicts(['MT84MALT011000012345MTLCAST001S', 'gb29 nwbk 6016 1331 9268 19'])).toEqual([
      true,
      true,
    ]);
  });

  it('knows national numbers of every day, both centuries, and no number with another check', async () => {
    const births = Array.from({length: 400}, (_, i) => {
      const month = 1 + (i % 12) + 20 * (i % 3);
      return [i % 100, month, 1 + (i % 28)].map((part) => String(part).padStart(2, '0')).join('');
    });
    const valid = births.flatMap((birth) => [nationalNumber(birth, 19), nationalNumber(birth, 20)]);
    expect(new Set(await verdicts(valid))).toEqual(new Set([true]));
    const isEither = new Set(valid);
    const wrong = births.flatMap((birth) =>
      [1, 7, 50].map((error) => nationalNumber(birth, 19, error)).filter((n) => !isEither.has(n)),
    );
    expect(new Set(await verdicts(wrong))).toEqual(new Set([false]));
  });
});
