import type {Code, Nodes} from 'mdast'

const names = 'mermaid|plantuml|puml|dot|graphviz|d2'

const languages: ReadonlySet<string> = new Set(names.split('|'))

/** Whether a code block is a diagram. */
export function isDiagram({lang}: Code): boolean {
  return languages.has(lang?.toLowerCase() ?? '')
}

const element = new RegExp(
  String.raw`<(?:img|svg|picture|object|embed|iframe|figure|canvas|drawio-\w*)\b|\bclass\s{0,5}=\s{0,5}["']?[^"'<>]{0,200}\b(?:${names})\b|<(?:${names})\b|\{\{[<%]\s*(?:${names}|figure)\b`,
  'i'
)
const container = new RegExp(
  String.raw`^:{3,}\s*\{?\.?(?:${names})\b|^!\[\[|^\{\{[<%]\s*(?:${names}|figure)\b|^@startuml\b`,
  'i'
)

/** Whether a node shows what a diagram shows by other means: a picture, an element of HTML, a container of a wiki. */
export function isDrawing(node: Nodes, source: string): boolean {
  if (node.type === 'image' || node.type === 'imageReference') return true
  if (node.type === 'html') return element.test(node.value)
  return (
    node.type === 'paragraph' && container.test(source.slice(node.position?.start.offset, node.position?.end.offset))
  )
}
