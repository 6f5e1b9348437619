import {createHash} from 'node:crypto';
import type {StoredTable} from '../delivery/in-force.js';
import {fingerprintOfLaw} from '../parameters.js';
import type {Catalogue} from './catalogue.js';
import {everDelivered, type Model, previousYear} from './model.js';

/**
 * What a table's content depends on, part by part: the code under `code`, the law under `parameters`, and for every
 * relation that it reads, through views, the fingerprint of that relation; for a delivered table the files in force.
 */
export type Parts = Readonly<Record<string, string>>;

/** The parts of a model for one reference year (null for models over all years). */
export function partsOf(catalogue: Catalogue, model: Model, year: number | null): Parts {
  const parts: Record<string, string> = {};
  const named = new Set(withViewsBehind(catalogue, model).flatMap((of) => of.named));
  for (const read of readThroughViews(catalogue, model))
    if (named.has(read)) parts[read] = partOf(catalogue, read, year);
  return {...parts, code: codeOf(catalogue, model)};
}

/** Every relation a model reads, through views: what is delivered, built or given, and no view. */
export function readThroughViews(catalogue: Pick<Catalogue, 'models'>, model: Model): ReadonlySet<string> {
  const read = new Set(withViewsBehind(catalogue, model).flatMap((of) => of.reads));
  for (const {relation, view} of catalogue.models) if (view) read.delete(relation);
  return read;
}

/** One hash of the code that makes a table: its own, that of the views it reads through, and the rules. */
export function codeOf(catalogue: Pick<Catalogue, 'rules' | 'models'>, model: Model): string {
  const code = createHash('sha256').update(catalogue.rules);
  for (const of of withViewsBehind(catalogue, model)) {
    code.update(of.sql);
    if (of.computation) code.update(JSON.stringify(of.computation.questions)).update(of.computation.code);
  }
  return code.digest('hex');
}

/** A model and every view it reads through, each before what is behind it. */
function withViewsBehind(catalogue: Pick<Catalogue, 'models'>, model: Model): Model[] {
  const views = model.reads.flatMap(
    (read) => catalogue.models.find((m) => m.relation === read && m.view) ?? [],
  );
  return [model, ...views.flatMap((view) => withViewsBehind(catalogue, view))];
}

/** One hash of all parts, whatever their order. */
export function fingerprintOf(parts: Parts): string {
  const lines = Object.entries(parts).map(([name, value]) => `${name} ${value}`);
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

function partOf(catalogue: Catalogue, read: string, year: number | null): string {
  const [schema, name] = read.split('.') as [string, string];
  const {parameters, inForce, built, models} = catalogue;
  if (read === 'parameters.as_of') return catalogue.asOf;
  if (read === 'parameters.reference_years') return String(year ?? [...parameters.keys()].join());
  if (read === 'parameters.first_year') return String(Math.min(...parameters.keys()));
  if (read === 'parameters.plans') return catalogue.plans;
  if (schema === 'parameters') {
    const some = year === null ? [...parameters.values()] : [parameters.get(year)];
    return some.map((p) => (p ? fingerprintOfLaw(p, name) : '')).join();
  }
  if (schema === 'sources') {
    const all = [...(inForce.get(name) ?? [])];
    const some = all.filter(([of]) => year === null || of === null || of === year);
    return JSON.stringify(some.map(([of, tables]) => [of, filesOf(tables)]));
  }
  if (schema === everDelivered) return JSON.stringify(catalogue.delivered.get(name) ?? []);
  if (schema === 'meta')
    return JSON.stringify(
      [...inForce].map(([relation, years]) => [relation, [...years.values()].flat().map((t) => t.file)]),
    );
  if (schema === previousYear) {
    const model = models.find((m) => m.name === name)!;
    return year === null ? '' : (built.get(model.relation)?.get(year - 1)?.fingerprint ?? 'none');
  }
  const model = models.find((m) => m.relation === read);
  // code lists are part of the rules
  if (!model) return '';
  const tables = [...(built.get(model.relation)?.values() ?? [])];
  const some = year === null || model.per === 'all' ? tables : tables.filter((t) => t.year === year);
  return some.map((t) => t.fingerprint).join();
}

/** The files of a delivered table in load order, each with its mode: `full …` or `delta …`. */
export const filesOf = (tables: readonly StoredTable[]): string[] => tables.map((t) => `${t.mode} ${t.file}`);

/** The files that a later state of a delivered table adds to an earlier one; undefined unless all are changes. */
export function addedFiles(before: string, after: string): string[] | undefined {
  const [old, young] = [before, after].map((text) => JSON.parse(text) as [number | null, string[]][]);
  if (old!.length !== young!.length) return undefined;
  const added: string[] = [];
  for (const [i, [year, files]] of young!.entries()) {
    const [oldYear, oldFiles] = old![i]!;
    if (oldYear !== year || oldFiles.some((file, n) => file !== files[n])) return undefined;
    const rest = files.slice(oldFiles.length);
    if (rest.some((file) => !file.startsWith('delta '))) return undefined;
    added.push(...rest.map((file) => file.slice('delta '.length)));
  }
  return added;
}
