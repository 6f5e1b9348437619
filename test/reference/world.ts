import {instantOf} from './days.js';
import type {Row} from './rows.js';
import {
  SHAPES,
  type Source,
  STREAM_SOURCES,
  type StreamTables,
  type TableName,
  type Tables,
  type YearTables,
} from './tables.js';

export type Rows<T> = {readonly [N in keyof T]: readonly T[N][]};
export type YearRows = Rows<YearTables>;
export type StreamRows = Rows<StreamTables>;

/** What is in force after loading: rows per table, the year sources per reference year. */
export interface World {
  /** the reference years with at least one loaded delivery, ascending */
  readonly years: readonly number[];
  readonly byYear: ReadonlyMap<number, YearRows>;
  readonly streams: StreamRows;
}

/** One delivery as the manifest and its files say it; `reference_year` is null for the event streams. */
export interface Delivery {
  readonly delivery_id: string;
  readonly source: Source;
  readonly reference_year: number | null;
  readonly delivered_at: string;
  readonly mode: 'full' | 'delta';
  readonly tables: Partial<Rows<Tables>>;
}

export const NO_YEAR_ROWS: YearRows = {
  employment_lines: [],
  remunerations: [],
  services: [],
  persons: [],
  advices: [],
  border_applications: [],
  border_employments: [],
  starters: [],
  de_minimis_declarations: [],
};

export const NO_STREAM_ROWS: StreamRows = {
  registrations: [],
  notifications: [],
  payments: [],
  objections: [],
  complaints: [],
  credits: [],
  campaigns: [],
};

export function isStream(source: Source): boolean {
  return (STREAM_SOURCES as readonly Source[]).includes(source);
}

/** The key of a row as one text; a timestamp counts as the instant it names, whatever its zone. */
export function keyOf(table: TableName, row: Row): string {
  const {key, columns} = SHAPES[table];
  return key
    .map((name) => (columns[name] === 'timestamp' ? instantOf(String(row[name])) : row[name]))
    .join('|');
}

export const yearRows = (world: World, year: number): YearRows => world.byYear.get(year) ?? NO_YEAR_ROWS;
