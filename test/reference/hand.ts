import {type Expected, type ExportRow, expectedExports} from './expected.js';
import type * as rows from './rows.js';
import {NO_STREAM_ROWS, NO_YEAR_ROWS, type StreamRows, type World, type YearRows} from './world.js';

/** One line told by hand: wage in EUR, time in days of a five-day week unless hours are given. */
export interface HandLine {
  readonly quarter: number;
  readonly wage?: string;
  readonly days?: string | null;
  readonly hours?: string | null;
  readonly version?: number;
  readonly employer?: string;
  readonly changes?: Partial<rows.EmploymentLine>;
  /** remuneration and service codes besides ordinary pay and time */
  readonly wages?: Readonly<Record<number, string>>;
  readonly services?: Readonly<Record<number, {readonly days?: string; readonly hours?: string}>>;
}

export const FULL_QUARTER_DAYS = '65.00';

/** The dmfa rows of these lines of one person, 'ann' unless said otherwise. */
export function dmfa(lines: readonly HandLine[], person_id = 'ann'): Partial<YearRows> {
  const parts = lines.map((line, index) => {
    const {quarter, wage, days = line.hours ? null : FULL_QUARTER_DAYS, hours = null} = line;
    const key = {
      person_id,
      quarter,
      employer_id: line.employer ?? 'works',
      line_no: line.changes?.line_no ?? (line.version ? 1 : index + 1),
      version: line.version ?? 1,
    };
    const paid = Object.entries({...(wage === undefined ? {} : {1: wage}), ...line.wages});
    const served = Object.entries({
      ...(days === null && hours === null ? {} : {1: {days, hours}}),
      ...line.services,
    });
    return {
      line: {...ORDINARY, ...key, ...line.changes},
      remunerations: paid.map(([code, amount]) => ({...key, remuneration_code: Number(code), amount})),
      services: served.map(([code, time]) => ({
        ...key,
        service_code: Number(code),
        days: time.days ?? null,
        hours: time.hours ?? null,
      })),
    };
  });
  return {
    employment_lines: parts.map(({line}) => line),
    remunerations: parts.flatMap(({remunerations}) => remunerations),
    services: parts.flatMap(({services}) => services),
  };
}

const ORDINARY = {
  cancelled: false,
  employer_category: '010',
  worker_code: '495',
  joint_committee: null,
  contract_type: 0,
  days_per_week: '5.00',
  hours_per_week: '38.00',
  reference_hours_per_week: '38.00',
  education_payment: null,
};

/** Someone of working age who lives in Ghent. */
export function person(changes: Partial<rows.Person> = {}): rows.Person {
  return {
    person_id: 'ann',
    birth_date: '1980-06-15',
    sex: 'F',
    nis_code: '44021',
    death_date: null,
    ...changes,
  };
}

/** A full-time year at one monthly wage (EUR), a quarter's wage being three months. */
export function fullTimeYear(year: number, quarterWage: string): readonly HandLine[] {
  return [1, 2, 3, 4].map((number) => ({quarter: year * 10 + number, wage: quarterWage}));
}

export function worldOf(
  byYear: Readonly<Record<number, Partial<YearRows>>>,
  streams: Partial<StreamRows> = {},
): World {
  const years = Object.keys(byYear).map(Number);
  return {
    years,
    byYear: new Map(years.map((year) => [year, {...NO_YEAR_ROWS, ...byYear[year]}])),
    streams: {...NO_STREAM_ROWS, ...streams},
  };
}

/** The exports for one person's lines in one year, seen long after. */
export function seen(lines: readonly HandLine[], who: rows.Person = person(), asOf = '2029-12-31'): Expected {
  const year = Math.floor(lines[0]!.quarter / 10);
  return expectedExports(worldOf({[year]: {...dmfa(lines), persons: [who]}}), asOf);
}

/** The only dossier, or the one of a scheme. */
export function dossierOf({dossiers}: Expected, scheme = 'jobbonus', personId = 'ann'): ExportRow {
  const found = dossiers.filter((row) => row.scheme === scheme && row.person_id === personId);
  if (found.length !== 1) throw new Error(`${found.length} dossiers of ${scheme} ${personId}`);
  return found[0]!;
}
