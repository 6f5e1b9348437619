import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {readContracts} from '../../src/contracts/contract.js';
import {sourcesDocument} from '../../src/contracts/describe.js';
import {tablesSource} from '../../src/db/generate.js';
import {root} from '../../src/house.js';

const committed = (...parts: string[]): string => readFileSync(join(root, ...parts), 'utf8');

it('the types of the tables are those of sql today (npm run generate)', async () => {
  expect(committed('src', 'db', 'tables.ts')).toBe(await tablesSource());
});

it('the document of the sources is that of their contracts today (npm run generate)', () => {
  expect(committed('docs', 'sources.md')).toBe(sourcesDocument(readContracts().values()));
});
