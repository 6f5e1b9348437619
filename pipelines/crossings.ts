import {closedList, type Family, readRegister} from '../src/disclosure/register.js';

const register = readRegister();
const signedOn = Object.values(register.approvals)
  .map((approval) => approval.on)
  .sort()
  .at(-1)!;

/**
 * What people may be crossed by when groups are looked for; places within places are left to the funnel. The door looks
 * at the day's approvals again before anything leaves.
 */
export const crossings: readonly Family[] = closedList(
  register,
  'internal',
  signedOn,
  Object.keys(register.dimensions),
).filter((family) => !family.some((d) => register.dimensions[d]?.within !== undefined));
