import {LARGEST_AMOUNT, type LineDraft, type Time} from './draft-lines.js';
import type {Random} from './random.js';

/** A change to a line that touches one edge of steps 1 to 3, or of the status list. */
export type Quirk = (line: LineDraft, random: Random) => LineDraft;

const with_ = <K, V>(map: ReadonlyMap<K, V>, ...entries: readonly (readonly [K, V])[]): ReadonlyMap<K, V> =>
  new Map([...map, ...entries]);
const onlyTimes = (line: LineDraft, ...entries: readonly (readonly [number, Time])[]): LineDraft => ({
  ...line,
  times: new Map(entries),
});
const days = (hundredths: number): Time => ({days: hundredths, hours: null});
const hours = (hundredths: number): Time => ({days: null, hours: hundredths});
/** declared whole, in days and in hours */
const both = (inDays: number, inHours: number): Time => ({days: inDays, hours: inHours});
const total = (line: LineDraft, unit: 'days' | 'hours'): number =>
  [...line.times.values()].reduce((sum, time) => sum + (time[unit] ?? 0), 0);

export const QUIRKS = {
  noTime: (line, random) => onlyTimes(line, [random.pick([50, 60, 30, 21]), days(random.between(0, 3000))]),
  noServices: (line) => onlyTimes(line),
  noWage: (line) => ({...line, wages: new Map()}),
  zeroWage: (line) => ({...line, wages: new Map([[1, 0]])}),
  negativeWage: (line, random) => ({...line, wages: new Map([[1, -random.between(1, 50_000)]])}),
  negativeCorrection: (line, random) => ({
    ...line,
    wages: with_(line.wages, [random.pick([4, 5, 12]), -random.between(1, 20_000)]),
  }),
  wageCancelsOut: (line) => ({
    ...line,
    wages: new Map([
      [1, 250_000],
      [12, -250_000],
    ]),
  }),
  severalCodes: (line, random) => ({
    ...line,
    wages: with_(
      line.wages,
      [4, random.between(0, 9999)],
      [5, random.between(0, 9999)],
      [12, 1],
      [2, 99_999],
    ),
  }),
  uncountedCodes: (line, random) => ({
    ...line,
    wages: with_(line.wages, [
      random.pick([2, 6, 7, 10, 11, 13, 23, 51, 999]),
      random.between(-5000, 99_999),
    ]),
  }),
  onlyUncountedCodes: (line) => ({...line, wages: new Map([[2, 120_000]])}),
  terminationLine: (line, random) => ({
    ...line,
    wages: with_(line.wages, [random.pick([3, 9, 22]), random.pick([0, 1, -500, 250_000])]),
  }),
  excludedWorker: (line, random) => ({
    ...line,
    workerCode: random.pick(['035', '050', '070', '439', '450', '840', '841']),
  }),
  /** codes that look like excluded ones: a leading zero lost or gained would leave the line out */
  nearlyExcludedWorker: (line, random) => ({
    ...line,
    workerCode: random.pick(['350', '500', '700', '843', '005']),
  }),
  excludedEmployer: (line, random) => ({...line, category: random.pick(['072', '272', '372', '772'])}),
  nearlyExcludedEmployer: (line, random) => ({...line, category: random.pick(['720', '172', '472', '007'])}),
  cancelled: (line) => ({...line, cancelled: true}),
  partTime: (line) => ({...line, contractType: 1}),
  holidayOnly: (line, random) => onlyTimes(line, [random.pick([2, 12]), days(random.between(1, 3000))]),
  withHoliday: (line, random) => ({
    ...line,
    times: with_(line.times, [2, days(random.between(0, 1500))], [12, days(random.between(0, 300))]),
  }),
  unemployedOnly: (line, random) =>
    onlyTimes(line, [random.pick([70, 71, 72]), days(random.between(1, 6500))]),
  withUnemployment: (line, random) => ({
    ...line,
    times: with_(line.times, [
      random.pick([70, 71, 72]),
      both(random.between(0, 3000), random.between(0, 20_000)),
    ]),
  }),
  severalServices: (line, random) => {
    const part = Math.floor(total(line, 'days') / 5);
    return onlyTimes(
      line,
      ...[1, 3, 4, 5, 20].map((code) => [code, days(part + random.between(0, 1))] as const),
    );
  },
  hoursWithoutReference: (line) => ({
    ...onlyTimes(line, [1, hours(Math.max(total(line, 'hours'), 100))]),
    referenceHours: null,
  }),
  daysAndHours: (line, random) =>
    onlyTimes(line, [1, both(random.between(1, 6500), random.between(1, 49_400))]),
  /** hours on an uncounted code only: the line stays in days */
  hoursOnUncounted: (line, random) => ({
    ...line,
    times: with_(line.times, [71, hours(random.between(1, 9999))]),
  }),
  /** hours on holiday turn the line to hours, so days worked no longer count as time */
  hoursOnHolidayOnly: (line, random) =>
    onlyTimes(line, [1, days(random.between(1, 6500))], [2, hours(random.between(1, 9999))]),
  zeroHours: (line, random) => onlyTimes(line, [1, both(random.between(1, 6500), 0)], [3, hours(0)]),
  mixedRows: (line, random) =>
    onlyTimes(
      line,
      [1, hours(random.between(1, 49_400))],
      [3, days(random.between(1, 500))],
      [20, both(100, 760)],
    ),
  zeroDays: (line) => onlyTimes(line, [1, days(0)]),
  /** a fraction that rounds to 0.00, or just to 0.01 */
  tiny: (line, random) =>
    onlyTimes(line, [1, random.pick([days(1), days(30), days(32), days(33), hours(246), hours(247)])]),
  /** time without wage, so little that the fraction is 0.00 */
  tinyWithoutWage: (line, random) => ({
    ...onlyTimes(line, [1, days(random.between(1, 33))]),
    wages: new Map(),
  }),
  oddWeek: (line, random) => ({
    ...line,
    hoursPerWeek: null,
    daysPerWeek: random.pick([1, 100, 250, 367, 480, 600, 700]),
  }),
  oddReference: (line, random) => ({
    ...onlyTimes(line, [1, hours(random.between(1, 60_000))]),
    referenceHours: random.pick([1, 1950, 3600, 3675, 3999, 6000]),
  }),
  tenths: (line) => ({...line, education: 10}),
  twelfths: (line, random) => ({...line, education: random.pick([12, 20])}),
  overtime: (line, random) => onlyTimes(line, [1, days(random.between(6500, 9900))]),
  hugeWage: (line) => ({...line, wages: new Map([[1, LARGEST_AMOUNT]])}),
} satisfies Record<string, Quirk>;

export type QuirkName = keyof typeof QUIRKS;
export const QUIRK_NAMES = Object.keys(QUIRKS) as readonly QuirkName[];
