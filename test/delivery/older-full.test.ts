import {afterAll, describe, expect, it} from 'vitest';
import {openDesk} from './desk.js';
import {draft} from './draft.js';

const desk = openDesk();
afterAll(() => desk.clear());

describe.each(['persons', 'payments'] as const)('of %s', (source) => {
  const at = (delivered_at: string, mode: 'full' | 'delta' = 'full') =>
    draft(source, {delivered_at, mode, count: 2});

  it('a full delivery of an earlier instant than the loaded one is refused, in whatever time zone it is told', async () => {
    await desk.take(at('2023-10-16T06:00:00Z'));
    for (const earlier of [
      '2023-10-16T05:59:59Z',
      '2023-10-16T07:59:59+02:00',
      '2023-10-15T23:00:00-06:00',
      '2022-12-31T23:59:59Z',
    ]) {
      const folder = await desk.write(at(earlier));
      await desk.refuse(folder, {says: ['manifest.json', 'delivered_at']});
    }
  });

  it('one of the same instant is accepted, in whatever time zone, and a later one', async () => {
    for (const notEarlier of [
      '2023-10-16T06:00:00Z',
      '2023-10-16T08:00:00+02:00',
      '2023-10-16T00:30:00-05:30',
      '2023-10-16T06:00:00.001Z',
    ]) {
      expect(await desk.take(at(notEarlier))).toMatchObject({status: 'loaded'});
    }
    const folder = await desk.write(at('2023-10-16T06:00:00Z'));
    await desk.refuse(folder, {says: ['delivered_at']});
  });

  it('an earlier delta is accepted, and neither it nor a later one holds back a full delivery', async () => {
    expect(await desk.take(at('2020-01-01T00:00:00Z', 'delta'))).toMatchObject({status: 'loaded'});
    expect(await desk.take(at('2030-01-01T00:00:00Z', 'delta'))).toMatchObject({status: 'loaded'});
    expect(await desk.take(at('2023-10-17T06:00:00Z'))).toMatchObject({status: 'loaded'});
  });
});

it('the instant of another year or another source does not count', async () => {
  await desk.take(draft('persons', {reference_year: 2024, delivered_at: '2030-01-01T00:00:00Z'}));
  expect(await desk.take(draft('persons', {reference_year: 2023}))).toMatchObject({status: 'loaded'});
  expect(await desk.take(draft('complaints'))).toMatchObject({status: 'loaded'});
});
