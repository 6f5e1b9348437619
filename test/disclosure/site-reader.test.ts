import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {readPages} from '../../pipelines/publish.js';
import {openWorkspace} from '../../src/db/workspace.js';
import {carriersOf, documentOf, numbersIn} from '../../src/disclosure/audit/carriers.js';
import type {AuditLine} from '../../src/disclosure/audit/report.js';
import {measureOf, readSiteFile, type SiteMeasure} from '../../src/disclosure/audit/site.js';
import {plantSiteLeaks, plants} from '../../src/disclosure/audit/site-leaks.js';
import {attackTables} from '../../src/disclosure/audit/tables.js';
import {dimensionsOf} from '../../src/disclosure/groupings.js';
import {readRegister} from '../../src/disclosure/register.js';
import {layCatalogue} from '../../src/models/catalogue.js';
import {drawSite} from '../../src/site/build.js';
import {openDoor} from '../../src/site/door.js';
import {computedTwin} from '../workspaces.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-reader-'));
const asOf = '2024-01-31';
let measure: SiteMeasure;
let tables: AuditLine;

beforeAll(async () => {
  const home = join(folder, 'workspace');
  await computedTwin(folder, {persons: 1500, seed: 5, years: [2021]}, asOf);
  const workspace = await openWorkspace(home, {mode: 'read'});
  try {
    const catalogue = await layCatalogue(workspace, asOf);
    const door = await openDoor(catalogue, asOf);
    const provenance = {asOf, runId: 1, fingerprint: 'x', builtOn: asOf, smallestCount: 5};
    const pages = await readPages();
    const drawing = await drawSite({workspace, provenance}, pages, dimensionsOf(catalogue.models), folder);
    measure = measureOf({tier: 'internal', provenance, ...door}, readRegister(), drawing);
    tables = await attackTables(catalogue, door.thresholds);
  } finally {
    workspace.close();
  }
}, 120_000);
afterAll(() => rmSync(folder, {recursive: true, force: true}));

describe('the reader of a built site', () => {
  it('finds nothing in a site that the protected tables give', () => {
    expect(tables).toMatchObject({passed: true});
    for (const [name, bytes] of measure.drawing.files)
      expect({name, problems: readSiteFile(name, bytes, measure).problems}).toEqual({name, problems: []});
  });

  it.each(Object.keys(plants))(
    'finds a figure planted in a %s, and says where without its value',
    (medium) => {
      const planted = [...measure.drawing.files].flatMap(([name, bytes]) => {
        const page = name.endsWith('.html') ? plants[medium]!(bytes.toString()) : undefined;
        return page === undefined ? [] : [{name, page}];
      });
      expect(planted.length).toBeGreaterThan(0);
      for (const {name, page} of planted.slice(0, 4))
        expect(readSiteFile(name, Buffer.from(page), measure).problems.join()).toMatch(/protected tables/);
    },
  );

  it('finds every planted leak, whatever the medium', () => {
    let state = 1;
    const draw = (): number => {
      state = (state * 16807) % 2147483647;
      return state / 2147483647;
    };
    const line = plantSiteLeaks(measure, 200, draw);
    expect(line.tried).toBeGreaterThan(170);
    expect(line).toMatchObject({broken: 0, passed: true});
  });

  it('knows an exact amount of a hidden cell wherever it stands, by itself', () => {
    const secret = [...measure.secrets][0]!;
    const euro = secret.toLocaleString('nl-BE', {minimumFractionDigits: 2});
    const name = 'index.html';
    // even a page drawn from a table that leaked would not pass
    const page = measure.drawing.files.get(name)!.toString().replace('<h1', `<h1 aria-label="€ ${euro}"`);
    const leaked = {
      ...measure,
      drawing: {...measure.drawing, files: new Map([...measure.drawing.files, [name, Buffer.from(page)]])},
    };
    expect(readSiteFile(name, Buffer.from(page), leaked).problems).toEqual([
      'alt at main h1 aria-label: an exact number',
    ]);
  });
});

describe('the parts of a page', () => {
  it('are told apart by how they reach a reader', () => {
    const carriers = carriersOf(
      documentOf(
        '<p>9 mensen</p><table><tr><td title="8">7</td></tr></table><!-- 6 --><svg aria-label="5"><title>4</title><rect width="3"/><text>2</text></svg>',
      ),
    );
    expect(carriers.map(({medium, text}) => [medium, text])).toEqual(
      expect.arrayContaining([
        ['sentence', '9 mensen'],
        ['title', '8'],
        ['cell', '7'],
        ['comment', ' 6 '],
        ['alt', '5'],
        ['title', '4'],
        ['mark', '3'],
        ['mark', '2'],
      ]),
    );
  });

  it('hold numbers in the Flemish way and plain', () => {
    expect(numbersIn('€ 1.234,50 of 1234.5, 12,3% van 2.071.000')).toEqual([1234.5, 1234.5, 12.3, 2071000]);
  });
});
