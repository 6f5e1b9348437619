import {identifier, literal} from './text.js';
import type {Workspace} from './workspace.js';

/** What a row made in TypeScript may hold. */
export type MadeValue = number | bigint | string | boolean | null | readonly number[];

/** Rows that travel at once: a few megabytes of text. */
const atOnce = 10_000;

/**
 * Add rows made in TypeScript to a table, in their order. Each value is cast to the type of its column: a number from
 * the double that it is, what must be exact beyond that from a text.
 *
 * They travel as one text of JSON. As literals of SQL each value would be bound on its own, which takes ten times as
 * long, and a number of many digits would be read as a decimal and lose its last bit.
 *
 * @param rows all with the columns of the first, by name; a number that is not finite becomes null
 */
export async function insertRows(
  {connection}: Pick<Workspace, 'connection'>,
  table: string,
  rows: readonly Readonly<Record<string, MadeValue>>[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]!);
  const carriers = Object.fromEntries(columns.map((column) => [column, carrierOf(rows, column)]));
  const names = columns.map((column) => `made.${identifier(column)}`);
  for (let at = 0; at < rows.length; at += atOnce) {
    const text = JSON.stringify(rows.slice(at, at + atOnce), (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    await connection.run(
      `insert into ${table} by name select ${names.join(', ')}
      from (select unnest(from_json($1::varchar, ${literal(JSON.stringify([carriers]))})) as made)`,
      [text],
    );
  }
}

/** The SQL type that carries a column from JSON, written as `from_json` takes it. */
function carrierOf(rows: readonly Readonly<Record<string, MadeValue>>[], column: string): unknown {
  const values = rows.map((row) => row[column]).filter((value) => value !== null && value !== undefined);
  if (values.some(Array.isArray)) return ['DOUBLE'];
  const kinds = new Set(values.map((value) => typeof value));
  if (kinds.size !== 1) return 'VARCHAR';
  return kinds.has('number') ? 'DOUBLE' : kinds.has('boolean') ? 'BOOLEAN' : 'VARCHAR';
}
