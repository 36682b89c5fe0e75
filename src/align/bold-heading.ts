import type {Emphasis, Nodes, Strong} from 'mdast'
import type {Edit} from '../fix/fix.ts'
import type {MarkdownDocument} from '../markdown/document.ts'
import {contentPlace, placeBetween} from '../markdown/places.ts'

/** Whether a node is bold text, also in italics. */
export function isBold(node: Nodes | undefined): node is Strong | Emphasis {
  const [only, ...others] = node?.type === 'emphasis' ? node.children : []
  return node?.type === 'strong' || (only?.type === 'strong' && others.length === 0)
}

/** What is bold or in italics as a whole, without these marks. */
function withoutMarks(node: Strong | Emphasis): Strong | Emphasis {
  const [only, ...others] = node.children
  return others.length === 0 && (only?.type === 'strong' || only?.type === 'emphasis') ? withoutMarks(only) : node
}

/** The edit that makes a line of bold text a heading; undefined if the line has other text, or is in a list or a quote. */
export function headingOfBold(node: Nodes, depth: number, document: MarkdownDocument): Edit | undefined {
  const {start, end} = node.position ?? {}
  const content = isBold(node) ? contentPlace(withoutMarks(node)) : undefined
  if (start?.offset === undefined || end?.offset === undefined || !content || start.column !== 1) return undefined
  const name = nameIn(document.source.slice(content.start.offset, content.end.offset))
  const [rest = ''] = document.source.slice(end.offset, end.offset + 200).split(/[\r\n]/, 1)
  return name === undefined || !isNothing(rest)
    ? undefined
    : {place: placeBetween(document, start.offset, end.offset + rest.length), text: `${'#'.repeat(depth)} ${name}`}
}

function nameIn(bold: string): string | undefined {
  const name = bold.replace(/[:：]$/, '').trim()
  return name === '' || /[\r\n]/.test(name) ? undefined : name
}

/** Whether the rest of a line is at most a colon and a hard line break. */
function isNothing(text: string): boolean {
  return /^[:：]?\\?$/.test(text.trim())
}
