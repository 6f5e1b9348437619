import {insertRows} from '../db/insert-rows.js';
import {identifier, literal} from '../db/text.js';
import {layNow} from '../db/views.js';
import {
  type CountedRow,
  cellName,
  cellOf,
  countingSql,
  familyName,
  familySeparator,
  levelSeparator,
} from '../disclosure/cells.js';
import {groupedBy} from '../disclosure/course.js';
import {dimensionsOf, peopleModel, requireApprovedTables, stacksDimensions} from '../disclosure/groupings.js';
import {hideNearTotals, leaveRoom, tellsOf} from '../disclosure/nested.js';
import {type ProtectedYear, protect} from '../disclosure/protect.js';
import {
  approvedThresholds,
  closedList,
  everybody,
  type Family,
  type Register,
  readRegister,
  requireApproved,
  type Thresholds,
} from '../disclosure/register.js';
import {
  type InternalRelease,
  pastOf,
  type Remembered,
  type ShownBefore,
  type ShownCell,
  shownBefore,
} from '../disclosure/release.js';
import type {Past} from '../disclosure/targets.js';
import {JobbonusError} from '../errors.js';
import {shown} from '../house.js';
import type {Catalogue} from '../models/catalogue.js';
import {aboutOf, type Model, wholesOf} from '../models/model.js';
import {layCourse} from './course.js';

/** The table of the closed list of cells, as pages ask for it. */
export const cellsTable = 'profile_cells';

/** What went through the door. */
export type Opened = Pick<InternalRelease, 'thresholds' | 'families' | 'years' | 'cells'>;

/**
 * The one door through which figures leave to readers behind a login: every model marked `publish: true` becomes a
 * table `published.<name>`, the closed list of cells becomes `published.profile_cells`, and nothing else of the
 * database is read by a page. A column that `stays` judges others and does not leave.
 *
 * What they group by must stand in the register; that is judged before a row is read. The cells of the closed list
 * are protected as one system (`protect.ts`), and a figure of another table that is one of these counts is hidden
 * where the cell is. Any other count of people below the smallest one is hidden; so is one whose difference from a
 * count that it lies `within` is that small; and so is the smallest other category where the total would leave the
 * hidden ones too little room. Small steps of a course in time are merged first.
 * A total that differs from another of a population within or around it (`nests`) by a few people, or by what a few can
 * be due, is hidden as well; and where rows add up to a total that is shown (`adds`), never one row alone.
 * A figure `of` a hidden count is hidden with it. What is hidden is null in its column and named in the column
 * `hidden`, so that it never reads as zero or as missing.
 *
 * @param today ISO day on which approvals must hold
 * @param earlier releases that this one will be laid beside
 * @returns the closed list as it is published, for the release and its audit
 * @throws {JobbonusError} `NOT_APPROVED`, `OUTDATED`
 */
export async function openDoor(
  catalogue: Catalogue,
  today: string,
  register: Register = readRegister(),
  earlier: readonly Remembered[] = [],
): Promise<Opened> {
  const {workspace} = catalogue;
  requireApprovedTables(register, catalogue.models, 'internal', today);
  const thresholds = approvedThresholds(register, today);
  const {smallest_count: k} = thresholds;
  const families = closedList(register, 'internal', today, Object.keys(dimensionsOf(catalogue.models)));
  const leaving = await columnsThatLeave(catalogue);
  await workspace.run('create schema if not exists published');
  await workspace.run('create schema if not exists door');
  const asOf = await workspace.value<string>('select as_of_date from parameters.as_of');
  const years = await publishCells(
    catalogue,
    register,
    families,
    thresholds,
    pastOf(earlier),
    shownBefore(earlier, asOf),
  );
  // a course by days follows the one in longer steps
  const inOrder = leaving.toSorted(
    (a, b) => Number(a.model.course?.coarser !== undefined) - Number(b.model.course?.coarser !== undefined),
  );
  const laid: {model: Model; relation: string}[] = [];
  for (const {model, columns} of inOrder) {
    const finer = leaving.find((other) => other.model.name === model.course?.finer)?.model;
    const order = model.key.map(identifier).join(', ');
    const relation = await layCourse(workspace, model, k, finer);
    laid.push({model, relation});
    const rows = protectedRows(
      model,
      columns.map(({name}) => name),
      k,
      relation,
    );
    await workspace.run(`
      create or replace table published.${identifier(model.name)} as
      select ${columns
        .filter(({name}) => !model.columns[name]?.stays)
        .map(leaves)
        .join(', ')}, hidden from (${rows}) order by ${order}`);
    if (stacksDimensions(model)) await requireApprovedRows(workspace, register, model, today);
  }
  const tells = await tellsOf(workspace, k);
  await hideNearTotals(
    workspace,
    leaving.map(({model}) => model),
    tells,
  );
  await leaveRoom(workspace, laid, tells);
  return {thresholds, families, years, cells: await publishedCells(workspace)};
}

/** A table that leaves, and its columns. */
interface Leaving {
  readonly model: Model;
  readonly columns: readonly Column[];
}

interface Column {
  readonly name: string;
  readonly type: string;
}

/** A column as it leaves: what is stored as a number of a closed list leaves as its text. */
function leaves({name, type}: Column): string {
  const column = identifier(name);
  return type.startsWith('ENUM') ? `${column}::varchar as ${column}` : column;
}

/**
 * The tables that leave, with their columns: those that their headers name and no other, so that a column that was
 * added on the way to something else does not slip out. All are described in one question: asked one by one they take
 * ten times as long.
 *
 * @throws {JobbonusError} `NOT_APPROVED`, `OUTDATED`
 */
async function columnsThatLeave({workspace, models, built}: Catalogue): Promise<Leaving[]> {
  const published = models.filter((m) => m.publish);
  await layNow(
    workspace,
    published.map((m) => m.relation),
  );
  const described = await workspace.rows<{relation: string; name: string; type: string}>(`
    select schema_name || '.' || table_name as relation, column_name as name, data_type as type
    from duckdb_columns()
    where database_name = current_database() and relation in (${published.map((m) => literal(m.relation)).join(', ')})
    order by relation, column_index`);
  await requireMadeByThisVersion(workspace, built, published);
  const byRelation = groupedBy(described, ({relation}) => relation);
  return published.map((model) => {
    const columns = byRelation.get(model.relation)!;
    const other = columns.find(({name}) => !model.key.includes(name) && !(name in model.columns));
    if (other)
      throw new JobbonusError(
        'NOT_APPROVED',
        `${shown(model.path)}: column ${other.name} would leave without standing in the header; name it there with its label, or leave it out`,
      );
    return {model, columns};
  });
}

/**
 * Refuse tables of an earlier version of the program that lack a column: a page would show it as nothing.
 *
 * @throws {JobbonusError} `OUTDATED`
 */
async function requireMadeByThisVersion(
  workspace: Catalogue['workspace'],
  built: Catalogue['built'],
  published: readonly Model[],
): Promise<void> {
  const stored = await workspace.rows<{physical: string; name: string}>(
    `select table_name as physical, column_name as name from duckdb_columns() where database_name = 'ws'`,
  );
  const byTable = groupedBy(stored, ({physical}) => physical);
  for (const model of published)
    for (const [year, {physical}] of built.get(model.relation) ?? []) {
      const names = new Set(byTable.get(physical)?.map(({name}) => name));
      const missing = Object.keys(model.columns).find((name) => !names.has(name));
      if (names.size > 0 && missing !== undefined)
        throw new JobbonusError(
          'OUTDATED',
          `${model.relation}${year === null ? '' : ` of ${year}`} was made by an earlier version and has no column ${missing}; compute again first: jobbonus run`,
        );
    }
}

/** Refuse a table whose rows speak of a dimension of their own that is not approved. */
async function requireApprovedRows(
  workspace: Catalogue['workspace'],
  register: Register,
  {name, path}: Model,
  today: string,
): Promise<void> {
  const rows = await workspace.rows<{dimension: string}>(
    `select distinct dimension from published.${identifier(name)} order by 1`,
  );
  for (const {dimension} of rows)
    requireApproved(register, dimension.split(familySeparator), 'internal', today, shown(path));
}

/**
 * Count the cells of the closed list, decide what may be shown of each, and publish that; beside a hidden cell, what was
 * shown of it before.
 */
async function publishCells(
  catalogue: Catalogue,
  register: Register,
  families: readonly Family[],
  thresholds: Thresholds,
  past: Past,
  before: ReadonlyMap<string, ShownBefore>,
): Promise<ProtectedYear[]> {
  const {workspace} = catalogue;
  await workspace.run(`
    create or replace table door.rulings (
      reference_year integer, dimension varchar, category varchar, hides_entitled boolean, hides_parts boolean,
      entitled_before integer, not_registered_before integer, before_on date)`);
  const people = peopleModel(catalogue.models);
  const counted = people ? countingSql(people.relation, families) : undefined;
  if (counted) await workspace.run(`create or replace table door.cells as ${counted}`);
  else await workspace.run(`create or replace table door.cells as ${countingSql(noPeople, [])}`);
  const rows = await workspace.rows<CountedRow & Record<string, never>>('from door.cells');
  const protection = await protect(
    rows.map(cellOf),
    register,
    thresholds,
    await levelsWithin(catalogue, register),
    past,
  );
  const rulings = protection.flatMap(({cells, suppression}) =>
    cells.map((cell) => {
      const ruling = suppression.rulings.get(cell.id)!;
      const isWhole = ruling.entitled === 's' && ruling.parts === 's';
      const then = isWhole ? undefined : before.get(cell.id);
      return {
        reference_year: cell.year,
        dimension: familyName(cell.family),
        category: cellName(cell.levels),
        hides_entitled: ruling.entitled !== 's',
        hides_parts: ruling.parts !== 's',
        entitled_before: then?.entitled ?? null,
        not_registered_before: then?.notRegistered ?? null,
        before_on: then?.asOf ?? null,
      };
    }),
  );
  await insertRows(workspace, 'door.rulings', rulings);
  await workspace.run(`create or replace table published.${cellsTable} as ${protectedCells}`);
  return protection;
}

/** What a reader of the closed list sees, read from where the pages read it. */
async function publishedCells(workspace: Catalogue['workspace']): Promise<ShownCell[]> {
  const rows = await workspace.rows<{
    reference_year: number;
    dimension: string;
    category: string;
    entitled: number | null;
    not_registered: number | null;
  }>(
    `select reference_year, dimension, category, entitled, not_registered from published.${cellsTable} order by all`,
  );
  return rows.map((row) => ({
    id: `${row.reference_year}|${row.dimension}|${row.category}`,
    entitled: row.entitled,
    notRegistered: row.not_registered,
  }));
}

const noPeople = `(select null::integer as reference_year, null::bigint as payable_cents, null::date as registered_on where false)`;

/** By finer level, the coarser one: told by the people themselves. */
async function levelsWithin(catalogue: Catalogue, register: Register): Promise<Map<string, string>> {
  const people = peopleModel(catalogue.models);
  const found = new Map<string, string>();
  for (const [fine, {within}] of Object.entries(register.dimensions)) {
    if (!people || within === undefined || !(fine in people.columns)) continue;
    const pairs = await catalogue.workspace.rows<{fine: string; coarse: string}>(
      `select ${identifier(fine)} as fine, min(${identifier(within)}) as coarse from ${people.relation} group by 1`,
    );
    for (const pair of pairs) found.set(`${fine}|${pair.fine}`, pair.coarse);
  }
  return found;
}

/** The closed list with what may be shown: a rate or an amount follows its count; what was shown before stands as it did. */
const protectedCells = `
  with ruled as (
    select
      cells.*,
      cells.entitled - cells.not_registered as registered,
      if(family = '', ${literal(everybody)}, family) as dimension,
      if(family = '', 'Iedereen', array_to_string(levels, ${literal(levelSeparator)})) as category,
    from door.cells as cells
  ), shares as (
    select ruled.*, hides_entitled, hides_parts, entitled_before, not_registered_before, before_on,
      not_registered / nullif(max(not_registered) filter (family = '') over (partition by ruled.reference_year), 0) as share,
    from ruled
    inner join door.rulings as rulings
      on ruled.reference_year = rulings.reference_year and ruled.dimension = rulings.dimension
      and ruled.category = rulings.category
  )
  select
    reference_year,
    dimension,
    category,
    levels[1] as level_1,
    levels[2] as level_2,
    levels[3] as level_3,
    if(hides_entitled, null, entitled) as entitled,
    if(hides_parts, null, registered) as registered,
    if(hides_parts, null, not_registered) as not_registered,
    if(hides_entitled, null, eur(entitled_cents)) as entitled_eur,
    if(hides_parts, null, eur(not_registered_cents)) as not_registered_eur,
    if(hides_parts or hides_entitled, null, not_registered / entitled) as rate,
    if(hides_parts or hides_entitled, null, wilson_limit(not_registered, entitled, -1)) as rate_low,
    if(hides_parts or hides_entitled, null, wilson_limit(not_registered, entitled, 1)) as rate_high,
    if(hides_parts, null, share) as share,
    entitled_before,
    not_registered_before,
    before_on,
    concat_ws(' ',
      if(hides_entitled, 'entitled entitled_eur', null),
      if(hides_parts, 'registered not_registered not_registered_eur share', null),
      if(hides_parts or hides_entitled, 'rate rate_low rate_high', null)) as hidden,
    '' as few,
  from shares
  order by reference_year, dimension, category`;

/**
 * SQL for the rows of a model with their small cells hidden.
 *
 * @param k a count of people below this does not leave
 * @param relation its rows, where they are not those of the model itself
 */
export function protectedRows(
  model: Model,
  columns: readonly string[],
  k: number,
  relation: string = model.relation,
): string {
  const isStacked = stacksDimensions(model);
  const rules = new Map(columns.map((column) => [column, hidingRule(model, column, isStacked, k)]));
  const counts = columns.filter((column) => isCount(model, column));
  const flags = counts.map((column) => `${rules.get(column)} as ${flag(column)}`);
  const hides = (column: string): string | undefined => {
    if (isCount(model, column)) return flag(column);
    const rules = aboutOf(model.columns[column]).flatMap((of) => hides(of) ?? []);
    return rules.length === 0 ? undefined : `(${rules.join(' or ')})`;
  };
  const isHidden = new Map(columns.map((column) => [column, hides(column)]));
  const shown = columns.map((column) => {
    const rule = isHidden.get(column);
    const name = identifier(column);
    return rule === undefined ? name : `case when ${rule} then null else ${name} end as ${name}`;
  });
  const names = columns.flatMap((column) => {
    const rule = isHidden.get(column);
    return rule === undefined || model.columns[column]?.stays
      ? []
      : [`case when ${rule} then ${literal(column)} end`];
  });
  const hidden = names.length === 0 ? `''` : `concat_ws(' ', ${names.join(', ')})`;
  const rulings = isStacked
    ? ' left join door.rulings as rulings using (reference_year, dimension, category)'
    : '';
  const own = columns.map(identifier);
  return `
    with judged as (select ${[...own, ...flags].join(', ')} from ${relation} as facts${rulings})
    select ${shown.join(', ')}, ${hidden} as hidden from judged`;
}

const flag = (column: string): string => identifier(`${column} is small`);

const isCount = (model: Model, column: string): boolean => model.columns[column]?.unit === 'persons';

/** SQL that is true when a count must be hidden by itself; undefined for what is no count. */
function hidingRule(model: Model, column: string, isStacked: boolean, k: number): string | undefined {
  const header = model.columns[column] ?? {};
  if (!isCount(model, column)) return undefined;
  const isSmall = (count: string): string => `coalesce(${count} between 1 and ${k - 1}, false)`;
  const rules = [isSmall(identifier(column))];
  for (const whole of wholesOf(header))
    rules.push(isSmall(`abs(${identifier(whole)} - ${identifier(column)})`));
  if (isStacked) rules.push(`coalesce(rulings.hides_entitled, false)`);
  if (isStacked && header.cell !== undefined)
    rules.push(`coalesce(case (${header.cell}) when 'parts' then rulings.hides_parts end, false)`);
  return `(${rules.join(' or ')})`;
}
