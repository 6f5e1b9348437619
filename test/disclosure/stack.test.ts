import {describe, expect, it} from 'vitest';
import {leastSquaresHits} from '../../src/disclosure/audit/averaging.js';
import {attackPublic} from '../../src/disclosure/audit/public.js';
import {noMost} from '../../src/disclosure/cells.js';
import {readRegister} from '../../src/disclosure/register.js';
import type {PublicRelease, Remembered, ShownCell} from '../../src/disclosure/release.js';
import {type KeyedCell, recordKey, rounded} from '../../src/disclosure/rounding.js';

const {thresholds} = readRegister();
const base = thresholds.rounding_base;
const levels = Array.from({length: 400}, (_, i) => `group ${i}`);

/** The same small counts, with the noise of one secret: four hundred groups of one to nine people. */
function releaseWith(secret: string): PublicRelease {
  const keyed = levels.map((level, i): KeyedCell => {
    const entitled = 1 + (i % 9);
    return {
      ...{year: 2022, family: ['by_age'], levels: [level], id: `2022|by_age|${level}`},
      ...{entitled, notRegistered: entitled, entitledCents: 0, notRegisteredCents: 0},
      ...{entitledMost: noMost, notRegisteredMost: noMost},
      ...{entitledKey: recordKey(secret, 2022, level), notRegisteredKey: recordKey(secret, 2022, level)},
    };
  });
  const cells = keyed.map(
    ({id, entitled, entitledKey}): ShownCell => ({
      ...{id, key: `${secret} ${id}`},
      entitled: rounded(entitled, entitledKey, base),
      notRegistered: rounded(entitled, entitledKey, base),
    }),
  );
  return {
    ...{tier: 'public', keyed, cells, thresholds, families: [['by_age']], dimensions: {}, fingerprints: {}},
    provenance: {asOf: '', runId: 0, fingerprint: '', builtOn: '', smallestCount: 5},
    rows: cells.map(({entitled, notRegistered}) => ({entitled, not_registered: notRegistered})) as never,
  };
}

const now = releaseWith('secret 0');
const remembered = (name: string, secret: string): Remembered => ({
  ...{name, as_of: '', run: '', cells_sha256: '', cells: releaseWith(secret).cells},
});

describe('releases stacked on each other', () => {
  it('tell no more than one where the same people have the same figure', () => {
    const same = Array.from({length: 3}, () => ({cells: now.cells}));
    expect(leastSquaresHits(now, same)).toEqual(leastSquaresHits(now));
  });

  it('tell the very counts where every release has noise of its own, and there are many', async () => {
    const alone = leastSquaresHits(now);
    expect(alone.hits / alone.tried).toBeLessThan(alone.guess + 0.05);
    const many = Array.from({length: 60}, (_, i) => remembered(String(i), `secret ${i + 1}`));
    const {tried, hits} = leastSquaresHits(now, many);
    expect({tried, isMore: hits > tried / 2}).toEqual({tried: 800, isMore: true});
    const stacked = (await attackPublic(now, many)).filter((line) => line.id === 'S6');
    expect(stacked.find((line) => /least squares/.test(line.attack))).toMatchObject({
      ...{passed: false, gates: true},
    });
  });

  it('of another year are left alone', async () => {
    const other = {
      ...remembered('1', 'secret 1'),
      cells: [{id: '2021|by_age|x', entitled: 10, notRegistered: 0}],
    };
    const lines = await attackPublic(now, [other]);
    expect(lines.find(({id, attack}) => id === 'S6' && /least squares/.test(attack))).toMatchObject({
      ...{tried: 0, passed: true},
    });
  });
});
