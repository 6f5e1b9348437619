import {insertRows} from '../db/insert-rows.js';
import {identifier} from '../db/text.js';
import type {Workspace} from '../db/workspace.js';
import {type CountedRow, cellName, cellOf, countingSql, familyName} from '../disclosure/cells.js';
import {dimensionsOf, peopleModel} from '../disclosure/groupings.js';
import {approvedThresholds, closedList, type Register, requireApproved} from '../disclosure/register.js';
import type {PublicRelease} from '../disclosure/release.js';
import {
  type KeyedCell,
  keyRange,
  type PublicCell,
  publicCell,
  recordKey,
  withEmptyCells,
} from '../disclosure/rounding.js';
import {fingerprintOf} from '../disclosure/secret.js';
import {JobbonusError} from '../errors.js';
import type {Catalogue} from '../models/catalogue.js';
import {cellsTable} from './door.js';
import type {Provenance} from './page.js';

/** What the process of the public site is given: rounded cells and the names of dimensions. */
export interface PublicGiven {
  readonly provenance: Provenance;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly cells: readonly PublicCell[];
}

/**
 * The closed list of cells for everybody: counted, rounded by the keys of the people in each, one list that feeds
 * the tables and the cube alike, so that the two can never be laid on each other.
 *
 * @throws {JobbonusError} `NOT_APPROVED`
 */
export async function releasePublicCells(
  catalogue: Catalogue,
  register: Register,
  today: string,
  secret: string,
  provenance: Provenance,
): Promise<PublicRelease> {
  const {workspace} = catalogue;
  const thresholds = approvedThresholds(register, today);
  const labels = dimensionsOf(catalogue.models);
  const families = closedList(register, 'public', today, Object.keys(labels));
  for (const family of families) requireApproved(register, family, 'public', today, 'the public cells');
  const people = peopleModel(catalogue.models);
  if (!people) throw new JobbonusError('NOT_COMPUTED', 'there are no people to count');
  await workspace.run('create schema if not exists door');
  await placeRecordKeys(workspace, people.relation, secret);
  const keyed = `(select people.*, record_key from ${people.relation} as people
    inner join door.record_keys using (reference_year, person_key))`;
  const rows = await workspace.rows<KeyedRow & Record<string, never>>(
    countingSql(keyed, families, [
      `(sum(record_key) % ${keyRange})::bigint as entitled_key`,
      `(coalesce(sum(record_key) filter (registered_on is null), 0) % ${keyRange})::bigint as not_registered_key`,
    ]),
  );
  const cells = withEmptyCells(
    rows.map(
      (row): KeyedCell => ({
        ...cellOf(row),
        entitledKey: Number(row.entitled_key),
        notRegisteredKey: Number(row.not_registered_key),
      }),
    ),
  );
  const published = roundAll(cells, thresholds);
  const years = [...new Set(cells.map(({year}) => year))];
  const dimensions = families.flat().filter((d, i, all) => all.indexOf(d) === i);
  return {
    tier: 'public',
    provenance: {...provenance, isRounded: true},
    thresholds,
    families,
    keyed: cells,
    rows: published,
    cells: cells.map((cell, i) => ({
      id: cell.id,
      entitled: published[i]!.entitled,
      notRegistered: published[i]!.not_registered,
      key: `${cell.entitledKey}/${cell.notRegisteredKey}`,
    })),
    fingerprints: Object.fromEntries(years.map((year) => [year, fingerprintOf(secret, year)])),
    dimensions: Object.fromEntries([['by_total', 'Totaal'], ...dimensions.map((d) => [d, labels[d] ?? d])]),
  };
}

interface KeyedRow extends CountedRow {
  readonly entitled_key: number;
  readonly not_registered_key: number;
}

/** Round every cell; the share of a cell is of the published total of its year. */
export function roundAll(cells: readonly KeyedCell[], thresholds: PublicRelease['thresholds']): PublicCell[] {
  const name = (cell: KeyedCell): {dimension: string; category: string} => ({
    dimension: familyName(cell.family),
    category: cellName(cell.levels),
  });
  const totals = new Map(
    cells
      .filter((cell) => cell.family.length === 0)
      .map((cell) => [cell.year, publicCell(cell, name(cell), thresholds, 0).not_registered]),
  );
  return cells.map((cell) => publicCell(cell, name(cell), thresholds, totals.get(cell.year) ?? 0));
}

async function placeRecordKeys(
  workspace: Pick<Workspace, 'run' | 'rows' | 'connection'>,
  relation: string,
  secret: string,
): Promise<void> {
  await workspace.run(
    'create or replace table door.record_keys (reference_year integer, person_key ubigint, record_key bigint)',
  );
  const people = await workspace.rows<{
    reference_year: number;
    person_key: number | bigint;
    person_id: string;
  }>(`
    select people.reference_year, people.person_key, known.person_id
    from ${relation} as people inner join meta.people as known using (person_key)`);
  const appender = await workspace.connection.createAppender('record_keys', 'door');
  for (const {reference_year: year, person_key: key, person_id: pseudonym} of people) {
    appender.appendInteger(year);
    appender.appendUBigInt(BigInt(key));
    appender.appendBigInt(BigInt(recordKey(secret, year, pseudonym)));
    appender.endRow();
  }
  appender.closeSync();
}

/** Lay the given cells out as the published table that pages ask for. */
export async function loadPublicCells(
  workspace: Pick<Workspace, 'run' | 'connection'>,
  cells: readonly PublicCell[],
): Promise<void> {
  await workspace.run('create schema published');
  const types: Readonly<Record<keyof PublicCell, string>> = {
    reference_year: 'integer',
    dimension: 'varchar',
    category: 'varchar',
    level_1: 'varchar',
    level_2: 'varchar',
    level_3: 'varchar',
    entitled: 'integer',
    registered: 'integer',
    not_registered: 'integer',
    not_registered_eur: 'decimal(18, 2)',
    rate: 'double',
    share: 'double',
    few: 'varchar',
    hidden: 'varchar',
  };
  const columns = Object.keys(types) as (keyof PublicCell)[];
  const table = `published.${cellsTable}`;
  await workspace.run(`
    create table ${table} (${columns.map((c) => `${identifier(c)} ${types[c]}`).join(', ')},
      entitled_eur decimal(18, 2), rate_low double, rate_high double)`);
  await insertRows(
    workspace,
    table,
    cells.map((cell) => Object.fromEntries(columns.map((column) => [column, cell[column]]))),
  );
}
