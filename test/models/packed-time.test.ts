import {afterAll, beforeAll, expect, it} from 'vitest';
import {readContracts} from '../../src/contracts/contract.js';
import {openScratch} from '../../src/db/workspace.js';
import {readMacros} from '../../src/models/model.js';

const columns = readContracts()
  .get('dmfa')!
  .tables.find((t) => t.name === 'services')!.columns;
const column = (name: string) => columns.find((c) => c.name === name)!;
/** The largest number of hundredths that a decimal of the contract holds. */
const largest = (name: string): number => 10 ** column(name).precision! - 1;

let scratch: Awaited<ReturnType<typeof openScratch>>;
beforeAll(async () => {
  scratch = await openScratch(200, 1);
  const macros = readMacros().filter((sql) => /macro packed_/.test(sql));
  expect(macros).toHaveLength(3);
  await scratch.connection.run(macros.join(';\n'));
});
afterAll(() => scratch.close());

/** The days and hours of a line of so many services, summed as one and taken apart. */
async function summed(services: number, days: number | null, hours: number | null): Promise<unknown[]> {
  const found = await scratch.connection.runAndReadAll(`
    with line as (select sum(packed_time(${days}, ${hours}))::bigint as packed from range(${services}))
    select packed_days(packed)::varchar, packed_hours(packed)::varchar from line`);
  return found.getRows()[0]!;
}

it.each([
  [
    'every service code has the most days and hours that the contract holds',
    column('service_code').max!,
    true,
  ],
  ['there is one service', 1, true],
  ['no service has days or hours', column('service_code').max!, false],
])('days and hours come out of one sum as they went in when %s', async (_, services, isFull) => {
  const [days, hours] = isFull ? [largest('days'), largest('hours')] : [0, 0];
  expect(await summed(services, days, hours)).toEqual([days * services, hours * services].map(String));
});

it('one without the other comes out alone', async () => {
  expect(await summed(3, null, 45_000)).toEqual(['0', '135000']);
  expect(await summed(3, 6_500, null)).toEqual(['19500', '0']);
});
