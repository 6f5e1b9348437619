import {describe, expect, it} from 'vitest';
import {simulateHistory, trueOutflow} from '../../pipelines/simulated-campaigns.js';
import {backtest, reachAhead} from '../../src/statistics/backtest.js';
import {campaignsFrom, type RiskRow} from '../../src/statistics/campaigns.js';
import {conformalReach, wider} from '../../src/statistics/conformal.js';
import {coverageOf} from '../../src/statistics/coverage.js';
import {drawing} from '../../src/statistics/drawing.js';
import {actualOutflow, type Campaign, learnHazards, project} from '../../src/statistics/hazard.js';
import {intervalScore, weightedIntervalScore} from '../../src/statistics/scores.js';

describe('the conformal reach', () => {
  it('is the (n+1)·level-th smallest error, between two where that is no whole number', () => {
    const errors = Array.from({length: 19}, (_, i) => (i % 2 === 0 ? 1 : -1) * (i + 1));
    expect(conformalReach(errors, 0.8)).toBe(16);
    expect(conformalReach(errors, 0.95)).toBe(19);
    // 33 · 0.95 = 31.35
    const more = Array.from({length: 32}, (_, i) => i + 1);
    expect(conformalReach(more, 0.95)).toBeCloseTo(31.35, 12);
  });
  it('asks for nineteen errors before it speaks at 95 %, and for four at 80 %', () => {
    expect(conformalReach(new Array(18).fill(1), 0.95)).toBeNull();
    expect(conformalReach(new Array(19).fill(1), 0.95)).toBe(1);
    expect(conformalReach([1, 1, 1], 0.8)).toBeNull();
    expect(conformalReach([1, 1, 1, 1], 0.8)).toBe(1);
  });
  it('is the wider of two, or the one there is', () => {
    expect([wider(1, 2), wider(null, 2), wider(1, null), wider(null, null)]).toEqual([2, 2, 1, null]);
  });
});

describe('scores', () => {
  it('charge the width, and a miss twice its distance over alpha', () => {
    expect(intervalScore(5, 4, 8, 0.8)).toBe(4);
    expect(intervalScore(3, 4, 8, 0.8)).toBeCloseTo(4 + 10, 12);
    // one interval of 80 % of width 4 and a middle that is 1 off: (0.5 · 1 + 0.1 · 4) / 1.5
    expect(weightedIntervalScore(5, {middle: 6, intervals: [{level: 0.8, low: 4, high: 8}]})).toBeCloseTo(
      0.6,
      12,
    );
  });
});

describe('the coverage of intervals', () => {
  const forecasts = (years: number, each: number, isInside: (i: number) => boolean) =>
    Array.from({length: years * each}, (_, i) => ({
      year: 2021 + Math.floor(i / each),
      age: 4 + 4 * (i % each),
      isInside: isInside(i),
    }));

  it('is held against the binomial band of the forecasts that share no week', () => {
    // four weeks ahead from every fourth week: none overlap; the band of 44 at 80 % is 30 to 40
    const near = (hits: number) =>
      coverageOf(
        forecasts(2, 22, (i) => i < hits),
        4,
        0.8,
      );
    expect(near(28)).toMatchObject({judged: 44, inside: 28, effective: 44, verdict: 'too_narrow'});
    expect(near(30).verdict).toBe('within');
    expect(near(40).verdict).toBe('within');
    expect(near(41).verdict).toBe('too_wide');
    expect(near(28).low).toBeCloseTo(30 / 44, 12);
    expect(near(28).high).toBeCloseTo(40 / 44, 12);
  });

  it('counts forecasts over the same weeks of a campaign once, and those to one day as one', () => {
    // thirteen weeks ahead from week 4, 8, …, 88: week 4, 20, 36, 52, 68 and 84 share none
    expect(
      coverageOf(
        forecasts(2, 22, (i) => i < 28),
        13,
        0.8,
      ),
    ).toMatchObject({effective: 12});
    const last = coverageOf(
      forecasts(2, 22, () => false),
      Number.POSITIVE_INFINITY,
      0.8,
    );
    expect(last).toMatchObject({effective: 2, verdict: 'too_few'});
    expect(coverageOf([], 4, 0.8)).toMatchObject({judged: 0, effective: 0, verdict: 'too_few'});
  });
});

it('the euro that came are those of who registered, not the mean of who still waits', () => {
  const campaign = steady(2022, 3, 0.1, 10);
  const [cohort] = campaign.cohorts;
  const dear = {...campaign, cohorts: [{...cohort!, registeredCents: [1, 20, 300]}]};
  expect(actualOutflow(dear, 2).cents).toEqual([20, 320]);
  expect(actualOutflow(campaign, 2).cents[0]).toBeCloseTo(cohort!.registered[1]! * 20_000, 6);
  // and a forecast from an earlier day knows the mean of who waited then
  const hazards = learnHazards([steady(2021, 90, 0.1, -10)]);
  const past = (of: Campaign): number =>
    project(of, hazards, 2, 1).cents[0]! / project(of, hazards, 2, 1).persons[0]!;
  const waiting = cohort!.atRisk[3]! * 20_000 + 320;
  expect(past(dear)).toBeCloseTo(waiting / cohort!.atRisk[1]!, 6);
  expect(past(campaign)).toBeCloseTo(20_000, 6);
});

/** A campaign of one cohort whose weekly hazard is always the same. */
function steady(year: number, age: number, rate: number, weeksToDeadline: number): Campaign {
  const [registered, atRisk]: [number[], number[]] = [[], [1_000_000]];
  for (let s = 0; s < age; s++) {
    registered.push(atRisk[s]! * rate);
    atRisk.push(atRisk[s]! * (1 - rate));
  }
  const exited = registered.map(() => 0);
  return {
    year,
    weeksToDeadline,
    cohorts: [{stratum: 'all', age, registered, exited, atRisk, meanCents: 20_000}],
  };
}

describe('the hazard forecast', () => {
  it('carries a steady hazard on, whatever the speed of the other year', () => {
    const now = steady(2023, 20, 0.02, 60);
    const ahead = project(now, learnHazards([steady(2022, 90, 0.04, -10)]), 0, 13);
    const waiting = now.cohorts[0]!.atRisk[20]!;
    expect(ahead.persons[12]! / (waiting * (1 - 0.98 ** 13))).toBeCloseTo(1, 1);
    expect(ahead.cents[12]!).toBeCloseTo(ahead.persons[12]! * 20_000, 0);
  });

  it('stops at the deadline', () => {
    const ahead = project(steady(2023, 20, 0.02, 5), learnHazards([steady(2022, 90, 0.02, -10)]), 0, 30);
    expect(ahead.persons[29]).toBe(ahead.persons[4]);
  });

  it('knows a rush before the deadline only from a deadline that has passed', () => {
    expect(learnHazards([steady(2022, 60, 0.02, 40)]).spike).toBeNull();
    expect(learnHazards([steady(2022, 120, 0.02, -5)]).spike).toHaveLength(8);
  });

  it('uses nothing of its own campaign after the day it is made', () => {
    const past = simulateHistory(
      {name: '', yearEffect: 0.2, weekShock: 0.1, hasReminders: false},
      40,
      drawing(3),
    ).known;
    const [target, others] = [past.at(-1)!, past.slice(0, -1)];
    const cut: Campaign = {
      ...target,
      cohorts: target.cohorts.map((c) => ({
        ...c,
        registered: c.registered.map((d, s) => (s < c.age - 12 ? d : 0)),
      })),
    };
    const hazards = learnHazards(others);
    expect(project(cut, hazards, 12, 12)).toEqual(project(target, hazards, 12, 12));
  });

  it('holds the truth of simulated campaigns about as often as it says', () => {
    const random = drawing(11);
    let inside = 0;
    const n = 24;
    for (let i = 0; i < n; i++) {
      const scenario = {name: '', yearEffect: 0.1, weekShock: 0.1, hasReminders: false};
      const age = 10 + Math.floor(random() * 40);
      const {known, truth} = simulateHistory(scenario, age, random);
      const current = known.at(-1)!;
      const middle = project(current, learnHazards(known.slice(0, -1)), 0, 13).persons[12]!;
      const reach = reachAhead(backtest(known), 13, false, {year: current.year, age}, 0.8)!;
      const actual = trueOutflow(truth, current, 13)[12]!;
      if (Math.abs(Math.log(actual / middle)) <= reach) inside++;
    }
    expect(inside).toBeGreaterThanOrEqual(15);
  }, 60_000);
});

it('cohorts come whole out of their counts', () => {
  const row = (week_no: number | null, outcome: RiskRow['outcome'], persons: number): RiskRow => ({
    reference_year: 2023,
    stratum: 'a',
    age_weeks: week_no === null ? null : 3,
    week_no,
    outcome,
    persons,
    payable_cents: persons * 10_000,
    days_to_deadline: 70,
  });
  const [campaign] = campaignsFrom([
    row(0, 'registered', 50),
    row(1, 'exited', 5),
    row(2, 'registered', 20),
    row(3, 'registered', 4),
    row(3, 'censored', 21),
    row(null, 'censored', 7),
    row(null, 'exited', 2),
  ]);
  expect(campaign!.weeksToDeadline).toBe(10);
  const [cohort, unsent] = campaign!.cohorts;
  // the four of the running week no longer wait, and are known only in part
  expect(cohort).toMatchObject({age: 3, registered: [50, 0, 20, 4], atRisk: [100, 50, 45, 21]});
  expect(unsent).toMatchObject({age: 0, atRisk: [7]});
});
