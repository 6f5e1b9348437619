import {openWorkspace} from '../src/db/workspace.js';
import type {Effects} from '../src/effects.js';
import {refused} from '../src/errors.js';
import {areTwoPeople} from '../src/four-eyes.js';

import {buildYears} from '../src/models/build.js';
import {layCatalogue} from '../src/models/catalogue.js';
import type {BuildStep} from '../src/models/commit.js';
import type {YearParameters} from '../src/parameters.js';
import {readPlans, recordPlans} from '../src/plans.js';
import {type Plan, readPlan, requireFresh} from './plan.js';
import {recordRun} from './record.js';

export interface Applied {
  readonly plan: Plan;
  readonly steps: readonly BuildStep[];
}

/**
 * Make a plan count, with a second pair of eyes.
 *
 * @param file the plan as `jobbonus plan --out` wrote it
 * @param approvedBy somebody else than who proposed it
 * @throws {JobbonusError} exit 3: `PLAN`, `PLAN_STALE`, `FOUR_EYES`
 */
export async function apply(
  folder: string,
  file: string,
  approvedBy: string,
  effects: Effects,
  parameters?: ReadonlyMap<number, YearParameters>,
): Promise<Applied> {
  const plan = readPlan(file);
  if (!areTwoPeople(plan.proposed_by, approvedBy))
    throw refused(
      'FOUR_EYES',
      'the plan was proposed by the same name; somebody else approves it, as in --approved-by "A. Peeters"',
    );
  const workspace = await openWorkspace(folder, {mode: 'write', memoryMegabytes: 1300});
  try {
    await recordPlans(workspace, readPlans(), effects.now());
    const catalogue = await layCatalogue(workspace, plan.as_of, parameters);
    requireFresh(plan, catalogue);
    const {totals, causes, fingerprint} = plan;
    const steps = await buildYears(
      catalogue,
      plan.reference_years,
      effects,
      recordRun(
        catalogue,
        plan.reference_years,
        {
          action: 'apply',
          subject: '',
          actor: plan.proposed_by,
          approver: approvedBy,
          detail: {plan: fingerprint, totals, causes},
        },
        effects,
      ),
    );
    return {plan, steps};
  } finally {
    workspace.close();
  }
}
