import {identifier, literal} from '../db/text.js';
import type {Workspace} from '../db/workspace.js';
import {gathered, groupedBy, keptSteps} from '../disclosure/course.js';
import {stacksDimensions} from '../disclosure/groupings.js';
import type {Model} from '../models/model.js';

interface CourseRow extends Record<string, unknown> {
  readonly course: string;
  readonly step: string;
  /** Of every category that is shown, every count. */
  readonly counts: readonly number[];
}

/**
 * Lay the rows of a model with its small steps in time merged: running totals lose the steps between, counts of events
 * wait for the step in which enough have gathered. The categories of one dimension keep the same steps, or their
 * total would tell what one of them left out; a category that is hidden whole has no say.
 *
 * @returns the relation to protect further: the model's own where it is no course
 */
export async function layCourse(
  workspace: Pick<Workspace, 'rows' | 'run'>,
  model: Model,
  k: number,
): Promise<string> {
  const {course} = model;
  if (!course) return model.relation;
  const isStacked = stacksDimensions(model);
  const counts = [...(course.totals ?? []), ...(course.events ?? [])];
  const group = model.key.filter((name) => name !== course.step && name !== 'category');
  const courseName = `concat_ws('|', ${group.map((name) => `facts.${identifier(name)}`).join(', ')})`;
  const stepName = `facts.${identifier(course.step)}::varchar`;
  const shown = isStacked ? 'not coalesce(hides_entitled or hides_parts, false)' : 'true';
  const rows = await workspace.rows<CourseRow & Record<string, never>>(`
    select ${courseName} as course, ${stepName} as step,
      flatten(list([${counts.map(identifier).join(', ')}] order by ${model.key.map((name) => `facts.${identifier(name)}`).join(', ')})
        filter (${shown})) as counts
    from ${model.relation} as facts
    ${isStacked ? 'left join door.rulings as rulings using (reference_year, dimension, category)' : ''}
    group by ${courseName}, facts.${identifier(course.step)}
    order by course, facts.${identifier(course.step)}`);
  const merged = [...groupedBy<CourseRow>(rows, (row) => row.course).values()].flatMap((steps) =>
    course.events ? gatherAll(steps, k) : keptSteps(steps, k),
  );
  const steps = identifier(`steps of ${model.name}`);
  await workspace.run(
    `create or replace table door.${steps} (course varchar, step varchar, counts integer[])`,
  );
  for (let at = 0; at < merged.length; at += 1000) {
    const lines = merged
      .slice(at, at + 1000)
      .map((row) => `(${literal(row.course)}, ${literal(row.step)}, [${(row.counts ?? []).join(', ')}])`);
    await workspace.run(`insert into door.${steps} values ${lines.join(', ')}`);
  }
  const relation = `door.${identifier(`course of ${model.name}`)}`;
  const replaced = (course.events ?? []).map((name, i) => `steps.counts[${i + 1}] as ${identifier(name)}`);
  await workspace.run(`
    create or replace table ${relation} as
    select facts.* ${replaced.length > 0 ? `replace (${replaced.join(', ')})` : ''}
    from ${model.relation} as facts
    inner join door.${steps} as steps on steps.course = ${courseName} and steps.step = ${stepName}`);
  return relation;
}

/** The steps of one course of events, each with what has gathered; steps without any are gone. */
function gatherAll(steps: readonly CourseRow[], k: number): CourseRow[] {
  const series = (steps[0]?.counts ?? []).map((_, i) =>
    gathered(
      steps.map(({counts}) => counts[i]!),
      k,
    ),
  );
  return steps
    .map((step, j) => ({...step, counts: series.map((values) => values[j]!)}))
    .filter(({counts}) => counts.some((count) => count > 0));
}
