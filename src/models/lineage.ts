import {articlesIn, citedTogether} from '../citations.js';
import {relationOf} from '../contracts/contract.js';
import type {Catalogue} from './catalogue.js';
import {ancestorsOf} from './graph.js';

/** What a table is made of, in the end. */
export interface Lineage {
  /** What a reader calls the table, in Dutch. */
  readonly title: string;
  /** Delivered tables, each with the body that delivers it, in Dutch. */
  readonly sources: readonly string[];
  /** Articles of law behind the steps on the way, those of an act together. */
  readonly laws: readonly string[];
}

/**
 * From every table that leaves back to the deliveries and the law: read from what the queries read and what their
 * headers say, so that it cannot differ from what was computed.
 *
 * @param cells the closed list of cells, and the table that it counts
 * @returns by name of the published table
 */
export function lineages(
  catalogue: Pick<Catalogue, 'models' | 'contracts'>,
  cells: {readonly name: string; readonly relation: string; readonly title: string},
): ReadonlyMap<string, Lineage> {
  const published = catalogue.models
    .filter((model) => model.publish)
    .map(({name, relation, title = name}) => ({name, relation, title}));
  return new Map(
    [...published, cells].map(({name, relation, title}) => [
      name,
      {title, ...lineageOf(catalogue, relation)},
    ]),
  );
}

function lineageOf(
  {models, contracts}: Pick<Catalogue, 'models' | 'contracts'>,
  relation: string,
): Omit<Lineage, 'title'> {
  const below = ancestorsOf(models, [relation]);
  const sources = [...contracts.values()].flatMap((source) =>
    source.tables.some((table) => below.has(`sources.${relationOf(table)}`))
      ? [`${source.title}: ${source.supplier}`]
      : [],
  );
  const laws = models
    .filter((model) => below.has(model.relation))
    .flatMap(({law}) => (law === undefined ? [] : articlesIn(law)));
  if (below.has('parameters.citations')) sources.push('Waarden van de wet: zie de pagina Methode');
  return {sources, laws: citedTogether(laws)};
}
