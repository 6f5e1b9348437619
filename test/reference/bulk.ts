import {FULL_WEEK_HOURS, wageFor} from './draft-lines.js';
import {formatDecimal} from './exact.js';
import {readLaw, type YearLaw} from './law.js';
import {makeRandom, type Random} from './random.js';
import type {EmploymentLine, Person, Remuneration, Service} from './rows.js';
import {type Delivery, NO_STREAM_ROWS, NO_YEAR_ROWS, type World} from './world.js';

export interface BulkOptions {
  readonly seed: number;
  readonly persons: number;
  readonly year: number;
}

/**
 * One year of dmfa and persons only, for many people: wages lie densely around the bounds of the year,
 * fractions on and beside hundredths. Cheaper than `makeWorld`: no history of versions, no events.
 */
export function makeBulk({seed, persons, year}: BulkOptions): {
  world: World;
  deliveries: readonly Delivery[];
} {
  const law = readLaw().get(year);
  if (!law) throw new Error(`no parameters for ${year}`);
  const random = makeRandom(seed);
  const people: Person[] = [];
  const lines: EmploymentLine[] = [];
  const remunerations: Remuneration[] = [];
  const services: Service[] = [];
  const out = {lines, remunerations, services};
  for (let index = 0; index < persons; index += 1) {
    const id = `bulk_${index}`;
    people.push(person(id, year, random));
    const profile = {
      wage: wageAround(law, random),
      fraction: random.pick([100, 100, 100, 80, 50, random.between(1, 100)]),
      inHours: random.chance(0.5),
      isInTenths: random.chance(0.03),
    };
    for (let number = 1; number <= 4; number += 1) {
      if (random.chance(0.05)) continue;
      pushLine(out, id, year * 10 + number, 'main', profile, random);
      if (random.chance(0.15))
        pushLine(out, id, year * 10 + number, 'second', {...profile, fraction: 20}, random);
    }
  }
  const dmfa = {employment_lines: lines, remunerations, services};
  const world: World = {
    years: [year],
    byYear: new Map([[year, {...NO_YEAR_ROWS, ...dmfa, persons: people}]]),
    streams: NO_STREAM_ROWS,
  };
  const manifest = {reference_year: year, delivered_at: `${year + 1}-10-16T06:00:00Z`, mode: 'full'} as const;
  const deliveries: Delivery[] = [
    {delivery_id: `bulk-dmfa-${year}`, source: 'dmfa', ...manifest, tables: dmfa},
    {delivery_id: `bulk-persons-${year}`, source: 'persons', ...manifest, tables: {persons: people}},
  ];
  return {world, deliveries};
}

interface Profile {
  readonly wage: number;
  readonly fraction: number;
  readonly inHours: boolean;
  readonly isInTenths: boolean;
}

/** A reference wage (cents) within five euro of a bound, or on the slope between. */
function wageAround(law: YearLaw, random: Random): number {
  const {lowerLimitCents: lower, upperLimitCents: upper} = random.pick(law.schedules);
  const bound = random.pick([lower, upper]);
  return random.chance(0.7) ? bound + random.between(-500, 500) : random.between(lower, upper);
}

function person(id: string, year: number, random: Random): Person {
  const birthYear = random.chance(0.95)
    ? random.between(year - 60, year - 20)
    : random.between(year - 68, year - 64);
  return {
    person_id: id,
    birth_date: `${birthYear}-${random.pick(['01', '04', '07', '10', '11'])}-${random.pick(['01', '02', '15', '28'])}`,
    sex: random.pick(['M', 'F']),
    nis_code: random.chance(0.97) ? random.pick(['11002', '44021', '71022', '23088']) : '21004',
    death_date: null,
  };
}

function pushLine(
  out: {lines: EmploymentLine[]; remunerations: Remuneration[]; services: Service[]},
  person_id: string,
  quarter: number,
  employer_id: string,
  {wage, fraction, inHours, isInTenths}: Profile,
  random: Random,
): void {
  const [line_no, version] = [1, 1];
  // columns one by one: copying a key into a million rows takes longer than the calculation
  out.lines.push({
    person_id,
    quarter,
    employer_id,
    line_no,
    version,
    cancelled: false,
    employer_category: '010',
    worker_code: random.chance(0.99) ? '495' : '840',
    joint_committee: '200',
    contract_type: fraction === 100 ? 0 : 1,
    days_per_week: '5.00',
    hours_per_week: '38.00',
    reference_hours_per_week: formatDecimal(FULL_WEEK_HOURS, 2),
    education_payment: isInTenths ? 10 : null,
  });
  const pay = (remuneration_code: number, amount: string) =>
    out.remunerations.push({person_id, quarter, employer_id, line_no, version, remuneration_code, amount});
  pay(1, formatDecimal(wageFor(wage, fraction) + random.between(-1, 1), 2));
  if (random.chance(0.3)) pay(2, '150.00');
  const serve = (service_code: number, time: number) => {
    const text = formatDecimal(Math.max(time, 0), 2);
    const [days, hours] = inHours ? [null, text] : [text, null];
    out.services.push({person_id, quarter, employer_id, line_no, version, service_code, days, hours});
  };
  // beside the hundredth by up to one of its halves: 247 hundredths of an hour, 32 of a day
  serve(
    1,
    inHours ? 494 * fraction + random.pick([0, 0, -247, 246]) : 65 * fraction + random.pick([0, 0, -32, 32]),
  );
  if (random.chance(0.2)) serve(2, random.between(0, 500));
}
