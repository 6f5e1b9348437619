import type {Built, Catalogue} from './catalogue.js';
import {readThroughViews} from './ingredients.js';
import {everDelivered, type Model, previousYear} from './model.js';

/** How much there is to read for the models of a stage. */
export interface Breadth {
  /**
   * Whether anything that a model reads, through views, has a group of rows for every thread. Beside another such
   * model it is not done sooner: the hash tables of each push those of the other out of the processor's cache.
   * Asked once everything that the model stands on is there; the answer stays.
   */
  readsWidely(model: Model): boolean;
  /** Tell of a table that was built since. */
  add(table: Built, rows: number): void;
}

/** Rows to a group; a thread takes one group at a time. */
const rowsPerGroup = 122_880;

/**
 * Count what the models of a year can read.
 *
 * @param year null for models over all years
 * @param threads that a statement can take
 */
export async function breadthOf(
  catalogue: Catalogue,
  year: number | null,
  threads: number,
): Promise<Breadth> {
  const found = await catalogue.workspace.rows<{name: string; rows: number}>(`
    select file as name, loaded_count::double as rows from ws.delivery_tables
    union all
    select table_name, estimated_size::double from duckdb_tables() where database_name = 'ws'`);
  const counts = new Map(found.map(({name, rows}) => [name, rows]));
  const countOf = (read: string): number =>
    tablesOf(catalogue, read, year).reduce((sum, name) => sum + (counts.get(name) ?? 0), 0);
  const answers = new Map<Model, boolean>();
  return {
    readsWidely(model) {
      const known = answers.get(model);
      if (known !== undefined) return known;
      const reads = [...readThroughViews(catalogue, model)];
      const answer = reads.some((read) => countOf(read) >= threads * rowsPerGroup);
      answers.set(model, answer);
      return answer;
    },
    add(table, rows) {
      counts.set(table.physical, rows);
    },
  };
}

/** The files or tables behind a relation, as a model of that year sees it. */
function tablesOf(
  {models, delivered, inForce, built}: Catalogue,
  read: string,
  year: number | null,
): string[] {
  const [schema, name] = read.split('.') as [string, string];
  if (schema === everDelivered) return (delivered.get(name) ?? []).map((table) => table.file);
  if (schema === 'sources')
    return ofYear(inForce.get(name), year).flatMap((tables) => tables.map((t) => t.file));
  const before = schema === previousYear && models.find((m) => m.name === name);
  if (before) return year === null ? [] : ofYear(built.get(before.relation), year - 1).map((t) => t.physical);
  return ofYear(built.get(read), year).map((table) => table.physical);
}

/** What there is of a year and of all years together; of every year for who asks for none. */
function ofYear<T>(years: ReadonlyMap<number | null, T> | undefined, year: number | null): T[] {
  const entries = [...(years ?? [])];
  return entries.filter(([of]) => year === null || of === null || of === year).map(([, what]) => what);
}
