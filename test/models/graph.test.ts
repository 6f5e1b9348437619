import {describe, expect, it} from 'vitest';
import {inBuildOrder} from '../../src/models/graph.js';

const node = (relation: string, ...reads: string[]): {relation: string; reads: string[]} => ({
  relation,
  reads,
});

describe('the build order', () => {
  it('puts parents first and leaves sources and codes alone', () => {
    const order = inBuildOrder([
      node('marts.c', 'intermediate.b'),
      node('intermediate.b', 'staging.a', 'codes.x'),
      node('staging.a', 'sources.s'),
    ]);
    expect(order.map((m) => m.relation)).toEqual(['staging.a', 'intermediate.b', 'marts.c']);
  });

  it('keeps the order of the folder where nothing forces another', () => {
    const order = inBuildOrder([node('a'), node('b'), node('c', 'a')]);
    expect(order.map((m) => m.relation)).toEqual(['a', 'b', 'c']);
  });

  it('names the loop when models read each other', () => {
    expect(() => inBuildOrder([node('a', 'b'), node('b', 'c'), node('c', 'a')])).toThrow('a → b → c → a');
  });
});
