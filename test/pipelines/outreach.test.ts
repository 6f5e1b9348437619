import {expect, it} from 'vitest';
import outreach from '../../pipelines/estimates/outreach.js';
import {newcombe} from '../../src/statistics/proportions.js';

/** One wave of which so many registered within the window, of a thousand treated and two hundred who had to wait. */
function waveOf(treatedHits: number, holdoutHits: number, cost: string | null) {
  const arm = (name: string, hits: number, size: number) =>
    [
      {days_until_known: 10, persons: hits},
      {days_until_known: null, persons: size - hits},
    ].map((row) => ({
      reference_year: 2023,
      wave: 'w',
      sent_on: '2024-01-22',
      arm: name,
      days_seen: 100,
      ...row,
    }));
  const plan = {wave: 'w', window_days: 28, holdout_share: 1 / 6, minimum_effect: 0.03, plan_hash: 'abc'};
  return outreach.compute({
    reminders: [...arm('treated', treatedHits, 1000), ...arm('holdout', holdoutHits, 200)],
    plans: [{...plan, known_on: '2024-01-20', cost_per_letter_eur: cost}],
    years: [{reference_year: 2023}],
    day: [{as_of: '2024-06-30'}],
  })[0]!;
}

it('a registration more costs a letter over its effect, between the limits of that effect', () => {
  const {low, high} = newcombe(300, 1000, 40, 200);
  expect(waveOf(300, 40, '0.85')).toMatchObject({
    effect: expect.closeTo(0.1, 12),
    plan_known_on: '2024-01-20',
    cost_per_registration_eur: 8.5,
    cost_low_eur: Math.round(85 / high) / 100,
    cost_high_eur: Math.round(85 / low) / 100,
  });
});

it('has no cost where the effect may be nothing or less, or the plan names none', () => {
  const none = {cost_per_registration_eur: null, cost_low_eur: null, cost_high_eur: null};
  expect(waveOf(210, 40, '0.85')).toMatchObject({verdict: 'estimated', ...none});
  expect(waveOf(200, 80, '0.85')).toMatchObject({verdict: 'estimated', ...none});
  expect(waveOf(300, 40, null)).toMatchObject({
    verdict: 'estimated',
    effect: expect.closeTo(0.1, 12),
    ...none,
  });
});
