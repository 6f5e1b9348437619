import {parseHTML} from 'linkedom';

/** A page, or a drawing by itself, as a document. */
export function documentOf(markup: string): Document {
  const {document} = parseHTML(/<html/i.test(markup) ? markup : `<html><body>${markup}</body></html>`);
  // linkedom's document is a Document to everything this project asks of it
  return document as unknown as Document;
}

/** How a piece of a page reaches a reader, or a reader of its source. */
export type Medium = 'cell' | 'sentence' | 'alt' | 'title' | 'mark' | 'comment' | 'attribute' | 'data';

/** One piece of text of a page that could carry a figure. */
export interface Carrier {
  readonly medium: Medium;
  /** Where it stands: nearest id, element and attribute; never its text. */
  readonly where: string;
  readonly text: string;
}

/** Attributes that say how a page looks or hangs together; what they hold is compared, not read as figures. */
const described = new Set(['aria-label', 'alt', 'aria-description', 'aria-valuetext', 'summary', 'content']);

/**
 * Take a page, or a drawing, apart into everything it carries: cells of tables, sentences, texts for who cannot see,
 * titles, marks of drawings with their coordinates, comments, other attributes, and data in scripts.
 */
export function carriersOf(document: Document): Carrier[] {
  const found: Carrier[] = [];
  const walk = (node: Node, id: string, isDrawing: boolean): void => {
    if (node.nodeType === 8) found.push({medium: 'comment', where: id, text: node.textContent ?? ''});
    if (node.nodeType !== 1 && node.nodeType !== 9) return;
    // nodes of type 1 are elements; the document itself has no attributes
    const element = node as Element;
    const own = node.nodeType === 1 ? element.getAttribute('id') || id : id;
    const tag = node.nodeType === 1 ? element.localName : '';
    const inDrawing = isDrawing || tag === 'svg';
    const where = `${own} ${tag}`.trim();
    if (node.nodeType === 1) {
      for (const {name, value} of element.attributes) {
        const medium =
          name === 'title' ? 'title' : described.has(name) ? 'alt' : inDrawing ? 'mark' : 'attribute';
        found.push({medium, where: `${where} ${name}`, text: value});
      }
      const text = [...element.childNodes]
        .filter((child) => child.nodeType === 3)
        .map((child) => child.textContent ?? '')
        .join('')
        .trim();
      if (text !== '') found.push({medium: mediumOf(element, inDrawing), where, text});
    }
    for (const child of node.childNodes) walk(child, own, inDrawing);
  };
  walk(document, '', false);
  return found;
}

function mediumOf(element: Element, inDrawing: boolean): Medium {
  if (element.localName === 'script' || element.localName === 'style') return 'data';
  if (element.localName === 'title' || element.localName === 'desc') return 'title';
  if (inDrawing) return 'mark';
  return element.closest('td, th, dd') ? 'cell' : 'sentence';
}

/** Numbers as they stand in a text, in the Flemish way (`1.234,50`) or plain (`1234.5`). */
export function numbersIn(text: string): number[] {
  const found = text.match(/\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?/g) ?? [];
  return found.map((token) =>
    Number(
      /^\d{1,3}(\.\d{3})+(,\d+)?$/.test(token)
        ? token.replaceAll('.', '').replace(',', '.')
        : token.replace(',', '.'),
    ),
  );
}
