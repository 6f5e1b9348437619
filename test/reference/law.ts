import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {isMap, isScalar, isSeq, parseDocument, type YAMLMap} from 'yaml';
import {parseCsvRecords} from './csv.js';
import {parseDecimal} from './exact.js';

/** The schedule of one quarter, in cents: full award up to L, straight line from M down to E, nothing from U on. */
export interface Schedule {
  readonly lowerLimitCents: number;
  /** U: the last eligible cent + 0.01 */
  readonly upperLimitCents: number;
  readonly maxAwardCents: number;
  readonly taperEndCents: number;
}

/** All that the law says about one reference year. */
export interface YearLaw {
  readonly referenceYear: number;
  /** four schedules, of quarter 1 to 4 */
  readonly schedules: readonly Schedule[];
  /** M of the whole year: the cap of border and combined dossiers */
  readonly maxAwardCents: number;
  readonly minimumFullTimeCents: number;
  readonly minimumPartTimeCents: number;
  readonly supplementCents: number;
  readonly plusInstalmentCents: number;
  readonly domicileDate: string;
  readonly adultAge: number;
  readonly pensionAges: readonly {readonly bornFrom: string; readonly age: number}[];
  readonly excludedWorkerCodes: ReadonlySet<string>;
  readonly excludedEmployerCategories: ReadonlySet<string>;
  readonly excludingRemunerationCodes: ReadonlySet<number>;
  readonly countedRemunerationCodes: ReadonlySet<number>;
  readonly wageServiceCodes: ReadonlySet<number>;
  readonly payoutServiceCodes: ReadonlySet<number>;
  readonly flemishArrondissements: ReadonlySet<string>;
}

export type Law = ReadonlyMap<number, YearLaw>;

const SQL_FOLDER = fileURLToPath(new URL('../../sql/', import.meta.url));

/** Reads every year of sql/parameters and the code lists of sql/codes. */
export function readLaw(folder: string = SQL_FOLDER): Law {
  const files = readdirSync(`${folder}/parameters`).filter((file) => /^\d{4}\.yaml$/.test(file));
  return new Map(
    files.sort().map((file) => [Number(file.slice(0, 4)), readYear(folder, Number(file.slice(0, 4)))]),
  );
}

function readYear(folder: string, year: number): YearLaw {
  const file = `${folder}/parameters/${year}.yaml`;
  const document = parseDocument(readFileSync(file, 'utf8'));
  const root = document.contents;
  if (!isMap(root)) throw new Error(`${file}: a map of parameters expected`);
  const entries = (name: string) => entriesOf(root, name, file);
  const only = (name: string) => {
    const [entry, ...more] = entries(name);
    if (!entry || more.length > 0) throw new Error(`${file}: ${name} must have one value for the whole year`);
    return text(entry, 'value', file);
  };
  const cents = (name: string) => parseDecimal(only(name), 2);
  const centsIn = (name: string, quarter: number) => {
    const inForce = entries(name).filter((entry) => Number(optional(entry, 'from_quarter') ?? 1) <= quarter);
    const latest = inForce.sort((a, b) => from(a) - from(b)).at(-1);
    if (!latest) throw new Error(`${file}: ${name} has no value for quarter ${quarter}`);
    return parseDecimal(text(latest, 'value', file), 2);
  };
  return {
    referenceYear: year,
    schedules: [1, 2, 3, 4].map((quarter) => ({
      lowerLimitCents: centsIn('lower_wage_limit_eur', quarter),
      upperLimitCents: centsIn('last_eligible_wage_eur', quarter) + 1,
      maxAwardCents: centsIn('max_award_eur', quarter),
      taperEndCents: centsIn('taper_end_award_eur', quarter),
    })),
    maxAwardCents: cents('max_award_eur'),
    minimumFullTimeCents: cents('minimum_full_time_award_eur'),
    minimumPartTimeCents: cents('minimum_part_time_award_eur'),
    supplementCents: cents('supplement_eur'),
    plusInstalmentCents: cents('plus_instalment_eur'),
    domicileDate: only('domicile_date'),
    adultAge: Number(only('adult_age')),
    pensionAges: entries('pension_age').map((entry) => ({
      bornFrom: text(entry, 'born_from', file),
      age: Number(text(entry, 'value', file)),
    })),
    ...readCodes(folder, year),
  };
}

/** The code lists as they hold in one year: an empty from_year or until_year is no limit. */
function readCodes(folder: string, year: number) {
  const codes = (list: string, flag: string) =>
    new Set(
      parseCsvRecords(readFileSync(`${folder}/codes/${list}.csv`, 'utf8'))
        .filter((row) => row[flag] === 'true')
        .filter((row) => Number(row.from_year || year) <= year && year <= Number(row.until_year || year))
        .map((row) => row.code ?? ''),
    );
  const numbers = (list: string, flag: string) => new Set([...codes(list, flag)].map(Number));
  return {
    excludedWorkerCodes: codes('worker_codes', 'excludes_line'),
    excludedEmployerCategories: codes('employer_categories', 'excludes_line'),
    excludingRemunerationCodes: numbers('remuneration_codes', 'excludes_line'),
    countedRemunerationCodes: numbers('remuneration_codes', 'is_counted_wage'),
    wageServiceCodes: numbers('service_codes', 'counts_for_wage_fraction'),
    payoutServiceCodes: numbers('service_codes', 'counts_for_payout_fraction'),
    flemishArrondissements: codes('arrondissements', 'is_flemish_region'),
  };
}

/** A parameter is one entry or a list of entries. */
function entriesOf(root: YAMLMap, name: string, file: string): YAMLMap[] {
  const node = root.get(name, true) as unknown;
  const items: unknown[] = isSeq(node) ? node.items : [node];
  return items.map((item) => {
    if (!isMap(item)) throw new Error(`${file}: ${name} must be an entry with a value, or a list of them`);
    return item;
  });
}

const from = (entry: YAMLMap): number => Number(optional(entry, 'from_quarter') ?? 1);

/** The value as it stands in the file: reading 2499.99 as a binary number first would not be exact. */
function optional(entry: YAMLMap, name: string): string | undefined {
  const node = entry.get(name, true);
  return isScalar(node) ? (node.source ?? String(node.value)) : undefined;
}

function text(entry: YAMLMap, name: string, file: string): string {
  const value = optional(entry, name);
  if (value === undefined) throw new Error(`${file}: an entry without ${name}`);
  return value;
}
