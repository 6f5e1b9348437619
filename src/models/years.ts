import {JobbonusError, misused} from '../errors.js';
import type {Catalogue} from './catalogue.js';

/** @throws {JobbonusError} `YEAR_UNKNOWN` (exit 2), `YEAR_WITHOUT_PARAMETERS`, `YEAR_CLOSED` */
export function requireYears(catalogue: Catalogue, years: readonly number[]): void {
  for (const year of years) {
    if (!catalogue.years.includes(year)) {
      const known = catalogue.years.length > 0 ? catalogue.years.join(', ') : 'none';
      throw misused(
        'YEAR_UNKNOWN',
        `reference year ${year} has no delivery in this workspace; loaded: ${known}`,
      );
    }
    if (catalogue.closed.has(year)) {
      throw new JobbonusError(
        'YEAR_CLOSED',
        `reference year ${year} stands on ${year - 1}, which was wiped at its end; its results stay as they are`,
      );
    }
  }
  const lawless = years.filter((year) => !catalogue.parameters.has(year));
  if (lawless.length > 0) throw withoutLaw(catalogue, lawless);
}

/** A year without its law stops the run and borrows none: which other years can be computed, and what would be right. */
function withoutLaw({years, closed, parameters}: Catalogue, lawless: readonly number[]): JobbonusError {
  const others = years.filter((year) => parameters.has(year) && !closed.has(year));
  const files = lawless.map((year) => `sql/parameters/${year}.yaml`).join(', ');
  const ways = [
    ...(others.length > 0 ? [`compute the years that have one with --year ${others.join(',')}`] : []),
    `add ${files}, as in sql/parameters/${Math.max(...parameters.keys())}.yaml`,
  ];
  return new JobbonusError(
    'YEAR_WITHOUT_PARAMETERS',
    `reference ${lawless.length === 1 ? 'year' : 'years'} ${lawless.join(', ')} ${lawless.length === 1 ? 'has' : 'have'} a delivery and no law; ${ways.join(', or ')}`,
  );
}
