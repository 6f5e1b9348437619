type Child = Node | string | null | undefined | false;

/**
 * Make an element, in the browser or on the server: nothing is ever parsed from text, so no value can become markup.
 *
 * @param attributes undefined and false are left out, true is an empty attribute
 */
export type Make = (
  tag: string,
  attributes?: Readonly<Record<string, string | number | boolean | undefined>>,
  ...children: readonly Child[]
) => HTMLElement;

export function makerOf(document: Document): Make {
  return (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === undefined || value === false) continue;
      element.setAttribute(name, value === true ? '' : String(value));
    }
    for (const child of children) {
      if (child === null || child === undefined || child === false) continue;
      element.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
    }
    return element;
  };
}
