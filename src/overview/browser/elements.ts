import type {DocumentRow, PageData} from '../page-data.ts'

/** Make an element with attributes and contents; texts among these stay texts. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...contents: ReadonlyArray<Node | string>
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...contents)
  return made
}

/** Where a place in a document is found, by the pattern of the page. */
export function linkTo({link}: PageData, {uri}: DocumentRow, line: number, column = 1): string {
  return link
    .replaceAll('{line}', String(Math.max(1, line)))
    .replaceAll('{column}', String(Math.max(1, column)))
    .replaceAll('{path}', () => uri)
}

/** A sentence with its names as code: what stands between backticks, as `quote` puts them. */
export function sentence(text: string): HTMLElement {
  const parts = text.split(/(`+)(.+?)\1/)
  // Behind each text stand the backticks of a name, and the name.
  const nodes = parts.flatMap((part, index): ReadonlyArray<Node | string> =>
    index % 3 === 0 ? [part] : index % 3 === 2 ? [element('code', {}, part)] : []
  )
  return element('bdi', {}, ...nodes)
}
