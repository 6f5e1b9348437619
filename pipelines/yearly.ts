import {brusselsDay} from '../src/days.js';
import {openWorkspace} from '../src/db/workspace.js';
import type {Effects} from '../src/effects.js';
import {JobbonusError} from '../src/errors.js';
import {buildYears} from '../src/models/build.js';
import {layCatalogue} from '../src/models/catalogue.js';
import type {BuildStep} from '../src/models/commit.js';
import {yearsWhole} from '../src/models/stages.js';
import type {YearParameters} from '../src/parameters.js';
import {readPlans, recordPlans} from '../src/plans.js';
import {recordRun} from './record.js';
import {daysSeen} from './seen.js';

export interface YearlyResult {
  /** Those asked, and earlier ones with results that they stand on. */
  readonly years: readonly number[];
  readonly as_of: string;
  /** Other years, whose results are seen from another day. */
  readonly kept: readonly {readonly reference_year: number; readonly as_of: string}[];
  /** Others that stand on a year computed anew, and still show what it was before. */
  readonly behind: readonly number[];
  readonly steps: readonly BuildStep[];
}

/**
 * One reference year after the other: from the deliveries in force to amounts, dossiers and what the pages show.
 *
 * @param years empty for all that are loaded and not closed
 * @param asOf ISO day from which the world is seen; today in Brussels when left out
 * @param parameters the law; that of `sql/parameters` when left out
 */
export async function yearly(
  folder: string,
  years: readonly number[],
  asOf: string | undefined,
  effects: Effects,
  parameters?: ReadonlyMap<number, YearParameters>,
): Promise<YearlyResult> {
  const workspace = await openWorkspace(folder, {mode: 'write', memoryMegabytes: 1300});
  try {
    const day = asOf ?? brusselsDay(effects.now());
    await recordPlans(workspace, readPlans(), effects.now());
    const catalogue = await layCatalogue(workspace, day, parameters, undefined, {isToBeBuilt: true});
    const chosen = years.length > 0 ? years : catalogue.years.filter((year) => !catalogue.closed.has(year));
    if (catalogue.years.length === 0) {
      throw new JobbonusError(
        'NOTHING_LOADED',
        `${folder} holds no delivery of a reference year; load one first: jobbonus load DELIVERY`,
      );
    }
    const computed = yearsWhole(catalogue, chosen);
    const steps = await buildYears(
      catalogue,
      chosen,
      effects,
      recordRun(catalogue, computed, {action: 'run', subject: '', detail: {}}, effects),
    );
    const seen = await daysSeen(workspace);
    const kept = [...seen].flatMap(([year, seenOn]) =>
      seenOn === day ? [] : [{reference_year: year, as_of: seenOn}],
    );
    const renewed = new Set(steps.flatMap((step) => (step.isNew && step.year !== null ? [step.year] : [])));
    const behind = [...seen.keys()].filter(
      (year) => renewed.has(year - 1) && ![...computed, ...catalogue.closed].includes(year),
    );
    return {years: computed, as_of: day, kept, behind, steps};
  } finally {
    workspace.close();
  }
}
