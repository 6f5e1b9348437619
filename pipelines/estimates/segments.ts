import {cellName, countingSql, familyName} from '../../src/disclosure/cells.js';
import {type Estimate, estimate, type MadeRow} from '../../src/models/estimate.js';
import {type Candidate, findSegments, type Segment} from '../../src/statistics/segments.js';
import {crossings} from '../crossings.js';

export default estimate({
  grain: 'one group that is missed more often than others, found by search',
  key: ['reference_year', 'dimension', 'category'],
  title: 'Gevonden groepen',
  publish: true,
  pagesOnly: true,
  note: `Every approved group of at most three levels with 200 people and 50 without an account is tested; findings
    count all tests (Benjamini-Hochberg, 5 %) and repeat in both halves of the people. Association, not cause.`,
  questions: {
    cells: countingSql('intermediate.people_profiled', crossings, [
      'count(*) filter (person_key % 2 = 0)::integer as half_entitled',
      'count(*) filter (person_key % 2 = 0 and registered_on is null)::integer as half_not_registered',
    ]),
  },
  columns: {
    reference_year: {type: 'integer'},
    dimension: {type: 'varchar'},
    category: {type: 'varchar'},
    entitled: {type: 'integer', unit: 'persons', label: 'Rechthebbenden', cell: `'entitled'`},
    not_registered: {
      type: 'integer',
      unit: 'persons',
      label: 'Zonder rekening',
      within: 'entitled',
      cell: `'parts'`,
    },
    rate: {type: 'double', unit: 'share', label: 'Aandeel zonder', of: 'not_registered'},
    rate_low: {type: 'double', unit: 'share', label: 'Ondergrens', of: 'not_registered'},
    rate_high: {type: 'double', unit: 'share', label: 'Bovengrens', of: 'not_registered'},
    excess: {type: 'integer', label: 'Meer dan gemiddeld', of: 'not_registered'},
    not_registered_eur: {
      type: 'decimal(18, 2)',
      unit: 'EUR',
      label: 'Euro zonder rekening',
      of: 'not_registered',
    },
    tests: {type: 'integer', label: 'Geteste groepen'},
  },
  compute: ({cells}) => {
    const all = (cells ?? []).map((row): Candidate => {
      const family = row.family === '' ? [] : String(row.family).split(' ');
      const levels = row.levels as unknown as readonly string[];
      return {
        dimension: familyName(family),
        category: cellName(levels),
        ...{family, levels},
        total: Number(row.entitled),
        hits: Number(row.not_registered),
        halfTotal: Number(row.half_entitled),
        halfHits: Number(row.half_not_registered),
        cents: Number(row.not_registered_cents),
      };
    });
    // who has no letter yet most often had an account already, so that every channel lies above everybody
    const candidates = all.filter((candidate) => !candidate.family.includes('by_channel'));
    const everybody = candidates.find((c) => c.family.length === 0);
    if (!everybody) return [];
    const year = Number(cells?.[0]?.reference_year);
    return findSegments(candidates, everybody).map((segment) => rowOf(segment, year, candidates.length - 1));
  },
} satisfies Estimate);

const rowOf = (segment: Segment, year: number, tests: number): MadeRow => ({
  reference_year: year,
  dimension: segment.dimension,
  category: segment.category,
  entitled: segment.total,
  not_registered: segment.hits,
  rate: segment.rate,
  rate_low: segment.low,
  rate_high: segment.high,
  excess: segment.excess,
  not_registered_eur: (segment.cents / 100).toFixed(2),
  tests,
});
