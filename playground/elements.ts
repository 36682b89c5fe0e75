/**
 * The element of the page with an id.
 *
 * @throws {Error} If there is none.
 */
export function byId(id: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`#${id}`)
  if (!found) throw new Error(`No #${id} in the page`)
  return found
}

export {element, sentence} from '../src/overview/browser/elements.ts'
