import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {intake} from '../../pipelines/intake.js';
import {sample} from '../../pipelines/sample.js';
import {openWorkspace, type Workspace} from '../../src/db/workspace.js';
import {rooms} from '../../src/house.js';
import {buildYears} from '../../src/models/build.js';
import {layCatalogue} from '../../src/models/catalogue.js';
import {quiet} from '../effects.js';
import {type Figure, figures} from './figures.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-calibration-'));
const readme = join(rooms.samples, 'twin', 'README.md');
/** One in fifty of the people received for reference year 2022. */
const [persons, fullSize] = [31_205, 1_560_274];
let workspace: Workspace;

beforeAll(async () => {
  const made = await sample(
    {out: join(folder, 'sample'), persons, seed: 1, years: [2021, 2022], format: 'parquet'},
    quiet,
  );
  const room = join(folder, 'workspace');
  await intake(
    room,
    made.map((d) => d.folder),
    0,
    quiet,
  );
  workspace = await openWorkspace(room, {mode: 'write'});
  const catalogue = await layCatalogue(workspace, '2024-06-30');
  await buildYears(catalogue, catalogue.years, quiet);
});
afterAll(() => {
  workspace.close();
  rmSync(folder, {recursive: true, force: true});
});

const scaled = ({kind, published}: Figure): number =>
  kind === 'count' || kind === 'euro' ? (published * persons) / fullSize : published;
const measured = async ({query}: Figure): Promise<number> =>
  workspace.value<number>(`select (${query})::double`);

describe('the twin at one in fifty', () => {
  it.each(figures.map((f) => [f.figure, f] as const))(
    'comes near the public figure: %s',
    async (_, figure) => {
      const [is, should] = [await measured(figure), scaled(figure)];
      expect(Math.abs(is - should)).toBeLessThanOrEqual(
        figure.within * should + (figure.kind === 'count' ? 1 : 0),
      );
    },
  );

  it('is told in its README (UPDATE=1 writes the table anew)', async () => {
    const rows = [];
    for (const f of figures) {
      const [is, should] = [await measured(f), scaled(f)];
      const cells = [f.figure, f.source, shown(f, f.published), shown(f, should), shown(f, is)];
      rows.push(`| ${cells.join(' | ')} |`);
    }
    const table = [
      '| figure | source | public | at 1:50 | the twin |',
      '| --- | --- | ---: | ---: | ---: |',
      ...rows,
    ].join('\n');
    const [start, end] = ['<!-- calibration -->\n', '\n<!-- /calibration -->'];
    const text = readFileSync(readme, 'utf8');
    const [before, after] = [text.split(start)[0]!, text.split(end)[1]!];
    if (process.env['UPDATE'] === '1') writeFileSync(readme, `${before}${start}${table}${end}${after}`);
    // the formatter lines the columns up
    const unpadded = (markdown: string): string =>
      markdown.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---');
    expect(unpadded(readFileSync(readme, 'utf8'))).toContain(unpadded(`${start}${table}${end}`));
  });
});

/** As the table prints it. */
function shown({kind}: Figure, value: number): string {
  const grouped = (n: number, decimals: number): string =>
    n.toLocaleString('en-GB', {minimumFractionDigits: decimals, maximumFractionDigits: decimals});
  if (kind === 'share') return `${grouped(100 * value, 1)} %`;
  return kind === 'mean' ? grouped(value, value < 10 ? 1 : 2) : grouped(value, 0);
}
