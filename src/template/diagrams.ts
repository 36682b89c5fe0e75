import type {Code, Nodes} from 'mdast'

const names = 'mermaid|plantuml|puml|dot|graphviz|d2'

const languages: ReadonlySet<string> = new Set(names.split('|'))

/** Whether a code block is a diagram. */
export function isDiagram({lang}: Code): boolean {
  return languages.has(lang?.toLowerCase() ?? '')
}

/** How the text of a diagram begins, by the language that its code block must name. */
const openings: ReadonlyMap<string, RegExp> = new Map([
  [
    'mermaid',
    /^\s{0,50}(?:(?:sequenceDiagram|classDiagram|stateDiagram(?:-v2)?|erDiagram|gitGraph)\b|(?:flowchart|graph)[ \t]{1,9}(?:TB|TD|BT|RL|LR)\b)/
  ],
  ['plantuml', /^\s{0,50}@startuml\b/],
  ['dot', /^\s{0,50}(?:strict[ \t]{1,9})?digraph\b/]
])

/**
 * The language that a code block lacks to be rendered as the diagram that it is; undefined if it has a language or is
 * no diagram.
 */
export function unnamedDiagram({lang, value}: Code): string | undefined {
  if (lang) return undefined
  return Array.from(openings).find(([, opening]) => opening.test(value))?.[0]
}

const element = new RegExp(
  String.raw`<(?:img|svg|picture|object|embed|iframe|figure|canvas|drawio-\w*)\b|\bclass\s{0,5}=\s{0,5}["']?[^"'<>]{0,200}\b(?:${names})\b|<(?:${names})\b|\{\{[<%]\s*(?:${names}|figure)\b`,
  'i'
)
const container = new RegExp(
  String.raw`^:{3,}\s*\{?\.?(?:${names})\b|^!\[\[|^\{\{[<%]\s*(?:${names}|figure)\b|^@startuml\b`,
  'i'
)

/** Whether a node is a diagram in another form: an image, an HTML element, a container of a wiki. */
export function isDrawing(node: Nodes, source: string): boolean {
  if (node.type === 'image' || node.type === 'imageReference') return true
  if (node.type === 'html') return element.test(node.value)
  return (
    node.type === 'paragraph' && container.test(source.slice(node.position?.start.offset, node.position?.end.offset))
  )
}
