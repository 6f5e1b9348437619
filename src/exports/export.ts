import {asText} from '../db/closed-lists.js';
import {identifier, literal} from '../db/text.js';
import {JobbonusError, misused} from '../errors.js';
import type {Catalogue} from '../models/catalogue.js';
import {type Model, modelHeader} from '../models/model.js';
import {readSqlFile} from '../models/sql-file.js';
import {seeFrom} from '../parameters.js';
import {wholeFile} from '../whole-file.js';
import {type ExportFormat, exportFile, requireExport} from './names.js';

/** Whether an export gives personal data to another body, as its header says. */
export function discloses(name: string): boolean {
  const path = exportFile(name);
  return path !== undefined && readSqlFile(path, modelHeader).header.discloses;
}

/**
 * Write a result to a file, sorted by its key, so that the same result is the same bytes.
 *
 * @param years empty for all that are computed
 * @param days the day from which each year is seen, where it is not that of the catalogue
 * @returns rows written: as many as the result has, or it fails
 * @throws {JobbonusError} `EXPORT_UNKNOWN`, `YEAR_UNKNOWN` (exit 2), `NOT_COMPUTED`
 */
export async function writeExport(
  catalogue: Catalogue,
  name: string,
  years: readonly number[],
  format: ExportFormat,
  file: string,
  days: ReadonlyMap<number, string> = new Map(),
): Promise<number> {
  const {workspace} = catalogue;
  requireExport(name);
  const model = catalogue.models.find(({path}) => path === exportFile(name))!;
  const query = await asText(workspace, await queryOf(catalogue, model, years, days));
  const rows = await workspace.value<number>(`select count(*) from (${query})`);
  const order = model.key.map(identifier).join(', ');
  const sorted = `select * from (${query}) order by ${order}`;
  return wholeFile(file, async (unfinished) => {
    const written = await write(catalogue, sorted, format, unfinished, name);
    if (written !== rows) throw new Error(`export ${name} wrote ${written} of ${rows} rows`);
    return rows;
  });
}

async function queryOf(
  catalogue: Catalogue,
  model: Model,
  years: readonly number[],
  days: ReadonlyMap<number, string>,
): Promise<string> {
  const {workspace} = catalogue;
  const columns = await workspace.rows<{column_name: string}>(`describe ${model.relation}`);
  const hasYear = columns.some((c) => c.column_name === 'reference_year');
  if (!hasYear) {
    if (years.length > 0)
      throw misused('YEAR_UNKNOWN', `export ${model.name} has no reference year; leave --year out`);
    return `from ${model.relation}`;
  }
  const computed = await computedYears(catalogue);
  if (computed.length === 0)
    throw new JobbonusError(
      'NOT_COMPUTED',
      'nothing is computed in this workspace yet; run first: jobbonus run',
    );
  for (const year of years) {
    if (!computed.includes(year))
      throw misused(
        'YEAR_UNKNOWN',
        `reference year ${year} is not computed in this workspace; computed: ${computed.join(', ')}`,
      );
  }
  return seenFromTheirDays(catalogue, model.relation, years.length > 0 ? years : computed, days);
}

/** The rows of some years, each seen from the day of its own; years that were computed one by one may differ in it. */
async function seenFromTheirDays(
  {workspace, asOf}: Catalogue,
  relation: string,
  years: readonly number[],
  days: ReadonlyMap<number, string>,
): Promise<string> {
  const dayOf = (year: number): string => days.get(year) ?? asOf;
  const distinct = [...new Set(years.map(dayOf))];
  const rowsOf = (some: readonly number[]): string =>
    `from ${relation} where reference_year in (${some.join(', ')})`;
  if (distinct.length === 1) {
    await seeFrom(workspace, distinct[0]!);
    return rowsOf(years);
  }
  const parts: string[] = [];
  for (const [i, day] of distinct.entries()) {
    await seeFrom(workspace, day);
    const part = `seen_from_${i}`;
    await workspace.run(
      `create or replace temp table ${part} as ${rowsOf(years.filter((year) => dayOf(year) === day))}`,
    );
    parts.push(`from ${part}`);
  }
  await seeFrom(workspace, asOf);
  return parts.join(' union all ');
}

/** Reference years that were computed whole and whose tables are there, ascending. */
export async function computedYears(catalogue: Catalogue): Promise<number[]> {
  const rows = await catalogue.workspace.rows<{y: number}>(
    `select distinct y from (select unnest(reference_years) as y from ws.runs)
    where y in (select reference_year from ws.built) order by y`,
  );
  return rows.map((row) => row.y);
}

async function write(
  catalogue: Catalogue,
  sql: string,
  format: ExportFormat,
  path: string,
  name: string,
): Promise<number> {
  const {workspace} = catalogue;
  switch (format) {
    // the libraries of both take longer to load than most exports to write
    case 'arrow': {
      const {writeArrow} = await import('../arrow/write.js');
      return writeArrow(workspace.connection, sql, path);
    }
    case 'xlsx': {
      const {writeWorkbook} = await import('./workbook.js');
      return writeWorkbook(workspace, sql, path, name);
    }
    case 'csv':
    case 'parquet': {
      const options =
        format === 'csv' ? `format csv, header, delimiter ','` : 'format parquet, compression zstd';
      const result = await workspace.connection.run(`copy (${sql}) to ${literal(path)} (${options})`);
      return result.rowsChanged;
    }
  }
}
