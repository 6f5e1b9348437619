import {type Estimate, estimate, type GivenRow, type MadeRow} from '../../src/models/estimate.js';
import {averageMarginalEffect, type LogisticFit} from '../../src/statistics/logistic.js';
import {wilson} from '../../src/statistics/proportions.js';
import {type Stratum, splitGap, standardise} from '../../src/statistics/standardise.js';
import {type Level, profileModel, profileQuestion, smallestLevel} from '../profile-model.js';

export default estimate({
  grain: 'one category of one dimension, beside the others held equal',
  key: ['reference_year', 'dimension', 'category'],
  title: 'Verschillen, al het andere gelijk',
  publish: true,
  pagesOnly: true,
  note: `Raw rate, the rate with everybody's make-up by age and sex (an age by sex alone, a sex by age alone: of what it
    is itself a group is all of one kind), and the average marginal effect of a logistic regression on all dimensions
    together, against the largest category. Association, not cause.`,
  questions: {
    groups: profileQuestion,
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
    standardised_low: {type: 'double', unit: 'share', label: 'Ondergrens bij gelijke', of: 'not_registered'},
    standardised_high: {type: 'double', unit: 'share', label: 'Bovengrens bij gelijke', of: 'not_registered'},
    collapsed_strata: {type: 'integer', label: 'Samengenomen strata'},
    rate_part: {type: 'double', unit: 'share', label: 'Door ander gedrag', of: 'not_registered'},
    composition_part: {type: 'double', unit: 'share', label: 'Door samenstelling', of: 'not_registered'},
    reference: {type: 'varchar', label: 'Vergeleken met'},
    effect: {type: 'double', unit: 'share', label: 'Verschil bij al het andere gelijk', of: 'not_registered'},
    effect_low: {type: 'double', unit: 'share', label: 'Ondergrens', of: 'not_registered'},
    effect_high: {type: 'double', unit: 'share', label: 'Bovengrens', of: 'not_registered'},
    remark: {type: 'varchar', label: 'Opmerking'},
  },
  compute: ({groups}) => adjusted(groups ?? []),
} satisfies Estimate);

function adjusted(groups: readonly GivenRow[]): MadeRow[] {
  const first = groups[0];
  if (!first) return [];
  const {levels, references, columnOf, rows, fit} = profileModel(groups);
  const [hits, people] = ['hits', 'total'].map((key) => groups.reduce((sum, g) => sum + Number(g[key]), 0));
  const overall = hits! / people!;
  return levels.map((level): MadeRow => {
    const {dimension, category, total} = level;
    const column = columnOf.get(`${dimension}|${category}`);
    const siblings = levels.flatMap((l) =>
      l.dimension === dimension ? (columnOf.get(`${dimension}|${l.category}`) ?? []) : [],
    );
    const everybody = strataOf(groups, dimension, () => true);
    const strata = strataOf(groups, dimension, (group) => String(group[dimension]) === category);
    const standard = standardise(strata, everybody);
    const split = splitGap(strata, everybody);
    const {effect, standardError} =
      fit && column !== undefined
        ? averageMarginalEffect(rows, fit, column, siblings)
        : {effect: Number.NaN, standardError: Number.NaN};
    const {low, high} = wilson(level.hits, total);
    return {
      reference_year: Number(first.reference_year),
      ...{dimension, category, entitled: total, not_registered: level.hits},
      rate: level.hits / total,
      index_low: low / overall,
      index: level.hits / total / overall,
      index_high: high / overall,
      standardised_rate: standard.rate,
      standardised_low: standard.low,
      standardised_high: standard.high,
      collapsed_strata: standard.collapsed,
      rate_part: split.rates,
      composition_part: split.composition,
      reference: references.get(dimension)?.category ?? null,
      ...{effect, effect_low: effect - 1.96 * standardError, effect_high: effect + 1.96 * standardError},
      remark: [
        category === references.get(dimension)?.category
          ? referenceRemark(levels.filter((l) => l.dimension === dimension && l !== level))
          : remarkOf(column, fit),
        collapsedRemark(standard.collapsed),
      ]
        .filter((remark) => remark !== '')
        .join('; '),
    };
  });
}

function referenceRemark(others: readonly Level[]): string {
  const small = others.filter((level) => level.total < smallestLevel).length;
  if (small === 0) return 'vergelijkingsgroep';
  return `vergelijkingsgroep, met ${small === 1 ? '1 kleine groep' : `${small} kleine groepen`}`;
}

function remarkOf(column: number | undefined, fit?: LogisticFit): string {
  if (column === undefined) return 'te weinig personen';
  if (!fit) return 'de regressie komt niet tot rust';
  if (fit.separated.includes(column)) return 'iedereen of niemand';
  if (fit.aliased.includes(column)) return 'valt samen met andere kenmerken';
  return fit.dispersion > 1 ? 'ruimere marge: meer spreiding dan toeval' : '';
}

function collapsedRemark(strata: number): string {
  if (strata === 0) return '';
  return strata === 1 ? '1 leeg stratum' : `${strata} lege strata`;
}

/**
 * By age and sex, always in the same order, without what the group itself is: people of one age have one age, and
 * held equal to everybody by it they would be nobody but themselves.
 */
function strataOf(
  groups: readonly GivenRow[],
  without: string,
  belongs: (group: GivenRow) => boolean,
): Stratum[] {
  const dimensions = ['by_age', 'by_sex'].filter((dimension) => dimension !== without);
  const strata = new Map<string, {parent?: string; total: number; hits: number}>();
  for (const group of groups) {
    const levels = dimensions.map((dimension) => String(group[dimension]));
    const key = levels.join('|');
    const stratum = strata.get(key) ?? {total: 0, hits: 0, ...(levels.length > 1 && {parent: levels[0]!})};
    strata.set(key, stratum);
    if (!belongs(group)) continue;
    stratum.total += Number(group.total);
    stratum.hits += Number(group.hits);
  }
  return [...strata.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, stratum]) => stratum);
}
