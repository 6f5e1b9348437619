import {expect, it} from 'vitest';
import evaluatie from '../../dashboards/pages/evaluatie.js';
import {groupName} from '../../dashboards/words.js';
import type {Row} from '../../src/site/page.js';

it.each([
  ['by_work_fraction', 'driekwart of meer', 'wie driekwart of meer werkte'],
  ['by_work_fraction', 'het volle jaar voltijds', 'wie het volle jaar voltijds werkte'],
  ['by_channel', 'e-Box', 'wie de eerste brief via e-Box kreeg'],
  ['by_channel', 'Papier', 'wie de eerste brief op papier kreeg'],
  ['by_age by_work_fraction', '18–24 · minder dan een kwart', '18–24 jaar · wie minder dan een kwart werkte'],
])(
  'of %s ‘%s’ is people, who can be more often without an account than others',
  (dimension, category, name) => {
    expect(groupName(dimension, category, {})).toBe(name);
  },
);

it('a comparison of people who worked little with people who worked much is of people', () => {
  const row: Row = {
    ...{reference_year: 2022, dimension: 'by_work_fraction', category: 'minder dan een kwart'},
    ...{reference: 'driekwart of meer', effect: 0.046, effect_low: 0.03, effect_high: 0.06},
    ...{not_registered: 300, rate: 0.13, hidden: ''},
  };
  const [figure] = evaluatie.figures({
    data: {adjusted: [row]},
    choice: {year: 2022, dimension: 'by_total'},
    provenance: {asOf: '2025-01-31', runId: 1, fingerprint: '', builtOn: '2025-01-31', smallestCount: 5},
    dimensions: {by_work_fraction: 'Gewerkte breuk van het jaar'},
  });
  expect(figure!.finding).toMatch(
    /: wie minder dan een kwart werkte, 4,6 procentpunt vaker zonder rekening dan wie driekwart of meer werkte/,
  );
});
