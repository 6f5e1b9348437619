import {literal} from '../db/text.js';
import type {Workspace} from '../db/workspace.js';

/** Persons whose pseudonyms follow each other. */
export interface PersonRange {
  /** The first of them, or what stands before all. */
  readonly from: string;
  /** The first that is no longer one of them; null where the last is. */
  readonly until: string | null;
}

const everybody: PersonRange = {from: '', until: null};

/**
 * Cut a Parquet file into ranges of persons, when its row groups are ordered by person.
 *
 * Rows of one person always fall into the same range, so whatever is decided person by person can be decided
 * range by range, with hash tables that stay small however large the file is.
 *
 * @returns ranges that together cover every row once; one of everybody when the file is not ordered
 */
export async function personRanges(
  workspace: Workspace,
  path: string,
  rowsPerRange: number,
): Promise<PersonRange[]> {
  const groups = await workspace.rows<{low: string | null; high: string | null; n: number}>(`
    select stats_min_value as low, stats_max_value as high, row_group_num_rows::integer as n
    from parquet_metadata(${literal(path)}) where path_in_schema = 'person_id' order by row_group_id`);
  const isOrdered = groups.every((g, i) => {
    const next = groups[i + 1];
    return (
      g.low !== null && g.high !== null && (next === undefined || (next.low !== null && g.high <= next.low))
    );
  });
  if (!isOrdered) return [everybody];
  const starts = [everybody.from];
  let rows = 0;
  for (const group of groups) {
    if (rows >= rowsPerRange && group.low! > starts.at(-1)!) {
      starts.push(group.low!);
      rows = 0;
    }
    rows += group.n;
  }
  return starts.map((from, i) => ({from, until: starts[i + 1] ?? everybody.until}));
}

/** SQL that is true for the rows of a range. */
export function isIn({from, until}: PersonRange): string {
  const bounds = [
    ...(from === everybody.from ? [] : [`person_id >= ${literal(from)}`]),
    ...(until === null ? [] : [`person_id < ${literal(until)}`]),
  ];
  return bounds.length === 0 ? 'true' : bounds.join(' and ');
}

/**
 * SQL that is true for the rows of the range that the asking connection keeps to ({@link keepTo}): connections that see
 * the same views can so look at other persons. What a connection keeps to is a constant of each statement, by which
 * the groups of rows of a file are passed over as by {@link isIn}.
 */
export const isInOwnRange = `person_id >= getvariable('persons_from')
  and (getvariable('persons_until') is null or person_id < getvariable('persons_until'))`;

/** From here on a connection keeps to a range of persons. */
export const keepTo = (lane: Pick<Workspace, 'run'>, {from, until}: PersonRange): Promise<void> =>
  lane.run(`
    set variable persons_from = ${literal(from)};
    set variable persons_until = ${until === null ? 'null::varchar' : literal(until)}`);
