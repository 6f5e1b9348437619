import type {Catalogue} from './catalogue.js';
import {type Model, previousYear} from './model.js';

/**
 * The years that are computed whole when these are asked: an earlier year that they stand on and that has results is
 * computed with them, because half of it from another day would not add up.
 *
 * @returns ascending
 */
export function yearsWhole(catalogue: Catalogue, years: readonly number[]): number[] {
  const all = catalogue.models.filter((m) => m.per === 'year' && !m.view && !m.pagesOnly).length;
  return stagesOf(catalogue, years).flatMap(([year, models]) =>
    year !== null && models.length === all ? [year] : [],
  );
}

/**
 * The models to build, in stages: over all years what stands on deliveries only, then year by year, ascending, then
 * over all years what stands on the years.
 */
export function stagesOf(
  catalogue: Catalogue,
  years: readonly number[],
): [year: number | null, models: Model[]][] {
  const {models} = catalogue;
  const named = (relation: string): Model | undefined => models.find((m) => m.relation === relation);
  const standsOnYears = (model: Model): boolean =>
    model.reads.some((read) => {
      const parent = named(read);
      return parent !== undefined && ((!parent.view && parent.per === 'year') || standsOnYears(parent));
    });
  const isComputable = (year: number): boolean =>
    catalogue.years.includes(year) && catalogue.parameters.has(year) && !catalogue.closed.has(year);
  const wanted = new Map<number, Set<Model>>();
  const want = (model: Model, year: number): void => {
    const those = wanted.get(year) ?? new Set();
    wanted.set(year, those);
    if (those.has(model)) return;
    those.add(model);
    for (const read of model.reads) {
      const parent = named(read);
      if (parent && parent.per === 'year') want(parent, year);
      const before = models.find((m) => read === `${previousYear}.${m.name}`);
      if (before && isComputable(year - 1)) want(before, year - 1);
    }
  };
  const tables = models.filter((model) => !model.view && !model.pagesOnly);
  const yearly = tables.filter((m) => m.per === 'year');
  const wantAll = (year: number): void => {
    for (const model of yearly) want(model, year);
    // an earlier year that had been computed whole is kept whole: half of it from another day would not add up
    const before = year - 1;
    const needed = wanted.get(before);
    const isWhole = yearly.some((m) => !needed?.has(m) && catalogue.built.get(m.relation)?.has(before));
    if (needed && isWhole) wantAll(before);
  };
  for (const year of years) wantAll(year);
  const overAll = tables.filter((m) => m.per === 'all');
  return [
    [null, overAll.filter((m) => !standsOnYears(m))],
    ...[...wanted]
      .sort(([a], [b]) => a - b)
      .map(([year, set]): [number, Model[]] => [year, tables.filter((m) => m.per === 'year' && set.has(m))]),
    [null, overAll.filter(standsOnYears)],
  ];
}
