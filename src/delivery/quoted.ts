import {isPersonalText} from './personal.js';

/** In the place of what must not be repeated. */
const masked = 'that is the number of a person or an account';

/** What a supplier wrote, short enough for one sentence, and never the number of a person or of an account. */
export function quoted(text: string): string {
  if (isPersonalText(text)) return masked;
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

/** A path below the delivery folder as a supplier wrote it; a part that is such a number is left out. */
export const quotedPath = (path: string): string =>
  path
    .split('/')
    .map((part) => ([part, part.replace(/\.\w+$/, '')].some(isPersonalText) ? '…' : part))
    .join('/');
