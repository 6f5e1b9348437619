import type {Workspace} from '../../db/workspace.js';
import type {Catalogue} from '../../models/catalogue.js';
import {aboutOf, type Model, wholesOf} from '../../models/model.js';
import {groupedBy} from '../course.js';
import type {Thresholds} from '../register.js';
import {type AuditLine, lineOf} from './report.js';

type Cells = Readonly<Record<string, unknown>>;

/**
 * S7: lay every published table beside the table it came from and judge each figure by its rule, written here a second
 * time: no count from one to four stands there, nor one whose remainder within another is that small; what hangs on a
 * hidden count is hidden with it; what is hidden is empty and named, and what is empty without being hidden was so.
 */
export async function attackTables(
  {workspace, models}: Pick<Catalogue, 'workspace' | 'models'>,
  {smallest_count: k}: Pick<Thresholds, 'smallest_count'>,
): Promise<AuditLine> {
  const broken: string[] = [];
  let tried = 0;
  for (const model of models.filter((m) => m.publish)) {
    const raw = new Map(
      (await rowsOf(workspace, model.relation)).map((row) => [keyOf(model, row), row] as const),
    );
    const published = await rowsOf(workspace, `published.${model.name}`);
    broken.push(...courseProblems(model, published, [...raw.values()], k));
    if (!model.course) broken.push(...sumProblems(model, published, [...raw.values()]));
    const {coarser} = model.course ?? {};
    if (coarser !== undefined)
      broken.push(
        ...alignmentProblems(
          model,
          published,
          [...raw.values()],
          await rowsOf(workspace, `published.${coarser}`),
          models,
        ),
      );
    for (const row of published) {
      const truth = raw.get(keyOf(model, row));
      tried += 1;
      const problem = truth ? problemOf(model, row, truth, k) : 'a row that its table does not have';
      if (problem) broken.push(`${model.name} ${keyOf(model, row)}: ${problem}`);
    }
  }
  return lineOf('S7', 'judge every figure of every published table again', tried, broken);
}

const rowsOf = (workspace: Pick<Workspace, 'rows'>, relation: string): Promise<Cells[]> =>
  workspace.rows<Record<string, never>>(`from ${relation}`);

const keyOf = (model: Pick<Model, 'key'>, row: Cells): string =>
  model.key.map((name) => String(row[name])).join('|');

/**
 * What is wrong with a course in time: two steps of running totals that differ by a few people, or events that were
 * lost on the way. A total that judges only is looked up where it stayed.
 */
export function courseProblems(
  {name, key, course}: Pick<Model, 'name' | 'key' | 'course'>,
  published: readonly Cells[],
  raw: readonly Cells[],
  k: number,
): string[] {
  if (!course) return [];
  const series = (row: Cells): string =>
    key
      .filter((column) => column !== course.step)
      .map((column) => String(row[column]))
      .join('|');
  const sumOf = (rows: readonly Cells[], column: string): number =>
    rows.reduce((sum, row) => sum + Number(row[column]), 0);
  const problems: string[] = [];
  const behind = new Map(raw.map((row) => [keyOf({key}, row), row]));
  for (const column of course.totals ?? []) {
    const before = new Map<string, number>();
    const open = published
      .map((row) =>
        column in row ? row : {...row, [column]: behind.get(keyOf({key}, row))?.[column] ?? null},
      )
      .filter((row) => row[column] !== null);
    const inOrder = open.toSorted((a, b) => (String(a[course.step]) < String(b[course.step]) ? -1 : 1));
    if (typeof open[0]?.[course.step] === 'number')
      inOrder.sort((a, b) => Number(a[course.step]) - Number(b[course.step]));
    for (const row of inOrder) {
      const grown = Number(row[column]) - (before.get(series(row)) ?? 0);
      if (grown > 0 && grown < k)
        problems.push(`${name} ${series(row)}: ${column} grows by a few at ${String(row[course.step])}`);
      before.set(series(row), Number(row[column]));
    }
  }
  const shown = groupedBy(published, series);
  for (const column of course.events ?? []) {
    for (const [part, rows] of groupedBy(raw, series)) {
      const found = shown.get(part) ?? [];
      if (found.some((row) => row[column] === null)) continue;
      if (sumOf(rows, column) !== sumOf(found, column))
        problems.push(`${name} ${part}: ${column} is not all there`);
    }
  }
  return problems;
}

/** What is wrong where rows add up to a total that is shown: a row that is hidden alone is what is left of it. */
export function sumProblems(
  model: Pick<Model, 'name' | 'key' | 'columns'>,
  published: readonly Cells[],
  raw: readonly Cells[],
): string[] {
  const stacked = model.key.includes('category')
    ? model.key.filter((name) => name !== 'category')
    : undefined;
  const keyed = (row: Cells): string => model.key.map((name) => String(row[name])).join('|');
  const truths = new Map(raw.map((row) => [keyed(row), row]));
  return Object.entries(model.columns).flatMap(([column, {adds, unit, stays}]) => {
    if (stays) return [];
    const alike =
      stacked && unit === 'persons' ? stacked : adds && ['reference_year', ...(adds === true ? [] : adds)];
    if (!alike) return [];
    const groups = groupedBy(published, (row) => alike.map((name) => String(row[name])).join('|'));
    return [...groups].flatMap(([group, rows]) => {
      // one that is nobody and hidden is a place as good as another: no reader knows that it is nobody
      const isThere = (row: Cells): boolean => (truths.get(keyed(row))?.[column] ?? null) !== null;
      const hidden = rows.filter((row) => isThere(row) && (row[column] ?? null) === null);
      const counted = rows.filter(
        (row) => hidden.includes(row) || Number(truths.get(keyed(row))?.[column] ?? 0) !== 0,
      );
      return hidden.length === 1 && counted.length > 1
        ? [`${model.name} ${group}: ${column} hides one row of those that add up`]
        : [];
    });
  });
}

/**
 * What is wrong between a course by days and one in longer steps: between two ends of the longer steps the days must
 * hold everybody who came then, or the two together would tell of those who stand on another side of an end.
 */
export function alignmentProblems(
  {name, course}: Pick<Model, 'name' | 'course'>,
  published: readonly Cells[],
  raw: readonly Cells[],
  longer: readonly Cells[],
  models: readonly Pick<Model, 'name' | 'course'>[],
): string[] {
  const endsOn = models.find((model) => model.name === course?.coarser)?.course?.ends_on;
  if (!course || endsOn === undefined) return [];
  const problems: string[] = [];
  const ofTotal = longer.filter((row) => (row.dimension ?? 'by_total') === 'by_total');
  for (const [year, steps] of groupedBy(ofTotal, (row) => String(row.reference_year))) {
    const ends = [...new Set(steps.map((row) => String(row[endsOn])))].sort();
    for (const column of course.events ?? []) {
      // fewer than enough in a whole year are hidden, and tell nothing
      if (published.some((row) => String(row.reference_year) === year && row[column] === null)) continue;
      const within = (rows: readonly Cells[], from: string, until: string): number =>
        rows
          .filter((row) => String(row.reference_year) === year)
          .filter((row) => String(row[course.step]) > from && String(row[course.step]) <= until)
          .reduce((sum, row) => sum + Number(row[column]), 0);
      ends.slice(1).forEach((until, i) => {
        const from = ends[i]!;
        if (within(published, from, until) !== within(raw, from, until))
          problems.push(`${name} ${year}: ${column} is gathered across ${from} or ${until}`);
      });
    }
  }
  return problems;
}

/** What is wrong with a published row, beside the row it came from; columns, never values. */
export function problemOf(
  model: Pick<Model, 'columns' | 'key' | 'course'>,
  row: Cells,
  truth: Cells,
  k: number,
): string | undefined {
  const hidden = new Set(
    String(row.hidden ?? '')
      .split(' ')
      .filter((name) => name !== ''),
  );
  const isFew = (value: unknown): boolean => typeof value === 'number' && value > 0 && value < k;
  const isOpen = (name: string): boolean => (row[name] ?? null) !== null;
  for (const name of Object.keys(row)) {
    if (name === 'hidden') continue;
    const column = model.columns[name];
    if (!column && !model.key.includes(name)) return `column ${name} is not in the header of its table`;
    if (hidden.has(name)) {
      if (isOpen(name)) return `${name} is named hidden and stands there`;
      continue;
    }
    const isGathered = model.course?.events?.includes(name) ?? false;
    if (!isGathered && String(row[name]) !== String(truth[name]))
      return `${name} is another figure, or empty and not named hidden`;
    if (aboutOf(column).some((of) => hidden.has(of)) && isOpen(name))
      return `${name} tells of a hidden count`;
    if (column?.unit !== 'persons' || !isOpen(name)) continue;
    if (isFew(row[name])) return `${name} is a small count`;
    for (const whole of wholesOf(column)) {
      // one that stays is known from elsewhere
      const other = model.columns[whole]?.stays ? truth[whole] : row[whole];
      if ((other ?? null) !== null && isFew(Math.abs(Number(other) - Number(row[name]))))
        return `${name} leaves a small remainder in ${whole}`;
    }
  }
  return undefined;
}
