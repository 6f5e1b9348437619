import {JobbonusError} from '../errors.js';

interface Node {
  readonly relation: string;
  readonly reads: readonly string[];
}

/**
 * Sort models so that each comes after every model it reads.
 * Ties keep their input order, so two runs print the same plan.
 *
 * @param models any order; names in `reads` that are no model (sources, codes) are left alone
 * @returns the same models, parents first
 * @throws {JobbonusError} `CYCLE`, naming the loop
 */
export function inBuildOrder<T extends Node>(models: readonly T[]): T[] {
  const byName = new Map(models.map((model) => [model.relation, model]));
  const done = new Set<T>();
  const visit = (model: T, way: readonly T[]): void => {
    if (done.has(model)) return;
    if (way.includes(model)) {
      const loop = [...way.slice(way.indexOf(model)), model].map((m) => m.relation).join(' → ');
      throw new JobbonusError('CYCLE', `sql: models read each other in a circle: ${loop}`);
    }
    for (const name of model.reads) {
      const parent = byName.get(name);
      if (parent && parent !== model) visit(parent, [...way, model]);
    }
    done.add(model);
  };
  for (const model of models) visit(model, []);
  return [...done];
}

/**
 * Relations and all they stand on.
 *
 * @param targets names of relations; one that is no model has nothing behind it
 */
export function ancestorsOf(models: readonly Node[], targets: readonly string[]): ReadonlySet<string> {
  const byName = new Map(models.map((model) => [model.relation, model]));
  const found = new Set<string>();
  const visit = (relation: string): void => {
    if (found.has(relation)) return;
    found.add(relation);
    for (const read of byName.get(relation)?.reads ?? []) visit(read);
  };
  for (const target of targets) visit(target);
  return found;
}
