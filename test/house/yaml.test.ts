import {expect, it} from 'vitest';
import {parseYaml} from '../../src/yaml.js';

it('a file that is no YAML is named with its line', () => {
  expect(() => parseYaml('a: 1\nb: [1, 2\n', 'sql/parameters/2021.yaml')).toThrow(
    /2021\.yaml: line \d is no YAML: unexpected end/,
  );
});

it('a value is what was written where nothing may be read into it', () => {
  expect(parseYaml('a: 2499.90\nb: 2021-12-31\nc: no', 'x.yaml', 'failsafe')).toEqual({
    a: '2499.90',
    b: '2021-12-31',
    c: 'no',
  });
  expect(parseYaml('a: 2499.5\nb: 2021-12-31\nc: no\nd: [true, null]', 'x.yaml')).toEqual({
    a: 2499.5,
    b: '2021-12-31',
    c: 'no',
    d: [true, null],
  });
});
