import {identifier} from '../db/text.js';
import {JobbonusError} from '../errors.js';
import {shown} from '../house.js';
import type {Model} from '../models/model.js';
import type {Tier} from './audiences.js';
import {everybody, type Register, registerFile, requireApproved} from './register.js';

/** The people as they are grouped: the model whose header names the dimensions as `by_…`. */
export function peopleModel(models: readonly Model[]): Model | undefined {
  return models.find((model) => Object.keys(model.columns).some((name) => name.startsWith('by_')));
}

/** Every dimension that the people have, with its Dutch label. */
export function dimensionsOf(models: readonly Model[]): Record<string, string> {
  const columns = Object.entries(peopleModel(models)?.columns ?? {}).filter(([name]) =>
    name.startsWith('by_'),
  );
  return Object.fromEntries(columns.map(([name, column]) => [name, column.label ?? name]));
}

/** Whether any figure of a table is a count of people, or is about one. */
const countsPeople = (model: Model): boolean =>
  Object.values(model.columns).some(
    (c) => c.unit === 'persons' || c.of !== undefined || c.within !== undefined,
  );

/** Whether a table stacks every dimension, one row a category. */
export const stacksDimensions = (model: Pick<Model, 'key'>): boolean =>
  model.key.includes('dimension') && model.key.includes('category');

/**
 * Refuse a table about people that groups by anything the register does not approve for a tier. Only headers are
 * read: no row has been looked at yet.
 *
 * @throws {JobbonusError} `NOT_APPROVED`
 */
export function requireApprovedTables(
  register: Register,
  models: readonly Model[],
  tier: Tier,
  today: string,
): void {
  const dimensions = Object.keys(dimensionsOf(models)).filter((name) => name !== everybody);
  for (const model of models) {
    const isPerPerson = model.key.some((column) => column.startsWith('person_'));
    const leaves = model.publish || (model.schema === 'exports' && !isPerPerson);
    if (!leaves || !countsPeople(model)) continue;
    const where = shown(model.path);
    const crossed = model.key.filter((column) => column.startsWith('by_'));
    const stacked = stacksDimensions(model);
    for (const dimension of stacked ? dimensions : [])
      requireApproved(register, [dimension, ...crossed], tier, today, where);
    requireApproved(register, crossed, tier, today, where);
    const other = model.key.find(
      (column) =>
        !column.startsWith('by_') && !register.axes.includes(column) && !(stacked && column === 'dimension'),
    );
    if (other)
      throw new JobbonusError(
        'NOT_APPROVED',
        `${where}: groups by ${identifier(other)}, which is neither a dimension nor an axis of ${shown(registerFile)}; add its entry there, with a basis and two approvers`,
      );
  }
}
