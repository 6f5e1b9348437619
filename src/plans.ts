import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {z} from 'zod';
import {recordAudit} from './audit.js';
import {brusselsDay} from './days.js';
import {insertRows} from './db/insert-rows.js';
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
  /** What one letter of the wave costs, all channels together; without it no cost of a registration is given. */
  cost_per_letter_eur: z
    .string("is an amount between quotes, as in '0.85'")
    .regex(/^\d{1,4}\.\d{2}$/, "is an amount with two decimals, as in '0.85'")
    .optional(),
});

export type Plan = z.infer<typeof plan> & {
  /** The hash of the file, and its first digits: shown beside every result that stands on it. */
  readonly sha256: string;
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
    const sha256 = createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
    return {...result.data, sha256, hash: sha256.slice(0, 12)};
  });
}

const firstSeen = 'wave-plan';

/**
 * Write every plan that is new to the workspace down in its audit trail. A file can be dated back, the trail cannot:
 * only a plan that it knew before the letters went out is proven to be older than they are.
 */
export async function recordPlans(workspace: Workspace, plans: readonly Plan[], now: Date): Promise<void> {
  const known = await plansKnown(workspace);
  for (const {wave, sha256, fixed_on, sent_on} of plans) {
    if (known.has(sha256)) continue;
    const detail = {sha256, fixed_on, sent_on};
    await recordAudit(workspace, {action: firstSeen, subject: wave, detail}, now);
  }
}

/** The Brussels day on which the audit trail first saw each plan, by the hash of its file. */
async function plansKnown(workspace: Workspace): Promise<ReadonlyMap<string, string>> {
  const rows = await workspace.rows<{sha256: string; recorded_at: string}>(`
    select json_extract_string(detail, '$.sha256') as sha256, min(recorded_at) as recorded_at
    from ws.audit where action = ${literal(firstSeen)} group by all order by all`);
  return new Map(rows.map((row) => [row.sha256, brusselsDay(new Date(row.recorded_at))]));
}

/** Show the plans as `parameters.plans`, each with the day since when the audit trail knows it. */
export async function makePlanTable(workspace: Workspace, plans: readonly Plan[]): Promise<void> {
  const known = await plansKnown(workspace);
  await workspace.run(`
    create or replace table parameters.plans (
      wave varchar, reference_year integer, fixed_on date, sent_on date, holdout_share double,
      window_days integer, minimum_effect double, plan_hash varchar, known_on date,
      cost_per_letter_eur decimal(9, 2)
    )`);
  const rows = plans.map((plan) => ({
    wave: plan.wave,
    reference_year: plan.reference_year,
    fixed_on: plan.fixed_on,
    sent_on: plan.sent_on,
    holdout_share: plan.holdout_share,
    window_days: plan.window_days,
    minimum_effect: plan.minimum_effect,
    plan_hash: plan.hash,
    known_on: known.get(plan.sha256) ?? null,
    cost_per_letter_eur: plan.cost_per_letter_eur ?? null,
  }));
  await insertRows(workspace, 'parameters.plans', rows);
}
