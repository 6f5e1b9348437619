import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {basename, join, relative} from 'node:path';
import {describe, expect, it} from 'vitest';
import {parse} from 'yaml';
import {articlesIn, cited} from '../../src/citations.js';
import {rooms, root} from '../../src/house.js';
import {modelHeader} from '../../src/models/model.js';
import {readSqlFile} from '../../src/models/sql-file.js';
import {readParameters} from '../../src/parameters.js';

/**
 * Which article becomes which value, which rule and which test: read from what each of them says of itself, so that
 * nothing is kept twice. `UPDATE=1` writes `docs/law.md` anew, to be read as a diff.
 */
const document = join(root, 'docs', 'law.md');

/** Articles whose tests are not worked cases of amounts. */
const testedElsewhere: Readonly<Record<string, readonly string[]>> = {
  'Decreet 20 mei 2022, art. 6': ['test/scenarios/simulate.test.ts'],
  'Decreet 20 mei 2022, art. 11': ['test/rights/clocks.test.ts'],
  'Decreet 20 mei 2022, art. 12': ['test/rights/ledger.test.ts', 'test/rights/plan.test.ts'],
  'Decreet 20 mei 2022, art. 14': ['test/rights/ledger.test.ts'],
  'Decreet 20 mei 2022, art. 15': ['test/disclosure/register.test.ts'],
  'Decreet 20 mei 2022, art. 18': ['test/delivery/purge.test.ts'],
  'Decreet 20 oktober 2023, art. 5': ['test/pipelines/agreement.test.ts', 'test/pipelines/bulk.test.ts'],
  'Decreet 15 juli 2022, art. 8': ['test/rights/ledger.test.ts'],
  'Wet 4 januari 1974': ['test/rights/clocks.test.ts'],
};

interface Named {
  /** What names the article, as it stands in the document. */
  readonly what: string;
  readonly articles: readonly string[];
}

const articlesOf = (citation: string): string[] => articlesIn(citation).map(cited);

const rulesNamed = (): Named[] =>
  ['intermediate', 'marts', 'exports'].flatMap((layer) =>
    readdirSync(join(rooms.sql, layer))
      .filter((name) => name.endsWith('.sql'))
      .sort()
      .flatMap((name) => {
        const path = join(rooms.sql, layer, name);
        const {law} = readSqlFile(path, modelHeader).header;
        return law === undefined
          ? []
          : [{what: `${layer}.${basename(name, '.sql')}`, articles: articlesOf(law)}];
      }),
  );

const valuesNamed = (): Named[] =>
  [...readParameters()].flatMap(([year, {citations}]) =>
    citations.map(({name, article}) => ({what: `${name} (${year})`, articles: articlesOf(article)})),
  );

const casesNamed = (): Named[] =>
  readdirSync(join(root, 'test', 'cases'))
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => {
      const {cases} = parse(readFileSync(join(root, 'test', 'cases', name), 'utf8')) as {
        cases: readonly {article: string}[];
      };
      return cases.map((one) => ({what: basename(name, '.yaml'), articles: articlesOf(one.article)}));
    });

const those = (named: readonly Named[], article: string): string[] =>
  named.filter(({articles}) => articles.includes(article)).map(({what}) => what);

/** `2021 to 2025: 40`: how many worked cases name an article, and of which years. */
function casesOf(named: readonly Named[], article: string): string {
  const years = those(named, article);
  if (years.length === 0) return '';
  return `${years.length} worked ${years.length === 1 ? 'case' : 'cases'}, ${[...new Set(years)].join(', ')}`;
}

/** Names of values without their years, each once. */
const valueNames = (of: readonly string[]): string[] => [
  ...new Set(of.map((what) => what.replace(/ \(.*$/, ''))),
];

const [rules, values, cases] = [rulesNamed(), valuesNamed(), casesNamed()];
const articles = [...new Set([...rules, ...values, ...cases].flatMap((named) => named.articles))].sort(
  (a, b) => a.localeCompare(b, 'nl', {numeric: true}),
);

describe('the law and what follows it', () => {
  it('reads a citation as a lawyer does', () => {
    expect(
      articlesOf(
        'Decreet 20 mei 2022, art. 3 tot 5 (contract step 7); BVR 1 juli 2022, art. 2 § 2 en § 3, § 3/1',
      ),
    ).toEqual([
      'Decreet 20 mei 2022, art. 3',
      'Decreet 20 mei 2022, art. 4',
      'Decreet 20 mei 2022, art. 5',
      'BVR 1 juli 2022, art. 2',
    ]);
    expect(articlesOf('Decreet 20 mei 2022, art. 8, 9 en 11; BVR 10 november 2022; reading 1')).toEqual([
      'Decreet 20 mei 2022, art. 8',
      'Decreet 20 mei 2022, art. 9',
      'Decreet 20 mei 2022, art. 11',
      'BVR 10 november 2022',
    ]);
    expect(articlesOf('BVR 2025, art. 2/1, vijfde lid')).toEqual(['BVR 2025, art. 2/1']);
  });

  it.each(articles)('%s has a test', (article) => {
    const elsewhere = testedElsewhere[article] ?? [];
    expect(elsewhere.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(those(cases, article).length + elsewhere.length).toBeGreaterThan(0);
  });

  it.each([...new Set(cases.flatMap((one) => one.articles))])(
    '%s, of a worked case, is a value or a rule',
    (article) => {
      expect([...those(values, article), ...those(rules, article)]).not.toEqual([]);
    },
  );

  it('docs/law.md says so (UPDATE=1 writes it anew)', () => {
    const row = (article: string): string => {
      const tests = [
        casesOf(cases, article),
        ...(testedElsewhere[article] ?? []).map((path) => `\`${path}\``),
      ];
      const cells = [
        article,
        valueNames(those(values, article))
          .map((name) => `\`${name}\``)
          .join(', '),
        those(rules, article)
          .map((rule) => `\`${rule}\``)
          .join(', '),
        tests.filter((test) => test !== '').join('; '),
      ];
      return `| ${cells.join(' | ')} |`;
    };
    const text = `# From article to value, rule and test

Made from what parameters (\`sql/parameters\`), models (the \`law\` line in their header) and worked cases
(\`test/cases\`) say of themselves; \`${relative(root, import.meta.filename)}\` writes it and fails when an article has no
test, or a worked case names an article that nothing follows.

| article | values | rules | tests |
| --- | --- | --- | --- |
${articles.map(row).join('\n')}
`;
    if (process.env['UPDATE'] === '1') writeFileSync(document, text);
    expect(text).toBe(readFileSync(document, 'utf8'));
  });
});
