import {afterAll, expect, it} from 'vitest';
import {countsOf, openDesk} from './desk.js';
import {draft} from './draft.js';
import {goodRows} from './good-rows.js';

const desk = openDesk();
afterAll(() => desk.clear());

it('a malformed pseudonym goes to quarantine each time it comes, not only the first', async () => {
  const rows = goodRows('persons', 30).map((row, i) => (i === 3 ? {...row, person_id: 'P 004'} : row));
  for (const reference_year of [2021, 2022]) {
    const report = await desk.take(draft('persons', {reference_year, tables: {persons: {rows}}}));
    expect(countsOf(report)).toEqual({persons: '30 = 29 + 1'});
  }
});
