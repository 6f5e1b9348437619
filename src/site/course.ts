import {insertRows} from '../db/insert-rows.js';
import {identifier, literal} from '../db/text.js';
import type {Workspace} from '../db/workspace.js';
import {gathered, groupedBy, keptSteps} from '../disclosure/course.js';
import {stacksDimensions} from '../disclosure/groupings.js';
import {everybody} from '../disclosure/register.js';
import type {Model} from '../models/model.js';

type Reader = Pick<Workspace, 'rows' | 'run' | 'connection'>;

interface CourseRow extends Record<string, unknown> {
  readonly year: number;
  readonly course: string;
  readonly step: string;
  /** ISO day on which the step ends, where that is told. */
  readonly ends_on: string | null;
  /** Of every category that is shown, every count; empty where all of them are hidden. */
  readonly counts: readonly number[];
}

/**
 * Lay the rows of a model with its small steps in time merged: running totals lose the steps between, counts of events
 * wait for the step in which enough have gathered. The categories of one dimension keep the same steps, or their
 * total would tell what one of them left out; a category that is hidden whole has no say.
 *
 * Where a course by days tells of the same people, the two agree on every day on which a longer step ends, and
 * between two of those enough people came or nobody: the steps of everybody together are chosen first, with the days
 * in mind, no dimension keeps another step than those, and no day is gathered across the end of one.
 *
 * @param finer the course by days of the same people
 * @returns the relation to protect further: the model's own where it is no course
 */
export async function layCourse(workspace: Reader, model: Model, k: number, finer?: Model): Promise<string> {
  const {course} = model;
  if (!course) return model.relation;
  const courses = [...groupedBy<CourseRow>(await stepsOf(workspace, model), (row) => row.course).values()];
  const merged =
    course.events === undefined
      ? keepTogether(courses, await daysOf(workspace, finer), k)
      : courses.flatMap((steps) => gatherAll(steps, k));
  return layMerged(workspace, model, merged);
}

const courseName = ({key, course}: Model): string =>
  `concat_ws('|', ${key
    .filter((name) => name !== course?.step && name !== 'category')
    .map((name) => `facts.${identifier(name)}`)
    .join(', ')})`;

async function stepsOf(workspace: Reader, model: Model): Promise<CourseRow[]> {
  const course = model.course!;
  const isStacked = stacksDimensions(model);
  const counts = [...(course.totals ?? []), ...(course.events ?? [])];
  const step = `facts.${identifier(course.step)}`;
  // the end of a step itself, or of the longer one around it
  const endsOn =
    course.coarser !== undefined
      ? `(select min(week.ends_on)::varchar from door.${identifier(`ends of ${course.coarser}`)} as week
          where week.reference_year = facts.reference_year and week.ends_on >= ${step})`
      : course.ends_on !== undefined
        ? `min(facts.${identifier(course.ends_on)})::varchar`
        : 'null';
  const shown = isStacked ? 'not coalesce(hides_entitled or hides_parts, false)' : 'true';
  return workspace.rows<CourseRow & Record<string, never>>(`
    select facts.reference_year as year, ${courseName(model)} as course, ${step}::varchar as step, ${endsOn} as ends_on,
      coalesce(flatten(list([${counts.map(identifier).join(', ')}] order by ${model.key.map((name) => `facts.${identifier(name)}`).join(', ')})
        filter (${shown})), []) as counts
    from ${model.relation} as facts
    ${isStacked ? 'left join door.rulings as rulings using (reference_year, dimension, category)' : ''}
    group by facts.reference_year, ${courseName(model)}, ${step}
    order by course, ${step}`);
}

/** How many people a table by days has counted up to a day: of a year, every series. */
type Days = (year: number, day: string | null) => number[];

async function daysOf(workspace: Reader, finer: Model | undefined): Promise<Days | undefined> {
  const series = finer?.course?.events;
  if (!finer || !series) return undefined;
  const rows = await workspace.rows<{year: number; day: string; counts: number[]}>(`
    select reference_year as year, ${identifier(finer.course!.step)}::varchar as day, [${series.map(identifier).join(', ')}] as counts
    from ${finer.relation} order by all`);
  return (year, day) =>
    rows
      .filter((row) => row.year === year && day !== null && row.day <= day)
      .reduce((sum, row) => row.counts.map((count, i) => count + (sum[i] ?? 0)), [] as number[]);
}

/** The steps that stay: of everybody together first, then of the courses by dimension among those. */
function keepTogether(courses: readonly CourseRow[][], days: Days | undefined, k: number): CourseRow[] {
  if (!days) return courses.flatMap((steps) => keptSteps(steps, k));
  const isTotal = (steps: readonly CourseRow[]): boolean => steps[0]!.course.split('|').includes(everybody);
  const kept = courses.filter(isTotal).flatMap((steps) => {
    const series = steps.map((step) => days(step.year, step.ends_on));
    const width = Math.max(...series.map((counts) => counts.length));
    const beside = steps.map((step, i) => ({
      step,
      counts: [...step.counts, ...Array.from({length: width}, (_, j) => series[i]![j] ?? 0)],
    }));
    return keptSteps(beside, k).map(({step}) => step);
  });
  const places = new Set(kept.map((row) => `${row.year}|${row.step}`));
  const others = courses
    .filter((steps) => !isTotal(steps))
    .flatMap((steps) =>
      keptSteps(
        steps.filter((row) => places.has(`${row.year}|${row.step}`)),
        k,
      ),
    );
  return [...kept, ...others];
}

/** The steps of one course of events, each with what has gathered; steps without any are gone. */
function gatherAll(steps: readonly CourseRow[], k: number): CourseRow[] {
  const isEnd = (at: number): boolean => steps[at]!.ends_on !== (steps[at + 1]?.ends_on ?? null);
  const series = (steps[0]?.counts ?? []).map((_, i) =>
    gathered(
      steps.map(({counts}) => counts[i]!),
      k,
      isEnd,
    ),
  );
  return steps
    .map((step, j) => ({...step, counts: series.map((values) => values[j]!)}))
    .filter(({counts}) => counts.some((count) => count > 0));
}

async function layMerged(workspace: Reader, model: Model, merged: readonly CourseRow[]): Promise<string> {
  const course = model.course!;
  const steps = `door.${identifier(`steps of ${model.name}`)}`;
  await workspace.run(`create or replace table ${steps} (course varchar, step varchar, counts integer[])`);
  await insertRows(
    workspace,
    steps,
    merged.map(({course: name, step, counts}) => ({course: name, step, counts})),
  );
  const relation = `door.${identifier(`course of ${model.name}`)}`;
  const replaced = (course.events ?? []).map((name, i) => `steps.counts[${i + 1}] as ${identifier(name)}`);
  await workspace.run(`
    create or replace table ${relation} as
    select facts.* ${replaced.length > 0 ? `replace (${replaced.join(', ')})` : ''}
    from ${model.relation} as facts
    inner join ${steps} as steps
      on steps.course = ${courseName(model)} and steps.step = facts.${identifier(course.step)}::varchar`);
  if (course.ends_on !== undefined)
    await workspace.run(`
      create or replace table door.${identifier(`ends of ${model.name}`)} as
      select distinct reference_year, ${identifier(course.ends_on)} as ends_on from ${relation}
      ${stacksDimensions(model) ? `where dimension = ${literal(everybody)}` : ''}`);
  return relation;
}
