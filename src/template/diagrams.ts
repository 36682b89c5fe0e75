import type {Code} from 'mdast'

const languages: ReadonlySet<string> = new Set(['mermaid', 'plantuml', 'puml', 'dot', 'graphviz', 'd2'])

/** Whether a code block is a diagram. */
export function isDiagram({lang}: Code): boolean {
  return languages.has(lang?.toLowerCase() ?? '')
}
