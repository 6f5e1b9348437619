import {cpSync, mkdirSync, readdirSync, rmSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {type SampleOptions, sample} from '../../pipelines/sample.js';
import {rooms} from '../../src/house.js';
import {quiet} from '../effects.js';

/** How the checked-in deliveries are drawn; `data-samples/README.md` says it as commands. */
const recipe = {
  persons: 1000,
  seed: 2021,
  years: [2021, 2022, 2023],
  // small files to be read by people, large ones small, and one of each format
  format: ({source}) => (source === 'dmfa' ? 'parquet' : source === 'advice' ? 'arrow' : 'csv'),
} as const satisfies Omit<SampleOptions, 'out'>;

/** Folders of `data-samples` that hold no deliveries of the recipe. */
const others = new Set(['twin', 'imperfect']);

/** The sources with checked-in deliveries: a folder each. */
export const sampledSources = (): string[] =>
  readdirSync(rooms.samples)
    .filter((name) => !others.has(name) && statSync(join(rooms.samples, name)).isDirectory())
    .sort();

/** The checked-in deliveries: `data-samples/SOURCE/DELIVERY`, as the shell lists them. */
export const sampledDeliveries = (): string[] =>
  sampledSources().flatMap((source) =>
    readdirSync(join(rooms.samples, source))
      .sort()
      .map((delivery) => join(rooms.samples, source, delivery)),
  );

/** Draw the deliveries anew into a folder, laid out by source as `data-samples` is. */
export async function drawInto(folder: string): Promise<void> {
  const flat = join(folder, '..', 'drawn');
  for (const delivery of await sample({...recipe, out: flat}, quiet)) {
    const source = /^[a-z]+/.exec(delivery.delivery_id)?.[0] ?? '';
    mkdirSync(join(folder, source), {recursive: true});
    cpSync(delivery.folder, join(folder, source, delivery.delivery_id), {recursive: true});
  }
  rmSync(flat, {recursive: true});
}

/** Put a fresh drawing in the place of the checked-in one. */
export function checkIn(folder: string): void {
  for (const source of sampledSources()) rmSync(join(rooms.samples, source), {recursive: true});
  cpSync(folder, rooms.samples, {recursive: true});
}
