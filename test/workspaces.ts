import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {intake} from '../pipelines/intake.js';
import {sample} from '../pipelines/sample.js';
import {yearly} from '../pipelines/yearly.js';
import {openWorkspace, type Workspace} from '../src/db/workspace.js';
import {type Catalogue, layCatalogue} from '../src/models/catalogue.js';
import {quiet} from './effects.js';

interface Opened {
  readonly folder: string;
  readonly workspace: Workspace;
  readonly catalogue: Catalogue;
}

/** A workspace of a test's own, in a temporary folder: opened when first asked for, gone when closed. */
export function emptyWorkspace(asOf = '2024-06-30'): {open(): Promise<Opened>; close(): void} {
  let opened: Promise<Opened> | undefined;
  let close = (): void => {};
  return {
    open() {
      opened ??= (async () => {
        const folder = mkdtempSync(join(tmpdir(), 'jobbonus-test-'));
        const workspace = await openWorkspace(folder, {mode: 'create'});
        close = () => {
          workspace.close();
          rmSync(folder, {recursive: true, force: true});
        };
        return {folder, workspace, catalogue: await layCatalogue(workspace, asOf)};
      })();
      return opened;
    },
    close: () => close(),
  };
}

/**
 * Draw the synthetic twin, load it and compute every year that was drawn.
 *
 * @param folder the deliveries come to lie in `deliveries`, the workspace in `workspace`
 * @param asOf ISO day from which the world is seen
 */
export async function computedTwin(
  folder: string,
  {
    persons,
    seed,
    years,
  }: {readonly persons: number; readonly seed: number; readonly years: readonly number[]},
  asOf: string,
): Promise<void> {
  const home = join(folder, 'workspace');
  const out = join(folder, 'deliveries');
  const made = await sample({out, persons, seed, years: [...years], format: 'parquet'}, quiet);
  const folders = made.map((delivery) => delivery.folder);
  await intake(home, folders, 5, quiet);
  await yearly(home, [], asOf, quiet);
}
