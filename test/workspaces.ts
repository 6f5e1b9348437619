import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {openWorkspace, type Workspace} from '../src/db/workspace.js';
import {type Catalogue, layCatalogue} from '../src/models/catalogue.js';

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
