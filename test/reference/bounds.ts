import {FULL_WEEK_HOURS, timeFor, wageFor} from './draft-lines.js';
import {formatDecimal} from './exact.js';
import type {Schedule, YearLaw} from './law.js';
import type {EmploymentLine, Person, Remuneration, Service} from './rows.js';

export interface WorkRows {
  readonly persons: readonly Person[];
  readonly employment_lines: readonly EmploymentLine[];
  readonly remunerations: readonly Remuneration[];
  readonly services: readonly Service[];
}

/** Cents beside a bound, on both sides. */
const beside = [-2, -1, 0, 1, 2];
/** Beside the wage that earns a minimum: a cent of bonus takes some five cents of wage. */
const widely = Array.from({length: 41}, (_, i) => i - 20);

/**
 * People on each bound of a year and one cent on either side: the wage limits of every schedule at four fractions
 * in days and in hours, and both minimums, reached by the wage of one quarter.
 */
export function onTheBounds(law: YearLaw): WorkRows {
  const out = {
    persons: [] as Person[],
    employment_lines: [] as EmploymentLine[],
    remunerations: [] as Remuneration[],
    services: [] as Service[],
  };
  const schedules = [...new Map(law.schedules.map((s) => [JSON.stringify(s), s])).values()];
  for (const schedule of schedules) {
    for (const bound of [schedule.lowerLimitCents, schedule.upperLimitCents - 1, schedule.upperLimitCents]) {
      for (const cents of beside)
        for (const fraction of [100, 80, 50, 33])
          for (const unit of ['days', 'hours'] as const)
            push(out, law, [1, 2, 3, 4], wageFor(bound, fraction) + cents, fraction, unit, fraction < 100);
    }
    for (const minimum of [law.minimumFullTimeCents, law.minimumPartTimeCents]) {
      const wage = wageThatEarns(4 * minimum, schedule);
      if (wage === undefined) continue;
      const quarter = law.schedules.findIndex((s) => JSON.stringify(s) === JSON.stringify(schedule)) + 1;
      for (const cents of widely)
        for (const isPartTime of [false, true])
          push(out, law, [quarter], 3 * wage + cents, 100, 'days', isPartTime);
    }
  }
  return out;
}

/** The reference wage at which a whole year's award is this, when that lies on the slope. */
function wageThatEarns(award: number, schedule: Schedule): number | undefined {
  const {lowerLimitCents: lower, upperLimitCents: upper, maxAwardCents: max, taperEndCents: end} = schedule;
  if (award >= max || award <= end) return undefined;
  return lower + Math.round(((max - award) * (upper - lower)) / (max - end));
}

type Mutable<T> = {-readonly [K in keyof T]: T[K] extends readonly (infer R)[] ? R[] : never};

function push(
  out: Mutable<WorkRows>,
  {referenceYear}: YearLaw,
  quarters: readonly number[],
  wageCents: number,
  fraction: number,
  unit: 'days' | 'hours',
  isPartTime: boolean,
): void {
  const person_id = `bound_${out.persons.length}`;
  out.persons.push({
    person_id,
    birth_date: `${referenceYear - 40}-05-05`,
    sex: null,
    nis_code: '44021',
    death_date: null,
  });
  for (const number of quarters) {
    const key = {
      person_id,
      quarter: referenceYear * 10 + number,
      employer_id: 'bound',
      line_no: 1,
      version: 1,
    };
    const time = timeFor(fraction, unit);
    const shown = (hundredths: number | null) => (hundredths === null ? null : formatDecimal(hundredths, 2));
    out.employment_lines.push({
      ...key,
      cancelled: false,
      employer_category: '010',
      worker_code: '495',
      joint_committee: null,
      contract_type: isPartTime ? 1 : 0,
      days_per_week: '5.00',
      hours_per_week: null,
      reference_hours_per_week: formatDecimal(FULL_WEEK_HOURS, 2),
      education_payment: null,
    });
    out.remunerations.push({...key, remuneration_code: 1, amount: formatDecimal(wageCents, 2)});
    out.services.push({...key, service_code: 1, days: shown(time.days), hours: shown(time.hours)});
  }
}
