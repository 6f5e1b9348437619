import {brotliCompressSync, gzipSync} from 'node:zlib';
import {type AuditLine, lineOf} from './report.js';
import {readSiteFile, type SiteMeasure} from './site.js';

/** A figure that no table holds, in words no page uses. */
const figure = '3';

/** One way to put a figure where it may not be; undefined where a page has no such place. */
type Plant = (page: string) => string | undefined;

const replaceFirst = (page: string, pattern: RegExp, by: (found: string) => string): string | undefined =>
  pattern.test(page) ? page.replace(pattern, by) : undefined;

/** A leak per medium: whoever adds a medium to the pages adds its leak here. */
export const plants: Readonly<Record<string, Plant>> = {
  cell: (page) => replaceFirst(page, /(<td class="number">)[^<]*/, () => `<td class="number">${figure}`),
  'hidden sign': (page) => replaceFirst(page, />x<\/abbr>/, () => `>${figure}</abbr>`),
  'title of a hidden sign': (page) =>
    replaceFirst(page, /title="afgeschermd"/, () => `title="afgeschermd (${figure})"`),
  sentence: (page) => replaceFirst(page, /<p class="finding">/, (found) => `${found}${figure} mensen. `),
  'key number': (page) => replaceFirst(page, /<dd class="value">/, (found) => `${found}${figure}`),
  'text for who cannot see': (page) =>
    replaceFirst(page, / aria-label="/, (found) => `${found}${figure} mensen. `),
  'title of the page': (page) => replaceFirst(page, /<title>/, (found) => `${found}${figure} `),
  'lead in the head': (page) =>
    replaceFirst(page, /<meta[^>]*name="description"[^>]*>/, (found) =>
      found.replace('content="', `content="${figure} `),
    ),
  comment: (page) => replaceFirst(page, /<main/, (found) => `<!-- ${figure} -->${found}`),
  attribute: (page) => replaceFirst(page, /<h1/, (found) => `${found} data-count="${figure}"`),
  'settings of the script': (page) => replaceFirst(page, /\{"page"/, () => `{"count":${figure},"page"`),
  'mark of a drawing': (page) =>
    replaceFirst(page, /<\/main>/, (found) => `<svg><circle cx="${figure}" r="1"/></svg>${found}`),
  'text of a drawing': (page) =>
    replaceFirst(page, /<\/main>/, (found) => `<svg><title>${figure}</title></svg>${found}`),
};

/**
 * S8: put a figure in every medium of the site, one at a time, and look whether the reader of the site finds each:
 * in the markup, in data files, in packed copies, and in files that do not belong there.
 */
export function plantSiteLeaks(measure: SiteMeasure, leaks: number, draw: () => number): AuditLine {
  const names = [...measure.drawing.files.keys()].sort();
  const pages = names.filter((name) => name.endsWith('.html'));
  const files = names.filter((name) => /\.(arrow|csv|json|svg|js|css)$/.test(name));
  const missed: string[] = [];
  let tried = 0;
  const isFound = (name: string, bytes: Buffer): boolean =>
    readSiteFile(name, bytes, measure).problems.length > 0;
  const plant = (medium: string, name: string, bytes: Buffer): void => {
    tried += 1;
    if (!isFound(name, bytes)) missed.push(`${medium} of ${name}`);
  };
  const pick = (list: readonly string[]): string => list[Math.floor(draw() * list.length)]!;
  const rounds = Math.ceil(leaks / (Object.keys(plants).length + 4));
  for (let round = 0; round < rounds; round++) {
    for (const [medium, make] of Object.entries(plants)) {
      const name = pick(pages);
      const planted = make(measure.drawing.files.get(name)!.toString());
      if (planted !== undefined) plant(medium, name, Buffer.from(planted));
    }
    const file = pick(files);
    const changed = Buffer.from(measure.drawing.files.get(file)!);
    const at = Math.floor(draw() * changed.length);
    changed[at] = (changed[at]! + 1) % 256;
    plant('byte', file, changed);
    plant('packed copy', `${file}.br`, brotliCompressSync(changed));
    plant('packed copy', `${file}.gz`, gzipSync(changed));
    plant('file', `${file}.map`, Buffer.from(figure));
  }
  return lineOf(
    'S8',
    'plant a figure in every medium of the site and look whether it is found',
    tried,
    missed,
  );
}
