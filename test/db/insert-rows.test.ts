import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {insertRows} from '../../src/db/insert-rows.js';
import {openScratch, waysToAsk} from '../../src/db/workspace.js';

let scratch: Awaited<ReturnType<typeof openScratch>>;
beforeAll(async () => {
  scratch = await openScratch(200);
});
afterAll(() => scratch.close());

const asking = (): ReturnType<typeof waysToAsk> => waysToAsk(scratch.connection);

describe('rows made in TypeScript', () => {
  it('keep the last bit of every number, however long and however many', async () => {
    const rows = Array.from({length: 25_000}, (_, i) => ({place: i, x: Math.sin(i) * 10 ** ((i % 40) - 20)}));
    const ask = asking();
    await ask.run('create table doubles (place integer, x double)');
    await insertRows(ask, 'doubles', rows);
    expect(await ask.rows('select place, x from doubles order by rowid')).toEqual(rows);
  });

  it('are cast to the types of their columns, which they find by name', async () => {
    const ask = asking();
    await ask.run(`create table kinds (
      day date, seen_at timestamptz, amount decimal(18, 2), key ubigint, is_so boolean, name varchar, counts integer[], mixed varchar)`);
    const name = `'s-Gravenvoeren "ÿ" \\ {}`;
    await insertRows(ask, 'kinds', [
      {name, key: 18446744073709551615n, amount: '9007199254740993.07', day: '2024-02-29', mixed: 1}, // more than a double holds
      {name: null, key: 7n, amount: '-0.01', day: null, mixed: 'one'},
    ]);
    await insertRows(ask, 'kinds', [
      {is_so: true, counts: [1, 2], seen_at: '2024-02-29T23:30:00.000Z', amount: 12.3},
      {is_so: null, counts: [], seen_at: null, amount: Number.NaN},
    ]);
    await insertRows(ask, 'kinds', []);
    const none = {
      day: null,
      seen_at: null,
      amount: null,
      key: null,
      is_so: null,
      name: null,
      counts: null,
      mixed: null,
    };
    expect(await ask.rows('from kinds order by rowid')).toEqual([
      {
        ...none,
        name,
        key: 18446744073709551615n,
        amount: '9007199254740993.07',
        day: '2024-02-29',
        mixed: '1',
      },
      {...none, key: 7, amount: '-0.01', mixed: 'one'},
      {...none, is_so: true, counts: [1, 2], seen_at: '2024-02-29T23:30:00Z', amount: '12.30'},
      {...none, counts: []},
    ]);
  });

  it('are refused with a column that the table does not have', async () => {
    const ask = asking();
    await ask.run('create table narrow (a integer)');
    await expect(insertRows(ask, 'narrow', [{a: 1, b: 2}])).rejects.toThrow(/"b"/);
  });
});
