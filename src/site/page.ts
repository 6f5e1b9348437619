import type {Compilable, Kysely} from 'kysely';
import type {Database} from '../db/tables.js';

/** What a cell of a table or chart can hold. */
export type Value = string | number | boolean | null;
export type Row = Readonly<Record<string, Value>>;
export type Rows = readonly Row[];

/** What the reader chose: a reference year and, where the page offers it, a breakdown. */
export interface Choice {
  readonly year: number;
  /** A dimension such as `by_age`; `by_total` for everybody together. */
  readonly dimension: string;
  /** Where the reader set the sliders of the page, by name. */
  readonly numbers?: Readonly<Record<string, number>>;
}

/** A number that the reader moves in steps, with a slider and a number field beside it. */
export interface Control {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly initial: number;
}

/**
 * `euros` and `about` are for figures that were rounded themselves: whole euro, and a percentage with as many decimals
 * as the column `decimals` of its row says (one where it says nothing), so that none is shown that was not counted.
 * `number` has as many decimals as the longest of its row. `points` is a difference between shares, in percentage
 * points; `written` is a number that the page wrote out itself, because one column holds several kinds.
 */
export type CellKind =
  | 'text'
  | 'count'
  | 'euro'
  | 'euros'
  | 'percent'
  | 'about'
  | 'points'
  | 'day'
  | 'number'
  | 'written';

export interface TableColumn {
  readonly key: string;
  readonly label: string;
  readonly kind: CellKind;
}

/** The numbers behind a figure: the chart, the table and the download show these same rows. */
export interface FigureTable {
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: Rows;
}

/** One figure: a finding in a sentence, a chart, its table and what the reader must know. */
export interface Figure {
  readonly id: string;
  readonly title: string;
  /** A sentence computed from the rows. */
  readonly finding: string;
  /** Draws the chart; absent where a table says it best. Runs in the browser only. */
  readonly chart?: (width: number) => Element;
  /** What the chart shows, for who cannot see it. */
  readonly description?: string;
  readonly table: FigureTable;
  readonly notes?: readonly string[];
  /** A long table stays closed until it is asked for; open by default where there is no chart. */
  readonly isTableOpen?: boolean;
}

/** A number that stands on its own at the top of a page. */
export interface KeyNumber {
  readonly label: string;
  readonly value: string;
  readonly detail: string;
}

/** What every page knows of where its figures come from. */
export interface Provenance {
  /** ISO day from which the world is seen. */
  readonly asOf: string;
  readonly runId: number;
  /** First digits of the fingerprint of all that was computed. */
  readonly fingerprint: string;
  readonly builtOn: string;
  /** The smallest count of people that is shown, from the register of dimensions. */
  readonly smallestCount: number;
  /** Whether every count is rounded, as for everybody. */
  readonly isRounded?: boolean;
}

/** Named sets of rows of a page, as they stand in its Arrow files. */
export type PageData = Readonly<Record<string, Rows>>;

/** Years that a page can show, ascending: those of any of its rows. */
export function yearsIn(data: PageData): number[] {
  const years = new Set<number>();
  for (const rows of Object.values(data)) {
    for (const row of rows) if (typeof row.reference_year === 'number') years.add(row.reference_year);
  }
  return [...years].sort((a, b) => a - b);
}

/** Dutch label of every crossing that rows about cells hold, such as `Leeftijd × Geslacht`; few dimensions first. */
export function crossingsIn(
  data: PageData,
  dimensions: Readonly<Record<string, string>>,
): Record<string, string> {
  const found = new Set<string>();
  for (const rows of Object.values(data)) {
    for (const row of rows) if (typeof row.dimension === 'string') found.add(row.dimension);
  }
  const size = (name: string): number => (name === 'by_total' ? 0 : name.split(' ').length);
  const label = (name: string): string =>
    name
      .split(' ')
      .map((d) => dimensions[d] ?? d)
      .join(' × ');
  const sorted = [...found].sort((a, b) => size(a) - size(b) || label(a).localeCompare(label(b), 'nl'));
  return Object.fromEntries(sorted.map((name) => [name, label(name)]));
}

/** A file of open data that stands beside a page. */
export interface OpenFile {
  /** Within the site; it keeps its name from release to release. */
  readonly path: string;
  readonly label: string;
  readonly text: string;
}

export interface PageContext {
  readonly data: PageData;
  readonly choice: Choice;
  readonly provenance: Provenance;
  /** Dutch label per dimension, from the header of `people_profiled`. */
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface Page {
  /** The reader's question, in Dutch. */
  readonly title: string;
  /** In the menu. */
  readonly menu: string;
  /** Place in the menu. */
  readonly order: number;
  /** Who may read it; those behind a login only when left out. A public page asks for the closed list of cells only. */
  readonly tiers?: readonly ('internal' | 'public')[];
  readonly lead: string;
  /** What the reader can choose; `cells` offers every approved crossing as well. */
  readonly filters: readonly ('year' | 'dimension' | 'cells')[];
  /** Numbers that the reader can move; where they stand is the choice's `numbers`. */
  readonly controls?: (data: PageData) => readonly Control[];
  /** Named questions to the published tables; each answer becomes one Arrow file. */
  readonly rows: Readonly<Record<string, (db: Kysely<Database>) => Compilable>>;
  /** Files of open data, made of the same rows. */
  readonly openData?: (
    data: PageData,
    context: Pick<PageContext, 'dimensions' | 'provenance'>,
  ) => readonly OpenFile[];
  readonly keys: (context: PageContext) => readonly KeyNumber[];
  readonly figures: (context: PageContext) => readonly Figure[];
}

/** Declare a page: one file in `dashboards/pages`, one question. The name of the file is its address. */
export const page = (definition: Page): Page => definition;
