import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {root} from '../../src/house.js';

const css = readFileSync(join(root, 'dashboards', 'theme.css'), 'utf8');

/** The colours that a `:root` block sets, as red, green and blue. */
function coloursOf(block: string): Record<string, Colour> {
  const found = [...block.matchAll(/--([a-z-]+): #([0-9a-f]{3,6});/g)];
  return Object.fromEntries(
    found.map(([, name, hex]) => {
      const long = hex!.length === 3 ? hex!.replace(/./g, '$&$&') : hex!;
      return [name!, [0, 2, 4].map((i) => Number.parseInt(long.slice(i, i + 2), 16)) as unknown as Colour];
    }),
  );
}
type Colour = readonly [number, number, number];

const blocks = [...css.matchAll(/:root \{([^}]*)\}/g)].map(([, block]) => coloursOf(block!));
const [light, dark, print] = blocks;
const marks = ['entitled', 'notified', 'registered', 'missing', 'paid', 'other'];

/** WCAG 2.2, relative luminance. */
function luminance(colour: Colour): number {
  const [r, g, b] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(one: Colour, other: Colour): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high! + 0.05) / (low! + 0.05);
}

/** OKLab: a space in which equal distances look about equally far (Ottosson, 2020). */
function seen(colour: Colour): number[] {
  const [r, g, b] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
const distance = (one: Colour, other: Colour): number =>
  Math.hypot(...seen(one).map((part, i) => part - seen(other)[i]!));

describe.each([
  ['light', light!],
  ['dark', {...light!, ...dark!}],
  ['print', {...light!, ...print!}],
])('the colours in %s', (_, scheme) => {
  it.each(marks)('carry a number in a bar of %s, and stand out from the ground', (mark) => {
    expect(contrast(scheme[mark]!, scheme['on-mark']!)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(scheme[mark]!, scheme.ground!)).toBeGreaterThanOrEqual(3);
  });

  it('can be told from each other, every two of them', () => {
    for (const [i, one] of marks.entries())
      for (const other of marks.slice(i + 1))
        expect(distance(scheme[one]!, scheme[other]!), `${one} and ${other}`).toBeGreaterThan(0.085);
  });
});

it('are those of three schemes', () => {
  expect(blocks).toHaveLength(3);
});
