import {afterAll, expect, it} from 'vitest';
import {layCatalogue} from '../../src/models/catalogue.js';
import {lineages} from '../../src/models/lineage.js';
import {emptyWorkspace} from '../workspaces.js';

const world = emptyWorkspace();
afterAll(() => world.close());

it('from every published table back to who delivered it and the law', async () => {
  const {workspace} = await world.open();
  const catalogue = await layCatalogue(workspace, '2024-06-30');
  const found = lineages(catalogue, {
    name: 'profile_cells',
    relation: 'intermediate.people_profiled',
    title: 'Groepen van het profiel',
  });
  expect([...found.keys()].sort()).toEqual(
    [...catalogue.models.filter((m) => m.publish).map((m) => m.name), 'profile_cells'].sort(),
  );
  const takeup = found.get('takeup')!;
  const titles = takeup.sources.map((source) => source.replace(/: .*$/, ''));
  expect(titles).toEqual(expect.arrayContaining(titleOf(['dmfa', 'persons', 'registrations', 'payments'])));
  expect(titles).not.toEqual(expect.arrayContaining(titleOf(['complaints'])));
  expect(takeup.laws).toContain('BVR 1 juli 2022, art. 2');
  expect(found.get('law_values')!.sources.at(-1)).toBe('Waarden van de wet: zie de pagina Methode');
  // what stands on no delivery has the law only, and what tells of loads neither
  expect(found.get('deliveries')).toEqual({title: 'Leveringen', sources: [], laws: []});
  // a reader never meets the name of a table
  const names = [...found.values()].map(({title}) => title);
  expect(names.filter((title) => /_|^[a-z]/.test(title))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);

  function titleOf(sources: readonly string[]): string[] {
    return sources.map((source) => catalogue.contracts.get(source)!.title);
  }
});
