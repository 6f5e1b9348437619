import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {z} from 'zod';
import {literal} from './db/text.js';
import type {Workspace} from './db/workspace.js';
import {JobbonusError} from './errors.js';
import {filesIn, rooms, shown} from './house.js';
import {parseYaml} from './yaml.js';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'is a day, as in 2024-01-08');

/** What was agreed about a wave of letters before it went out; without it nothing is said about its effect. */
const plan = z.strictObject({
  wave: z.string().min(1),
  reference_year: z.number().int(),
  /** The day from which nothing here changes; the wave goes out later. */
  fixed_on: day,
  sent_on: day,
  responsible: z.string().min(1),
  population: z.string().min(1),
  arms: z.strictObject({treated: z.string().min(1), holdout: z.string().min(1)}),
  holdout_share: z.number().gt(0).lt(1),
  draw: z.string().min(1),
  primary_outcome: z.literal('registered within the window after sending'),
  window_days: z.number().int().min(7).max(90),
  test: z.literal('difference of proportions, limits of Newcombe, intention to treat'),
  stopping_rule: z.string().min(1),
  minimum_effect: z.number().gt(0).lt(1),
});

export type Plan = z.infer<typeof plan> & {
  /** First digits of the hash of the file: shown beside every result that stands on it. */
  readonly hash: string;
};

/**
 * The plans of `pipelines/plans`, one file a wave.
 *
 * @throws {JobbonusError} `PLAN`, naming file and field; also a plan fixed on or after the day of sending
 */
export function readPlans(folder: string = join(rooms.pipelines, 'plans')): Plan[] {
  return filesIn(folder, '.yaml').map((path) => {
    const text = readFileSync(path, 'utf8');
    const result = plan.safeParse(parseYaml(text, path));
    if (!result.success) {
      const issue = result.error.issues[0]!;
      throw new JobbonusError('PLAN', `${shown(path)}: ${issue.path.join('.') || 'plan'}: ${issue.message}`);
    }
    const {fixed_on: fixed, sent_on: sent} = result.data;
    if (fixed >= sent)
      throw new JobbonusError(
        'PLAN',
        `${shown(path)}: fixed_on ${fixed} is not before sent_on ${sent}; a plan counts only when it was fixed before the wave`,
      );
    // line ends differ between machines, the plan does not
    const hash = createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex').slice(0, 12);
    return {...result.data, hash};
  });
}

/** Show the plans as `parameters.plans`. */
export async function makePlanTable(workspace: Workspace, plans: readonly Plan[]): Promise<void> {
  await workspace.run(`
    create or replace table parameters.plans (
      wave varchar, reference_year integer, fixed_on date, sent_on date, holdout_share double,
      window_days integer, minimum_effect double, plan_hash varchar
    )`);
  for (const p of plans) {
    await workspace.run(`
      insert into parameters.plans values (${literal(p.wave)}, ${p.reference_year}, ${literal(p.fixed_on)},
        ${literal(p.sent_on)}, ${p.holdout_share}, ${p.window_days}, ${p.minimum_effect}, ${literal(p.hash)})`);
  }
}
