import {addDays, addMonths, firstDayOfQuarter, pad} from './days.js';
import type {YearLaw} from './law.js';
import type {Random} from './random.js';
import type {Person} from './rows.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';

/** Names that another program could take for something else: a number, a missing value, a day, another case. */
const AWKWARD_IDS = [
  '007',
  '7',
  '1e5',
  'null',
  'NULL',
  'NaN',
  'true',
  '2022-01-01',
  '0x1F',
  '-',
  '_',
  '-1',
  'ada',
  'ADA',
  'Ada',
  'ada-',
  'ada_',
  'z'.repeat(64),
  `${'z'.repeat(63)}y`,
];

/**
 * Person ids of 1 to 64 characters; never eleven figures, and never two letters followed by figures, so none
 * can be taken for a national number or an IBAN.
 */
export function draftIds(count: number, random: Random): readonly string[] {
  const ids = new Set<string>(
    random.shuffled(AWKWARD_IDS).slice(0, Math.min(AWKWARD_IDS.length, count >> 1)),
  );
  while (ids.size < count) {
    const length = random.weighted([
      [6, random.between(6, 12)],
      [1, random.between(13, 64)],
    ]);
    const id = Array.from({length}, () => random.pick([...ALPHABET])).join('');
    const bare = id.replaceAll('-', '');
    if (!/^[A-Za-z]{2}\d{2}/.test(bare) && !/^\d*$/.test(bare)) ids.add(id);
  }
  return random.shuffled([...ids]);
}

/** A birth date, drawn once per person: ordinary, at pension age around a quarter, or just of age. */
export function draftBirthDate(laws: readonly YearLaw[], random: Random): string {
  const law = random.pick(laws);
  const year = law.referenceYear;
  return random.weighted<() => string>([
    [
      8,
      () =>
        `${random.between(year - 60, year - 22)}-${pad(random.between(1, 12), 2)}-${pad(random.between(1, 28), 2)}`,
    ],
    [
      3,
      () => {
        // reaches an age of some cohort on, one day before or after the first day of a quarter
        const age = random.pick(law.pensionAges).age;
        const firstDay = firstDayOfQuarter(year * 10 + random.between(1, 4));
        return addDays(addMonths(firstDay, -12 * age), random.pick([-1, 0, 1]));
      },
    ],
    [
      1,
      () => random.pick(law.pensionAges.slice(1).flatMap(({bornFrom}) => [bornFrom, addDays(bornFrom, -1)])),
    ],
    [
      1,
      () =>
        random.pick([
          `${year - law.adultAge}-01-01`,
          `${year - law.adultAge - 1}-12-31`,
          `${year - 16}-06-30`,
        ]),
    ],
    [1, () => random.pick(['1956-02-29', '1960-02-29', '1940-05-05', '2000-02-29'])],
  ])();
}

/** One row of `persons` in one year, or null when there is none. */
export function draftPerson(id: string, birthDate: string, law: YearLaw, random: Random): Person | null {
  if (random.chance(0.03)) return null;
  const newYear = law.domicileDate;
  const flemish = random.pick([...law.flemishArrondissements]);
  const death = random.weighted<string | null>([
    [80, null],
    [1, addDays(newYear, -1)],
    [1, newYear],
    [1, addDays(newYear, 1)],
    [1, addDays(newYear, random.between(-300, 500))],
  ]);
  const nisCode = random.weighted<string | null>([
    [40, `${flemish}${pad(random.between(1, 99), 3)}`],
    [1, null],
    [1, random.pick(['21004', '21019'])],
    [1, random.pick(['25014', '51004', '62063', '92094', '85046'])],
    [1, random.pick(['22001', '14002', '30001', '47001', '74001', '00000', '99999'])],
  ]);
  return {
    person_id: id,
    birth_date: random.chance(0.03) ? null : birthDate,
    sex: random.pick(['M', 'F', 'X', null]),
    nis_code: nisCode,
    death_date: death,
  };
}
