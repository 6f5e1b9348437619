import {relationOf} from '../contracts/contract.js';
import {ancestorsOf} from './build.js';
import type {Catalogue} from './catalogue.js';

/** What a table is made of, in the end. */
export interface Lineage {
  /** Delivered tables, each with the body that delivers it, in Dutch. */
  readonly sources: readonly string[];
  /** Articles of law behind the steps on the way, as the headers name them. */
  readonly laws: readonly string[];
}

/**
 * From every table that leaves back to the deliveries and the law: read from what the queries read and what their
 * headers say, so that it cannot differ from what was computed.
 *
 * @param cells the table that the closed list of cells counts
 * @returns by name of the published table
 */
export function lineages(
  catalogue: Pick<Catalogue, 'models' | 'contracts'>,
  cells: {readonly name: string; readonly relation: string},
): ReadonlyMap<string, Lineage> {
  const published = catalogue.models
    .filter((model) => model.publish)
    .map(({name, relation}) => ({name, relation}));
  return new Map([...published, cells].map(({name, relation}) => [name, lineageOf(catalogue, relation)]));
}

function lineageOf({models, contracts}: Pick<Catalogue, 'models' | 'contracts'>, relation: string): Lineage {
  const below = ancestorsOf({models}, [relation]);
  const sources = [...contracts.values()].flatMap((source) =>
    source.tables.some((table) => below.has(`sources.${relationOf(table)}`))
      ? [`${source.title} (${source.supplier})`]
      : [],
  );
  const laws = models.filter((model) => below.has(model.relation)).flatMap(({law}) => law?.split(';') ?? []);
  return {sources, laws: citations(laws)};
}

/** Citations without the remarks behind them, each once, in order. */
function citations(laws: readonly string[]): string[] {
  const bare = laws.map((law) => law.replace(/\s*\([^)]*\)/g, '').trim());
  return [...new Set(bare)].sort((a, b) => a.localeCompare(b, 'nl', {numeric: true}));
}
