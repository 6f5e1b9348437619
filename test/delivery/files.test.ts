import {
  appendFileSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {openDesk} from './desk.js';
import {type Damage, draft, type Kind, kinds, type Manifest} from './draft.js';

const desk = openDesk();
afterAll(() => desk.clear());

const extension = (kind: Kind): string => kind.split(' ')[0]!;
/** Damage to the last file: the one before it is good, and must leave nothing behind either. */
const last = (change: (bytes: Buffer) => Buffer): Damage => ({
  bytes: (bytes, table) => (table === 'border_employments' ? change(bytes) : bytes),
});
const inFolder = (kind: Kind, change: (file: string) => void): Damage => ({
  folder: (folder) => change(join(folder, `border_employments.${extension(kind)}`)),
});
const saying = (fields: object) => ({
  manifest: (m: Manifest) => ({
    ...m,
    tables: m.tables.map((t) => (t.name === 'border_employments' ? {...t, ...fields} : t)),
  }),
});

describe.each(kinds)('of a delivery in %s', (kind) => {
  const file = `border_employments.${extension(kind)}`;
  const refuse = async (damage: Damage, ...says: (string | RegExp)[]): Promise<void> => {
    await desk.refuse(await desk.write(draft('border'), kind, damage), {says: [file, ...says]});
  };

  it('a missing file refuses it', () =>
    refuse(
      inFolder(kind, (path) => rmSync(path)),
      'missing',
    ));

  it('a folder in the place of a file refuses it', () =>
    refuse(
      inFolder(kind, (path) => {
        rmSync(path);
        mkdirSync(path);
      }),
    ));

  it('a file cut off on the way refuses it', () =>
    refuse(
      inFolder(kind, (path) => writeFileSync(path, readFileSync(path).subarray(0, -20))),
      /SHA-256/i,
    ));

  it('a file with one bit turned refuses it', () =>
    refuse(
      inFolder(kind, (path) => {
        const bytes = readFileSync(path);
        bytes[bytes.length >> 1]! ^= 1;
        writeFileSync(path, bytes);
      }),
      /SHA-256/i,
    ));

  it('a file with a byte more refuses it', () =>
    refuse(
      inFolder(kind, (path) => appendFileSync(path, '\n')),
      /SHA-256/i,
    ));

  it('a file emptied on the way refuses it', () =>
    refuse(
      inFolder(kind, (path) => writeFileSync(path, '')),
      /SHA-256/i,
    ));

  it('another hash in the manifest refuses it', () => refuse(saying({sha256: 'ab'.repeat(32)}), /SHA-256/i));

  it.each([19, 21, 0])('%i rows in the manifest for the 20 in the file refuse it', (rows) =>
    refuse(saying({rows}), '20', String(rows)),
  );

  it.each([0.5, 0.9])('a file that was cut off before its hash was taken (%d) refuses it', (share) =>
    refuse(last((bytes) => bytes.subarray(0, Math.floor(bytes.length * share)))),
  );

  it('an empty file whose hash is right refuses it', () => refuse(last(() => Buffer.alloc(0))));

  it('a file of zeros whose hash is right refuses it', () => refuse(last((b) => Buffer.alloc(b.length))));

  it.each(kinds.filter((other) => extension(other) !== extension(kind)))(
    'a file that holds %s under its name refuses it',
    async (other) => {
      const good = await desk.write(draft('border'), other);
      const bytes = readFileSync(join(good, `border_employments.${extension(other)}`));
      await refuse(last(() => bytes));
    },
  );

  it.each(["[1] it's *", 'year=2022 één {a,b} $HOME ? %20 #'])(
    'a folder and a file with %j in their names load',
    async (part) => {
      const name = `${part}.border_employments.${extension(kind)}`;
      const folder = await desk.write(
        draft('border'),
        kind,
        {...saying({file: name}), folder: (path) => renameSync(join(path, file), join(path, name))},
        `dmfa ${part}`,
      );
      const [report] = await desk.load([folder]);
      expect([report!.status, report!.message]).toEqual(['loaded', undefined]);
    },
  );
});

describe('a path that leaves the delivery folder refuses the delivery:', () => {
  const outside = join(desk.folder, 'outside');
  mkdirSync(outside);
  const escaping = (path: (folder: string) => string, link?: (folder: string) => void) => {
    let name = '';
    return {
      folder: (folder: string) => {
        copyFileSync(join(folder, 'border_employments.csv'), join(outside, 'border_employments.csv'));
        copyFileSync(join(folder, 'border_employments.csv'), join(folder, '..', 'border_employments.csv'));
        link?.(folder);
        name = path(folder);
        const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
        writeFileSync(join(folder, 'manifest.json'), JSON.stringify(saying({file: name}).manifest(manifest)));
      },
      name: () => name,
    };
  };

  const ways: Readonly<Record<string, ReturnType<typeof escaping>>> = {
    'to its parent': escaping(() => '../border_employments.csv'),
    'down and up again': escaping(() => 'a/../../border_employments.csv'),
    'from the root': escaping(() => join(outside, 'border_employments.csv')),
    'from the root, into the folder itself': escaping((folder) => join(folder, 'border_employments.csv')),
    'through a link to a file': escaping(
      () => 'link.csv',
      (folder) => symlinkSync(join(outside, 'border_employments.csv'), join(folder, 'link.csv')),
    ),
    'through a link to a folder': escaping(
      () => 'link/border_employments.csv',
      (folder) => symlinkSync(outside, join(folder, 'link')),
    ),
    'through two links': escaping(
      () => 'second.csv',
      (folder) => {
        symlinkSync(join(outside, 'border_employments.csv'), join(folder, 'first.csv'));
        symlinkSync(join(folder, 'first.csv'), join(folder, 'second.csv'));
      },
    ),
  };
  it.each(Object.keys(ways))('%s', async (way) => {
    const {folder, name} = ways[way]!;
    const delivery = await desk.write(draft('border'), 'csv lf', {folder});
    await desk.refuse(delivery, {says: ['manifest.json', name().slice(0, 50), 'folder']});
  });

  it('but not a file in a subfolder, a link inside, or a folder that is itself a link', async () => {
    const folder = await desk.write(draft('border'), 'csv lf', {
      ...saying({file: 'deep/link.csv'}),
      folder: (path) => {
        mkdirSync(join(path, 'deep'));
        symlinkSync(join(path, 'border_employments.csv'), join(path, 'deep', 'link.csv'));
      },
    });
    symlinkSync(folder, join(desk.folder, 'linked'));
    const [report] = await desk.load([join(desk.folder, 'linked')]);
    expect(report!.status).toBe('loaded');
  });

  it('nor a file whose name begins with two dots', async () => {
    const folder = await desk.write(draft('border'), 'csv lf', {
      ...saying({file: '..border_employments.csv'}),
      folder: (path) =>
        renameSync(join(path, 'border_employments.csv'), join(path, '..border_employments.csv')),
    });
    const [report] = await desk.load([folder]);
    expect(report!.status).toBe('loaded');
  });

  it('a link that leads nowhere is a missing file', async () => {
    const folder = await desk.write(draft('border'), 'csv lf', {
      folder: (path) => {
        rmSync(join(path, 'border_employments.csv'));
        symlinkSync(join(path, 'gone.csv'), join(path, 'border_employments.csv'));
      },
    });
    await desk.refuse(folder, {says: ['border_employments.csv', 'missing']});
  });
});

describe('an extension that says no format refuses the delivery:', () => {
  it.each([
    'border_employments',
    'border_employments.txt',
    'border_employments.csv.gz',
    'border_employments.feather',
    'border_employments.xlsx',
    '.csv',
  ])('%s', async (file) => {
    const folder = await desk.write(draft('border'), 'csv lf', {
      ...saying({file}),
      folder: (path) => cpSync(join(path, 'border_employments.csv'), join(path, file)),
    });
    await desk.refuse(folder, {says: [file, /\.parquet.*\.arrow.*\.csv/]});
  });
});

describe('a workspace loads every kind of file', () => {
  it.each(['year=2022', 'ws [1]', "it's", 'één *'])('from a folder named %j', async (name) => {
    const other = openDesk(name);
    const folders = await Promise.all(
      kinds.map((kind) => other.write(draft('border', {mode: 'delta'}), kind)),
    );
    const reports = await other.load([...folders, folders[0]!]);
    expect(reports.map((r) => r.message ?? r.status)).toEqual([...Array(5).fill('loaded'), 'already_loaded']);
    expect(await other.rows('border_employments')).toHaveLength(20);
    await other.clear();
  });
});
