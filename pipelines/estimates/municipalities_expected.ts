import {type Estimate, estimate, type GivenRow, type MadeRow} from '../../src/models/estimate.js';
import {wilson} from '../../src/statistics/proportions.js';
import {shrunkRatios} from '../../src/statistics/shrink.js';

const dimension = 'by_municipality';

export default estimate({
  grain: 'one municipality of residence, beside what its ages and sexes make one expect',
  key: ['reference_year', 'dimension', 'category'],
  title: 'Gemeenten tegenover wat verwacht wordt',
  publish: true,
  pagesOnly: true,
  note: `Expected without an account: its people of each age and sex at everybody's rate of that age and sex (indirect
    standardisation). The ratio has Wilson's limits of the rate; the tempered one is drawn towards that of all
    municipalities, the more so where they are small (Marshall 1991). All are rounded: a ratio in many digits would
    tell how old its people are. Association, not cause.`,
  questions: {
    groups: `
      select reference_year, ${dimension} as place, by_age, by_sex,
        count(*)::integer as total, count(*) filter (registered_on is null)::integer as hits
      from intermediate.people_profiled
      group by all order by all`,
  },
  columns: {
    reference_year: {type: 'integer'},
    dimension: {type: 'varchar'},
    category: {type: 'varchar'},
    not_registered: {type: 'integer', unit: 'persons', label: 'Zonder rekening', cell: `'parts'`},
    expected: {type: 'double', label: 'Verwacht zonder rekening', of: 'not_registered'},
    ratio: {type: 'double', label: 'Tegenover verwacht', of: 'not_registered'},
    ratio_low: {type: 'double', label: 'Tegenover verwacht van', of: 'not_registered'},
    ratio_high: {type: 'double', label: 'Tegenover verwacht tot', of: 'not_registered'},
    tempered_ratio: {type: 'double', label: 'Getemperd', of: 'not_registered'},
  },
  compute: ({groups = []}) => against(groups),
} satisfies Estimate);

interface Place {
  readonly category: string;
  total: number;
  hits: number;
  expected: number;
}

function against(groups: readonly GivenRow[]): MadeRow[] {
  const strata = new Map<string, {total: number; hits: number}>();
  for (const group of groups) {
    const stratum = strata.get(stratumOf(group)) ?? {total: 0, hits: 0};
    strata.set(stratumOf(group), stratum);
    stratum.total += Number(group.total);
    stratum.hits += Number(group.hits);
  }
  const places = new Map<string, Place>();
  for (const group of groups) {
    const category = String(group.place);
    const place = places.get(category) ?? {category, total: 0, hits: 0, expected: 0};
    places.set(category, place);
    const {total, hits} = strata.get(stratumOf(group))!;
    place.total += Number(group.total);
    place.hits += Number(group.hits);
    place.expected += (Number(group.total) * hits) / total;
  }
  const all = [...places.values()];
  const tempered = shrunkRatios(all);
  return all.map(({category, total, hits, expected}, i): MadeRow => {
    const {low, high} = wilson(hits, total);
    const beside = (people: number): number | null => (expected > 0 ? rounded(people / expected, 2) : null);
    return {
      reference_year: Number(groups[0]!.reference_year),
      ...{dimension, category, not_registered: hits},
      expected: rounded(expected, 1),
      ratio: beside(hits),
      ratio_low: beside(low * total),
      ratio_high: beside(high * total),
      tempered_ratio: expected > 0 ? rounded(tempered[i]!, 2) : null,
    };
  });
}

const stratumOf = ({by_age, by_sex}: GivenRow): string => `${String(by_age)}|${String(by_sex)}`;

const rounded = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;
