import {afterAll, it} from 'vitest';
import {readContracts} from '../../src/contracts/contract.js';
import {openWorkspace} from '../../src/db/workspace.js';
import {personalMacros} from '../../src/delivery/personal.js';
import {openDesk} from './desk.js';
import {columnsOf, draft} from './draft.js';
import {goodRows} from './good-rows.js';

const desk = openDesk();
afterAll(() => desk.clear());
const time = async (name: string, n: number, f: () => Promise<unknown>) => {
  const t = performance.now();
  for (let i = 0; i < n; i++) await f();
  console.log(name, (performance.now() - t) / n);
};
it('t', async () => {
  const acc = await desk.write(draft('dmfa'));
  await desk.load([acc]);
  const bad = await desk.write({
    ...draft('persons'),
    tables: {persons: {rows: goodRows('persons', 5), columns: columnsOf('persons', {person_id: undefined})}},
  });
  await time('open', 10, async () =>
    (await openWorkspace(desk.workspace, {mode: 'create', memoryMegabytes: 3500})).close(),
  );
  await time('contracts', 10, async () => readContracts());
  const w = await openWorkspace(desk.workspace, {mode: 'create', memoryMegabytes: 3500});
  await time('macros', 5, async () => {
    for (const m of personalMacros()) await w.run(m);
  });
  w.close();
  await time('load acc', 10, () => desk.load([acc]));
  await time('load bad', 10, () => desk.load([bad]));
  await time('load acc bad', 10, () => desk.load([acc, bad]));
  await time('photo', 10, async () => desk.photo());
  await time('refuse', 10, () => desk.refuse(bad, {says: []}));
  const good = await desk.write(draft('persons', {mode: 'delta'}));
  await time('good', 1, () => desk.load([good]));
});
