import {formatDecimal} from './exact.js';
import type {Random} from './random.js';
import type {EmploymentLine, Remuneration, Service} from './rows.js';

/** Time on one service code, in hundredths; null when not declared. */
export interface Time {
  readonly days: number | null;
  readonly hours: number | null;
}

/** One employment line as the generator thinks of it: hundredths and cents instead of text. */
export interface LineDraft {
  readonly quarter: number;
  readonly employer: string;
  readonly lineNo: number;
  readonly cancelled: boolean;
  readonly category: string;
  readonly workerCode: string;
  readonly contractType: 0 | 1;
  readonly daysPerWeek: number;
  readonly hoursPerWeek: number | null;
  readonly referenceHours: number | null;
  readonly education: 10 | 12 | 20 | null;
  readonly wages: ReadonlyMap<number, number>;
  readonly times: ReadonlyMap<number, Time>;
}

export interface DmfaRows {
  readonly employment_lines: EmploymentLine[];
  readonly remunerations: Remuneration[];
  readonly services: Service[];
}

export const FULL_WEEK_HOURS = 3800;
/** cents: all that decimal(11,2) holds */
export const LARGEST_AMOUNT = 99_999_999_999;

/** An ordinary full-time line in days, without wage or time yet. */
export function plainLine(quarter: number, employer: string, lineNo = 1): LineDraft {
  return {
    quarter,
    employer,
    lineNo,
    cancelled: false,
    category: '010',
    workerCode: '495',
    contractType: 0,
    daysPerWeek: 500,
    hoursPerWeek: FULL_WEEK_HOURS,
    referenceHours: FULL_WEEK_HOURS,
    education: null,
    wages: new Map(),
    times: new Map(),
  };
}

/** The time that gives exactly this fraction (hundredths): 13 weeks of 5 days or of 38 hours. */
export function timeFor(fraction: number, unit: 'days' | 'hours'): Time {
  return unit === 'days' ? {days: 65 * fraction, hours: null} : {days: null, hours: 494 * fraction};
}

/** The line working this fraction (hundredths) for this counted wage (cents). */
export function working(
  line: LineDraft,
  fraction: number,
  wage: number,
  unit: 'days' | 'hours' = 'days',
): LineDraft {
  return {...line, wages: new Map([[1, wage]]), times: new Map([[1, timeFor(fraction, unit)]])};
}

/** The counted wage (cents) that gives a reference wage (cents) at a wage fraction (hundredths). */
export function wageFor(referenceWage: number, fraction: number): number {
  return Math.round((referenceWage * 3 * fraction) / 100);
}

const JOINT_COMMITTEES = ['322.01', '322', '200', '121', '152.01', null];

/** The rows of one version of a line. */
export function pushVersion(
  out: DmfaRows,
  person: string,
  line: LineDraft,
  version: number,
  random: Random,
): void {
  const key = {
    person_id: person,
    quarter: line.quarter,
    employer_id: line.employer,
    line_no: line.lineNo,
    version,
  };
  out.employment_lines.push({
    ...key,
    cancelled: line.cancelled,
    employer_category: line.category,
    worker_code: line.workerCode,
    joint_committee: random.pick(JOINT_COMMITTEES),
    contract_type: line.contractType,
    days_per_week: formatDecimal(line.daysPerWeek, 2),
    hours_per_week: optional(line.hoursPerWeek),
    reference_hours_per_week: optional(line.referenceHours),
    education_payment: line.education,
  });
  for (const [code, amount] of line.wages) {
    out.remunerations.push({...key, remuneration_code: code, amount: formatDecimal(amount, 2)});
  }
  for (const [code, {days, hours}] of line.times) {
    // the contract wants at least one of the two
    if (days === null && hours === null) continue;
    out.services.push({...key, service_code: code, days: optional(days), hours: optional(hours)});
  }
}

const optional = (hundredths: number | null): string | null =>
  hundredths === null ? null : formatDecimal(hundredths, 2);

/**
 * The line with a past: older versions that must lose, whatever they say, with gaps in the numbering and
 * numbers that compare otherwise as text (9 and 10).
 */
export function pushHistory(out: DmfaRows, person: string, line: LineDraft, random: Random): void {
  const version = random.weighted([
    [6, 1],
    [2, 2],
    [2, 10],
    [1, random.between(3, 30)],
  ]);
  const older = new Set(
    version === 1 ? [] : [random.chance(0.5) ? version - 1 : random.between(1, version - 1)],
  );
  if (version > 2 && random.chance(0.5)) older.add(random.between(1, version - 1));
  for (const past of older) pushVersion(out, person, otherThan(line, random), past, random);
  pushVersion(out, person, line, version, random);
}

/** The same line as it was once declared: withdrawn, left out, or with another wage and time. */
function otherThan(line: LineDraft, random: Random): LineDraft {
  const wages = new Map(
    [...line.wages].map(([code, amount]) => [
      code,
      Math.min(amount + random.between(-90_000, 90_000), LARGEST_AMOUNT),
    ]),
  );
  if (random.chance(0.3)) wages.set(random.pick([3, 4, 9, 12, 22]), 12_345);
  const times = new Map(line.times);
  if (random.chance(0.5))
    times.set(random.pick([1, 2, 3, 20, 71]), {days: random.between(0, 6500), hours: null});
  const cancelled = random.chance(0.25) ? !line.cancelled : line.cancelled;
  const workerCode = random.chance(0.2) ? '840' : line.workerCode;
  return {...line, wages, times, cancelled, workerCode, education: random.pick([line.education, 10, null])};
}
