import {readdirSync, readFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import {expect, it} from 'vitest';
import {root} from '../../src/house.js';

/** Where stands what people read: pages, labels, letters, documents. */
const places = [
  'sql',
  'pipelines',
  'dashboards',
  'src',
  'docs',
  'data-samples',
  'test/cases',
  'README.md',
  'CHANGELOG.md',
];

const filesUnder = (place: string): string[] =>
  /\.\w+$/.test(place)
    ? [place]
    : readdirSync(join(root, place), {recursive: true, withFileTypes: true})
        .filter((file) => file.isFile() && /\.(ts|sql|yaml|md|css)$/.test(file.name))
        .map((file) => relative(root, join(file.parentPath, file.name)));

it('the jobbonus plus is written as in the title of its decree: two words, small letters', () => {
  const others = places.flatMap(filesUnder).flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, i) =>
        /\bPLUS\b|[Jj]obbonusplus|[Jj]obbonus-?PLUS/.test(line) ? [`${file}:${i + 1} ${line.trim()}`] : [],
      ),
  );
  expect(others).toEqual([]);
});
