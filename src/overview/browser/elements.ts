import type {DocumentRow, PageData} from '../page-data.ts'

/** Create an element with attributes and contents. Texts become text nodes, never markup. */
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

/** The URL of a place in a document, by the pattern of the page. */
export function linkTo({link}: PageData, {uri}: DocumentRow, line: number, column = 1): string {
  return link
    .replaceAll('{line}', String(Math.max(1, line)))
    .replaceAll('{column}', String(Math.max(1, column)))
    .replaceAll('{path}', () => uri)
}

/** A sentence with its names as code: the texts between backticks, as `quote` writes them. */
export function sentence(text: string): HTMLElement {
  // Texts at even indices, the runs of backticks between them at odd ones.
  const parts = text.split(/(`+)/)
  const nodes: Array<Node | string> = []
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] ?? ''
    const end = at % 2 === 1 ? parts.indexOf(part, at + 2) : -1
    nodes.push(end < 0 ? part : element('code', {}, parts.slice(at + 1, end).join('')))
    if (end >= 0) at = end
  }
  return element('bdi', {}, ...nodes)
}
