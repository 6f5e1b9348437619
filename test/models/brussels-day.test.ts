import {afterAll, beforeAll, expect, it} from 'vitest';
import {openScratch} from '../../src/db/workspace.js';
import {readMacros} from '../../src/models/model.js';

let scratch: Awaited<ReturnType<typeof openScratch>>;
beforeAll(async () => {
  scratch = await openScratch(200, 1);
  const macros = readMacros().filter((sql) => /macro brussels_day\(/.test(sql));
  expect(macros).toHaveLength(1);
  await scratch.connection.run(macros.join(';\n'));
});
afterAll(() => scratch.close());

async function asked(sql: string): Promise<unknown[]> {
  return (await scratch.connection.runAndReadAll(sql)).getRows()[0]!;
}

it('is what the time zone says of every half hour, and of the microsecond before it', async () => {
  // before 1970, in the years of other summer times, and until 1892 when Brussels had a time of its own
  const years = [1880, 1892, 1941, 1945, 1969, 1977, 2022, 2059];
  const [moments, wrong] = await asked(`
    select count(*)::integer, count_if(brussels_day(moment) is distinct from timezone('Europe/Brussels', moment)::date)::integer
    from (
      select unnest([half, half - interval 1 microsecond]) as moment
      from (
        select unnest(range(
          timezone('UTC', make_timestamp(of_year, 1, 1, 0, 0, 0)),
          timezone('UTC', make_timestamp(of_year + 1, 1, 1, 0, 0, 0)),
          interval 30 minutes)) as half
        from (select unnest([${years}]) as of_year)
      )
    )`);
  expect(moments).toBeGreaterThan(years.length * 365 * 48 * 2);
  expect(wrong).toBe(0);
});

it.each([
  ['2022-06-30 21:59:59.999999+00', '2022-06-30'],
  ['2022-06-30 22:00:00+00', '2022-07-01'],
  ['2022-12-31 22:59:59.999999+00', '2022-12-31'],
  ['2022-12-31 23:00:00+00', '2023-01-01'],
])('%s is %s in Brussels', async (moment, day) => {
  expect(await asked(`select brussels_day(timestamptz '${moment}')::varchar`)).toEqual([day]);
});

it('of no moment is no day', async () => {
  expect(await asked('select brussels_day(null::timestamptz)')).toEqual([null]);
});
