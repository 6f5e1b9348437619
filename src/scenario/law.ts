import {createHash} from 'node:crypto';
import {refused} from '../errors.js';
import type {Citation, ParameterKind, YearParameters} from '../parameters.js';
import {largestCents, type Scenario} from './scenario.js';

/** One parameter before and after, in cents per quarter; a value of the whole year stands four times. */
export interface Changed {
  readonly parameter: string;
  readonly kind: ParameterKind;
  readonly before: readonly bigint[];
  readonly after: readonly bigint[];
}

/**
 * The law of a year as a scenario would have it: the same citations, with other values where the overlay says so.
 * It can stand wherever the adopted law can, also in a full run.
 *
 * @throws {JobbonusError} `SCENARIO` (exit 3), when the changed law breaks a rule; naming the line at fault
 */
export function overlay(
  scenario: Scenario,
  law: YearParameters,
  kinds: ReadonlyMap<string, ParameterKind>,
): YearParameters {
  const changed = changesIn(scenario, law, kinds);
  requireSound(scenario, law, kinds, changed);
  const citations: Citation[] = law.citations.filter(
    (c) => !changed.some((change) => change.parameter === c.name),
  );
  for (const {parameter, after} of changed) {
    const like = law.citations.find((c) => c.name === parameter)!;
    for (let quarter = 1; quarter <= 4; quarter++) {
      if (quarter > 1 && after[quarter - 1] === after[quarter - 2]) continue;
      citations.push({
        ...like,
        from_quarter: quarter,
        value: eurText(after[quarter - 1]!),
        article: `scenario ${scenario.name}`,
        source: scenario.path,
        certainty: 'assumption',
      });
    }
  }
  return {
    reference_year: law.reference_year,
    citations,
    fingerprint: createHash('sha256').update(JSON.stringify(citations)).digest('hex'),
  };
}

/** Every parameter that a scenario really changes in a year, in the order of the schema. */
export function changesIn(
  scenario: Scenario,
  law: YearParameters,
  kinds: ReadonlyMap<string, ParameterKind>,
): Changed[] {
  return [...kinds].flatMap(([parameter, kind]): Changed[] => {
    const before = quartersOf(law, parameter);
    const after = [...before];
    for (const change of scenario.changes.filter((c) => c.parameter === parameter)) {
      for (let q = change.fromQuarter - 1; q < 4; q++)
        after[q] = change.by === 'value' ? change.cents : before[q]! + change.cents;
    }
    if (scenario.wageDrift?.raises.includes(parameter)) {
      for (let q = 0; q < 4; q++) after[q] = drifted(parameter, before[q]!, scenario.wageDrift);
    }
    return after.some((cents, q) => cents !== before[q]) ? [{parameter, kind, before, after}] : [];
  });
}

/** An amount of next year under a drift rule; a last eligible wage stays one cent under a round bound. */
function drifted(parameter: string, cents: bigint, rule: NonNullable<Scenario['wageDrift']>): bigint {
  const under = parameter === 'last_eligible_wage_eur' ? 1n : 0n;
  const step = rule.roundedToCents * 10_000n;
  const grown = (cents + under) * BigInt(10_000 + rule.growthE4);
  return ((2n * grown + step) / (2n * step)) * rule.roundedToCents - under;
}

/** The value of an amount in each quarter, in cents. */
function quartersOf(law: YearParameters, parameter: string): bigint[] {
  const entries = law.citations
    .filter((c) => c.name === parameter)
    .sort((a, b) => a.from_quarter - b.from_quarter);
  return [1, 2, 3, 4].map((quarter) => {
    const entry = entries.findLast((c) => c.from_quarter <= quarter);
    const found = /^(\d+)\.(\d{2})$/.exec(entry?.value ?? '');
    return found ? BigInt(`${found[1]}${found[2]}`) : 0n;
  });
}

function requireSound(
  scenario: Scenario,
  law: YearParameters,
  kinds: ReadonlyMap<string, ParameterKind>,
  changed: readonly Changed[],
): void {
  const after = (parameter: string): readonly bigint[] =>
    changed.find((c) => c.parameter === parameter)?.after ?? quartersOf(law, parameter);
  const fault = (parameters: readonly string[], message: string): Error => {
    const at =
      scenario.changes.find((c) => parameters.includes(c.parameter))?.line ?? scenario.wageDrift?.line ?? 1;
    return refused('SCENARIO', `${scenario.path}:${at}: ${message}`);
  };
  for (const {parameter, after: values} of changed) {
    for (const cents of values) {
      if (cents < 0n)
        throw fault(
          [parameter],
          `${parameter} comes to ${eurText(cents)} in ${law.reference_year}, a negative amount; expected 0.00 or more`,
        );
      const most = largestCents(kinds.get(parameter)!);
      if (cents > most)
        throw fault(
          [parameter],
          `${parameter} comes to ${eurText(cents)}; expected at most ${eurText(most)}`,
        );
    }
  }
  const lower = after('lower_wage_limit_eur');
  const last = after('last_eligible_wage_eur');
  const max = after('max_award_eur');
  const end = after('taper_end_award_eur');
  const fullTime = after('minimum_full_time_award_eur')[0]!;
  const partTime = after('minimum_part_time_award_eur')[0]!;
  for (let q = 0; q < 4; q++) {
    const where = `in quarter ${q + 1} of ${law.reference_year}`;
    if (lower[q]! >= last[q]!)
      throw fault(
        ['lower_wage_limit_eur', 'last_eligible_wage_eur'],
        `the lower bound ${eurText(lower[q]!)} does not lie below the last eligible wage ${eurText(last[q]!)} ${where}; expected lower_wage_limit_eur under last_eligible_wage_eur`,
      );
    if (end[q]! > max[q]!)
      throw fault(
        ['taper_end_award_eur', 'max_award_eur'],
        `the amount rises with the wage ${where}, from ${eurText(max[q]!)} to ${eurText(end[q]!)}; expected taper_end_award_eur at most max_award_eur`,
      );
    if (fullTime > max[q]!)
      throw fault(
        ['minimum_full_time_award_eur', 'max_award_eur'],
        `the minimum ${eurText(fullTime)} lies above the maximum ${eurText(max[q]!)} ${where}, so nobody would be paid; expected minimum_full_time_award_eur at most max_award_eur`,
      );
    if (q > 0 && (lower[q]! < lower[q - 1]! || last[q]! < last[q - 1]!))
      throw fault(
        ['lower_wage_limit_eur', 'last_eligible_wage_eur'],
        `a wage bound falls ${where}; inside a year bounds only rise`,
      );
  }
  if (partTime > fullTime)
    throw fault(
      ['minimum_part_time_award_eur', 'minimum_full_time_award_eur'],
      `the part-time minimum ${eurText(partTime)} lies above the full-time one ${eurText(fullTime)}; expected minimum_part_time_award_eur at most minimum_full_time_award_eur`,
    );
}

/** Whole cents as `2099.99`. */
export function eurText(cents: bigint): string {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
