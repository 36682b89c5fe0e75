import type {Nodes} from 'mdast'
import type {Position} from 'unist'
import type {MarkdownDocument} from '../markdown/document.ts'
import {textOf} from '../markdown/text.ts'
import {instructionOpenings, openingOf, withoutLead} from '../template/leads.ts'
import {placeholderKey} from '../template/placeholder-scan.ts'
import type {Alignment} from './alignment.ts'
import type {Leftover} from './leftovers.ts'

/** An instruction of the template that opens a paragraph which is not the template's own. */
export interface MovedInstruction extends Leftover {
  /** Whether text of the author's own follows in the paragraph. */
  readonly isContinued: boolean
}

/**
 * Find instructions of the template that open a paragraph with text behind them, or whose lead is elsewhere now:
 * `Glazes. List the glazes …` as `List the glazes …` below the heading `Glazes`.
 *
 * @param leftovers Those whose paragraphs are the template's own.
 */
export function movedInstructions(
  {document, schema}: Pick<Alignment, 'document' | 'schema'>,
  leftovers: readonly Leftover[]
): readonly MovedInstruction[] {
  const openings = instructionOpenings(schema.placeholders)
  if (openings.size === 0) return []
  const known = new Set(leftovers.map(({candidate: {node}}) => node))
  return document.nodes('paragraph').flatMap(({node, section, ancestors}): readonly MovedInstruction[] => {
    if (known.has(node) || ancestors.some((around) => around.type === 'blockquote' || isOpenTask(around))) return []
    const whole = textOf(node)
    const text = withoutLead(whole)
    const alike = openings.get(openingOf(placeholderKey(text.slice(0, longestOpening))))
    if (!alike) return []
    const key = placeholderKey(text)
    const {placeholder, words} = alike.find((opening) => opens(key, opening.words)) ?? {}
    if (!placeholder || words === undefined) return []
    const before = countOf(whole) - countOf(text)
    const place = wordsBetween(before, before + countOf(words), node.position, document)
    return [{placeholder, candidate: {type: 'paragraph', node, section, key, ...place}, isContinued: key !== words}]
  })
}

/** Long enough for what openings are found by, whatever markup is in it. */
const longestOpening = 200

function isOpenTask(node: Nodes): boolean {
  return node.type === 'listItem' && node.checked === false
}

function opens(text: string, words: string): boolean {
  return text.startsWith(words) && /^(?:$|\s)/.test(text.slice(words.length))
}

function countOf(text: string): number {
  return text.match(/\S+/g)?.length ?? 0
}

/** The source of some words of a node, counted from 0, with its UTF-16 offsets. */
function wordsBetween(
  first: number,
  end: number,
  position: Position | undefined,
  {source}: MarkdownDocument
): Pick<Leftover['candidate'], 'text' | 'start' | 'end'> {
  const from = position?.start.offset ?? 0
  const words = Array.from(source.slice(from, position?.end.offset).matchAll(/\S+/g))
  const start = from + (words[first]?.index ?? 0)
  const last = words[end - 1]
  const to = last ? from + last.index + last[0].length : (position?.end.offset ?? start)
  return {text: source.slice(start, to), start, end: to}
}
