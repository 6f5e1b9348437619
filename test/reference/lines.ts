import {parseDecimal, timesOver} from './exact.js';
import {groupBy} from './group.js';
import type {YearLaw} from './law.js';
import type {EmploymentLine, Remuneration, Service} from './rows.js';
import type {YearRows} from './world.js';

const WEEKS_IN_A_QUARTER = 13;
/** Line fractions are whole numbers of 1e-8. */
const FRACTION_UNITS = 100_000_000;
const TENTHS = 10;
const TWELFTHS = 12;

/** One counted line, or one border employment: the unit that steps 4 and 5 add up. */
export interface CountedWork {
  readonly quarter: number;
  /** employer_id, or application and employer_no: only border and combined dossiers keep employers apart */
  readonly employer: string;
  readonly wageCents: number;
  /** in 1e-8 */
  readonly wageFraction: number;
  /** in 1e-8 */
  readonly payoutFraction: number;
  readonly isInTenths: boolean;
  readonly isFullTime: boolean;
}

/** The lines of one person in one year: how many stand (not cancelled), how many fell to a code, what counts. */
export interface PersonLines {
  readonly standing: number;
  /** of these, left out by worker code or employer category */
  readonly leftOutByCode: number;
  readonly counted: readonly CountedWork[];
}

interface Tally {
  readonly line: EmploymentLine;
  wageCents: number;
  carriesExcludingCode: boolean;
  inHours: boolean;
  /** hundredths, on wage-fraction codes */
  wageDays: number;
  wageHours: number;
  /** hundredths, on all counted services */
  payoutDays: number;
  payoutHours: number;
}

/**
 * Steps 1 to 3 of contract §2 for everyone with an employment line, cancelled or not; undefined for others.
 * Person by person, because a year of all lines at once takes far more memory than its rows.
 */
export function linesByPerson(rows: YearRows, law: YearLaw) {
  const byPerson = <T extends {readonly person_id: string}>(list: readonly T[]) =>
    groupBy(list, (row) => row.person_id);
  const lines = byPerson(rows.employment_lines);
  const remunerations = byPerson(rows.remunerations);
  const services = byPerson(rows.services);
  return {
    people: lines.keys(),
    linesOf: (personId: string): PersonLines | undefined => {
      const own = lines.get(personId);
      if (!own) return undefined;
      const tallies = winningLines(own);
      addWages(tallies, remunerations.get(personId) ?? [], law);
      addTime(tallies, services.get(personId) ?? [], law);
      return sifted([...tallies.values()], law);
    },
  };
}

/** The highest version of each line of one person, with empty sums. */
function winningLines(lines: readonly EmploymentLine[]): Map<string, Tally> {
  const winners = new Map<string, Tally>();
  for (const line of lines) {
    const key = lineKey(line);
    const known = winners.get(key);
    if (known && known.line.version >= line.version) continue;
    winners.set(key, {
      line,
      wageCents: 0,
      carriesExcludingCode: false,
      inHours: false,
      wageDays: 0,
      wageHours: 0,
      payoutDays: 0,
      payoutHours: 0,
    });
  }
  return winners;
}

function addWages(tallies: Map<string, Tally>, remunerations: readonly Remuneration[], law: YearLaw): void {
  for (const row of remunerations) {
    const tally = tallies.get(lineKey(row));
    if (tally?.line.version !== row.version) continue;
    const code = row.remuneration_code;
    if (law.excludingRemunerationCodes.has(code)) tally.carriesExcludingCode = true;
    if (law.countedRemunerationCodes.has(code)) tally.wageCents += parseDecimal(row.amount, 2);
  }
}

function addTime(tallies: Map<string, Tally>, services: readonly Service[], law: YearLaw): void {
  for (const row of services) {
    const tally = tallies.get(lineKey(row));
    if (tally?.line.version !== row.version) continue;
    const countsForWage = law.wageServiceCodes.has(row.service_code);
    if (!countsForWage && !law.payoutServiceCodes.has(row.service_code)) continue;
    const days = row.days === null ? 0 : parseDecimal(row.days, 2);
    const hours = row.hours === null ? 0 : parseDecimal(row.hours, 2);
    if (hours > 0) tally.inHours = true;
    tally.payoutDays += days;
    tally.payoutHours += hours;
    if (!countsForWage) continue;
    tally.wageDays += days;
    tally.wageHours += hours;
  }
}

function sifted(tallies: readonly Tally[], law: YearLaw): PersonLines {
  const standing = tallies.filter(({line}) => !line.cancelled);
  const within = standing.filter(
    ({line}) =>
      !law.excludedWorkerCodes.has(line.worker_code) &&
      !law.excludedEmployerCategories.has(line.employer_category),
  );
  return {
    standing: standing.length,
    leftOutByCode: standing.length - within.length,
    counted: within.filter((tally) => !tally.carriesExcludingCode).map(countedLine),
  };
}

/** Steps 2 and 3. In tenths the payout fraction is rounded twice: once as a fraction, once after × 12/10. */
function countedLine(tally: Tally): CountedWork {
  const {line, wageCents, inHours} = tally;
  const isInTenths = line.education_payment === TENTHS;
  const perWeek = inHours ? line.reference_hours_per_week : line.days_per_week;
  const payoutFraction = fractionOf(inHours ? tally.payoutHours : tally.payoutDays, perWeek);
  return {
    quarter: line.quarter,
    employer: line.employer_id,
    wageCents: isInTenths ? timesOver(wageCents, TENTHS, TWELFTHS) : wageCents,
    wageFraction: fractionOf(inHours ? tally.wageHours : tally.wageDays, perWeek),
    payoutFraction: isInTenths ? timesOver(payoutFraction, TWELFTHS, TENTHS) : payoutFraction,
    isInTenths,
    isFullTime: line.contract_type === 0,
  };
}

/**
 * Time over thirteen weeks of the full-timer's week, in 1e-8; without that week there is no time.
 *
 * @param time hundredths of a day or hour
 * @param perWeek days or hours a week, as a decimal with two decimals
 */
export function fractionOf(time: number, perWeek: string | null): number {
  return perWeek === null
    ? 0
    : timesOver(time, FRACTION_UNITS, WEEKS_IN_A_QUARTER * parseDecimal(perWeek, 2));
}

/** A line among those of its person. */
function lineKey(row: {quarter: number; employer_id: string; line_no: number}): string {
  return `${row.quarter}|${row.line_no}|${row.employer_id}`;
}
