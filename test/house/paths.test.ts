import {join} from 'node:path';
import {expect, it} from 'vitest';
import {fromHere} from '../../src/house.js';

it('a path is shown from the working directory, and whole when it lies elsewhere', () => {
  expect(fromHere(join(process.cwd(), 'workspace', 'site', 'index.html'))).toBe(
    join('workspace', 'site', 'index.html'),
  );
  expect(fromHere(join(process.cwd(), '..', 'elsewhere'))).toBe(join(process.cwd(), '..', 'elsewhere'));
});
