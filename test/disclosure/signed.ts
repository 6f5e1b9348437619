import {coverOf} from '../../src/disclosure/approvals.js';
import type {Register} from '../../src/disclosure/register.js';

/** A register as it stands, with every approval signed for what names it. */
export const signed = (register: Register): Register => ({
  ...register,
  approvals: Object.fromEntries(
    Object.entries(register.approvals).map(([name, approval]) => [
      name,
      {...approval, covers: coverOf(register, name)},
    ]),
  ),
});
