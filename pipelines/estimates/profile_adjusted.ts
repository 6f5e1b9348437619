import {type Estimate, estimate, type GivenRow, type MadeRow} from '../../src/models/estimate.js';
import {
  averageMarginalEffect,
  fitLogistic,
  type GroupedRow,
  type LogisticFit,
} from '../../src/statistics/logistic.js';
import {type Stratum, splitGap, standardise} from '../../src/statistics/standardise.js';
import {wilsonInterval} from '../../src/statistics/wilson.js';

/** What the regression holds equal. */
const dimensions = [
  'by_age',
  'by_sex',
  'by_province',
  'by_wage_band',
  'by_work_fraction',
  'by_sector',
  'by_return',
];

/** Levels with fewer people have no effect of their own worth a number. */
const smallestLevel = 100;

export default estimate({
  grain: 'one category of one dimension, beside the others held equal',
  key: ['reference_year', 'dimension', 'category'],
  publish: true,
  note: `Raw rate, the rate with everybody's make-up by age and sex, and the average marginal effect of a logistic
    regression on all dimensions together, against the largest category. Association, not cause.`,
  questions: {
    groups: `
      select reference_year, ${dimensions.join(', ')},
        count(*)::integer as total, count(*) filter (registered_on is null)::integer as hits
      from intermediate.people_profiled
      group by all order by all`,
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
    index_low: {type: 'double', label: 'Oververtegenwoordiging van', of: 'not_registered'},
    index: {type: 'double', label: 'Oververtegenwoordiging', of: 'not_registered'},
    index_high: {type: 'double', label: 'Oververtegenwoordiging tot', of: 'not_registered'},
    standardised_rate: {
      type: 'double',
      unit: 'share',
      label: 'Bij gelijke leeftijd en geslacht',
      of: 'not_registered',
    },
    empty_strata: {type: 'integer', label: 'Lege strata'},
    rate_part: {type: 'double', unit: 'share', label: 'Door ander gedrag', of: 'not_registered'},
    composition_part: {type: 'double', unit: 'share', label: 'Door samenstelling', of: 'not_registered'},
    effect: {type: 'double', unit: 'share', label: 'Verschil bij al het andere gelijk', of: 'not_registered'},
    effect_low: {type: 'double', unit: 'share', label: 'Ondergrens', of: 'not_registered'},
    effect_high: {type: 'double', unit: 'share', label: 'Bovengrens', of: 'not_registered'},
    remark: {type: 'varchar', label: 'Opmerking'},
  },
  compute: ({groups}) => adjusted(groups ?? []),
} satisfies Estimate);

interface Level {
  readonly dimension: string;
  readonly category: string;
  readonly total: number;
  readonly hits: number;
}

function adjusted(groups: readonly GivenRow[]): MadeRow[] {
  const first = groups[0];
  if (!first) return [];
  const levels = levelsOf(groups);
  const references = new Map(dimensions.map((d) => [d, largestOf(levels.filter((l) => l.dimension === d))]));
  const columnOf = new Map<string, number>();
  for (const {dimension, category, total} of levels)
    if (category !== references.get(dimension)?.category && total >= smallestLevel)
      columnOf.set(`${dimension}|${category}`, columnOf.size + 1);
  const rows = groups.map((group): GroupedRow => {
    const columns = dimensions.flatMap((d) => columnOf.get(`${d}|${String(group[d])}`) ?? []);
    return {
      columns: [0, ...columns],
      values: [1, ...columns.map(() => 1)],
      total: Number(group.total),
      hits: Number(group.hits),
    };
  });
  const fit = fitOf(rows, columnOf.size + 1);
  const everybody = strataOf(groups, () => true);
  const hits = everybody.reduce((sum, s) => sum + s.hits, 0);
  const overall = hits / everybody.reduce((sum, s) => sum + s.total, 0);
  return levels.map((level): MadeRow => {
    const {dimension, category, total} = level;
    const column = columnOf.get(`${dimension}|${category}`);
    const siblings = levels.flatMap((l) =>
      l.dimension === dimension ? (columnOf.get(`${dimension}|${l.category}`) ?? []) : [],
    );
    const strata = strataOf(groups, (group) => String(group[dimension]) === category);
    const standard = standardise(strata, everybody);
    const split = splitGap(strata, everybody);
    const {effect, standardError} =
      fit && column !== undefined
        ? averageMarginalEffect(rows, fit, column, siblings)
        : {effect: Number.NaN, standardError: Number.NaN};
    const [low, high] = wilsonInterval(level.hits, total);
    return {
      reference_year: Number(first.reference_year),
      ...{dimension, category, entitled: total, not_registered: level.hits},
      rate: level.hits / total,
      index_low: low / overall,
      index: level.hits / total / overall,
      index_high: high / overall,
      standardised_rate: standard.rate,
      empty_strata: standard.empty,
      rate_part: split.rates,
      composition_part: split.composition,
      ...{effect, effect_low: effect - 1.96 * standardError, effect_high: effect + 1.96 * standardError},
      remark: remarkOf(level, references.get(dimension)?.category, column, fit),
    };
  });
}

/** A small year may not carry a regression; the rest of the table still stands. */
function fitOf(rows: readonly GroupedRow[], width: number): LogisticFit | undefined {
  try {
    return fitLogistic(rows, width);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function remarkOf(
  level: Level,
  reference: string | undefined,
  column: number | undefined,
  fit?: LogisticFit,
): string {
  if (level.category === reference) return 'vergelijkingsgroep';
  if (column === undefined) return 'te weinig personen';
  if (!fit) return 'de regressie komt niet tot rust';
  if (fit.separated.includes(column)) return 'iedereen of niemand';
  if (fit.aliased.includes(column)) return 'valt samen met andere kenmerken';
  return fit.dispersion > 1 ? 'ruimere marge: meer spreiding dan toeval' : '';
}

function levelsOf(groups: readonly GivenRow[]): Level[] {
  const counts = new Map<string, Level>();
  for (const group of groups) {
    for (const dimension of dimensions) {
      const category = String(group[dimension]);
      const before = counts.get(`${dimension}|${category}`);
      counts.set(`${dimension}|${category}`, {
        ...{dimension, category},
        total: (before?.total ?? 0) + Number(group.total),
        hits: (before?.hits ?? 0) + Number(group.hits),
      });
    }
  }
  return [...counts.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, level]) => level);
}

const largestOf = (levels: readonly Level[]): Level | undefined =>
  [...levels].sort((a, b) => b.total - a.total || (a.category < b.category ? -1 : 1))[0];

/** By age and sex, always in the same order. */
function strataOf(groups: readonly GivenRow[], belongs: (group: GivenRow) => boolean): Stratum[] {
  const strata = new Map<string, {total: number; hits: number}>();
  for (const group of groups) {
    const key = `${String(group.by_age)}|${String(group.by_sex)}`;
    const stratum = strata.get(key) ?? {total: 0, hits: 0};
    strata.set(key, stratum);
    if (!belongs(group)) continue;
    stratum.total += Number(group.total);
    stratum.hits += Number(group.hits);
  }
  return [...strata.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, stratum]) => stratum);
}
