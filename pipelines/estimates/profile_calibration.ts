import {type Estimate, estimate, type MadeRow} from '../../src/models/estimate.js';
import {isFitted} from '../../src/statistics/logistic.js';
import {wilson} from '../../src/statistics/proportions.js';
import {profileModel, profileQuestion} from '../profile-model.js';

/** Parts of the people, by what the regression expects of them. */
const parts = 10;

export default estimate({
  grain: 'one part of the people, by how often the regression expects an account to be missing',
  key: ['reference_year', 'part_no'],
  title: 'IJking van de regressie',
  publish: true,
  pagesOnly: true,
  note: `Groups of equal characteristics, ordered by the share without an account that the regression expects and cut
    into ten parts of about as many people. Where it is calibrated, what happened lies at what was expected.`,
  questions: {groups: profileQuestion},
  columns: {
    reference_year: {type: 'integer'},
    part_no: {type: 'integer', label: 'Deel'},
    entitled: {type: 'integer', unit: 'persons', label: 'Rechthebbenden'},
    not_registered: {type: 'integer', unit: 'persons', label: 'Zonder rekening', within: 'entitled'},
    expected: {type: 'double', unit: 'share', label: 'Verwacht aandeel zonder', of: 'entitled'},
    rate: {type: 'double', unit: 'share', label: 'Aandeel zonder', of: 'not_registered'},
    rate_low: {type: 'double', unit: 'share', label: 'Ondergrens', of: 'not_registered'},
    rate_high: {type: 'double', unit: 'share', label: 'Bovengrens', of: 'not_registered'},
  },
  compute: ({groups}) => {
    const {rows, fit} = profileModel(groups ?? []);
    if (!fit) return [];
    const beta = (column: number): number => {
      const value = fit.coefficients[column]!;
      return Number.isNaN(value) ? 0 : value;
    };
    const expected = rows
      .filter((row) => isFitted(row, fit))
      .map(({columns, total, hits}) => {
        const eta = columns.reduce((sum, column) => sum + beta(column), 0);
        return {total, hits, share: 1 / (1 + Math.exp(-eta))};
      })
      .sort((a, b) => a.share - b.share || a.total - b.total || a.hits - b.hits);
    const people = expected.reduce((sum, group) => sum + group.total, 0);
    const sums = Array.from({length: parts}, () => ({total: 0, hits: 0, expected: 0}));
    let before = 0;
    for (const {total, hits, share} of expected) {
      const part = sums[Math.min(parts - 1, Math.floor(((before + total / 2) / people) * parts))]!;
      part.total += total;
      part.hits += hits;
      part.expected += total * share;
      before += total;
    }
    return sums.flatMap(({total, hits, expected: sum}, i): MadeRow[] => {
      if (total === 0) return [];
      const {low, high} = wilson(hits, total);
      return [
        {
          reference_year: Number(groups![0]!.reference_year),
          part_no: i + 1,
          ...{entitled: total, not_registered: hits},
          ...{expected: sum / total, rate: hits / total, rate_low: low, rate_high: high},
        },
      ];
    });
  },
} satisfies Estimate);
