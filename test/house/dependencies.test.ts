import {readdirSync, readFileSync, statSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {rooms, root} from '../../src/house.js';
import {type Model, readModels} from '../../src/models/model.js';
import {emptyWorkspace} from '../workspaces.js';

/** Folders that a folder's files may import from; anything may be imported from a package. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  src: ['src'],
  // the entrance of the program puts everything together
  'src/cli': ['src', 'src/cli', 'pipelines'],
  pipelines: ['pipelines', 'src', 'src/cli', 'data-samples', 'dashboards'],
  dashboards: ['dashboards', 'src'],
  'data-samples': ['data-samples', 'src'],
};

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(join(root, path)).isDirectory()) return filesBelow(path);
    return /\.(ts|mjs)$/.test(name) ? [path] : [];
  });
}

const roomOf = (path: string): string =>
  path.startsWith('src/cli/') ? 'src/cli' : (path.split('/')[0] ?? '');

describe('dependencies point one way', () => {
  const files = ['src', 'pipelines', 'dashboards', 'data-samples'].flatMap(filesBelow);

  it('between the folders of the program', () => {
    expect(files.length).toBeGreaterThan(50);
    const wrong = files.flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      const imports = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map((match) =>
        relative(root, join(root, dirname(file), match[1]!)),
      );
      return imports
        .filter((target) => !allowed[roomOf(file)]?.includes(roomOf(target)))
        .map((target) => `${file} → ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  it('and to print its help the program loads its own commands and commander, nothing else', () => {
    const seen = new Set(['src/cli/main.ts']);
    const packages = new Set<string>();
    for (const file of seen) {
      const text = readFileSync(join(root, file), 'utf8');
      // what is imported when it is needed, and types, cost nothing
      for (const [, target] of text.matchAll(/^import (?!type\b)(?:[^;]*? from )?'([^']+)';/gm)) {
        if (target!.startsWith('.')) {
          seen.add(relative(root, join(root, dirname(file), target!)).replace(/\.js$/, '.ts'));
        } else if (!target!.startsWith('node:')) {
          packages.add(target!);
        }
      }
    }
    expect(seen.size).toBeGreaterThan(20);
    expect([...packages]).toEqual(['commander']);
  });

  it('and src never names a table of the calculation', () => {
    const named = filesBelow('src')
      .filter((file) => !file.endsWith('db/tables.ts'))
      .filter((file) => /\b(staging|intermediate|marts)\.[a-z]/.test(readFileSync(join(root, file), 'utf8')));
    expect(named).toEqual([]);
  });
});

describe('the layers of sql', () => {
  let models: readonly Model[] = [];
  const world = emptyWorkspace();
  beforeAll(async () => {
    models = await readModels((await world.open()).workspace, rooms.sql);
  });
  afterAll(() => world.close());

  const layers: Readonly<Record<string, readonly string[]>> = {
    staging: ['sources', 'delivered', 'codes', 'parameters'],
    intermediate: ['staging', 'intermediate', 'previous_year', 'parameters', 'codes', 'meta'],
    marts: ['staging', 'intermediate', 'estimates', 'marts', 'parameters', 'codes', 'meta'],
    exports: ['marts', 'estimates', 'meta'],
  };

  it('read only what stands before them', () => {
    expect(models.length).toBeGreaterThan(30);
    const wrong = models.flatMap((model) =>
      model.reads
        .filter((read) => !layers[model.schema]?.includes(read.split('.')[0]!))
        .map((read) => `${model.relation} reads ${read}`),
    );
    expect(wrong).toEqual([]);
  });

  it('staging is one-to-one with a source and does nothing but rename and cast', () => {
    const joining = models.filter(
      (m) => m.schema === 'staging' && !m.name.startsWith('codes__') && m.reads.length !== 1,
    );
    expect(joining.map((m) => m.relation)).toEqual([]);
  });

  it('only a mart is ever published, and every count of people on it says so', () => {
    for (const model of models.filter((m) => m.publish)) {
      expect(model.schema).toBe('marts');
      expect(model.key).not.toContain('person_key');
    }
  });

  it('no number of the law stands in sql outside sql/parameters', () => {
    // bounds, maxima, minima and supplements of every year, as they would be written
    const law =
      /\b(1800|1950|2000|2100|2115|2499|2500|2699|2700|2899|2900|2999|3000|3099|3100|3114|3115|600|650)(\.\d+)?\b/;
    const found = models
      .filter((m) => m.relation !== 'intermediate.people_profiled')
      .filter((m) => law.test(m.sql.replace(/--.*/g, '')));
    expect(found.map((m) => m.relation)).toEqual([]);
  });
});
