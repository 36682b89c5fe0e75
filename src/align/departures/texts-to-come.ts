import type {Heading, Nodes, Paragraph, TableCell} from 'mdast'
import type {Position} from 'unist'
import type {MarkdownDocument} from '../../markdown/document.ts'
import {soleToDo} from '../../markdown/says-nothing.ts'
import {narrowed} from '../../markdown/places.ts'
import {rawTextOf, textOf} from '../../markdown/text.ts'
import {isRequired} from '../../template/schema.ts'
import {type Alignment, recognised} from '../alignment.ts'
import type {Leftover} from '../leftovers.ts'
import type {Departure} from './departure.ts'

/** A word for a text that is still to come: `TODO`. */
export interface TextToCome extends Departure {
  readonly word: string
}

/**
 * Find words for texts that are still to come.
 *
 * @param all Whether to find every such word, or only those that are the whole text of a required section.
 */
export function textsToCome(alignment: Alignment, leftovers: readonly Leftover[], all: boolean): readonly TextToCome[] {
  const {document} = alignment
  const sole = recognised(alignment).flatMap(({spec, section}) =>
    section.heading && isRequired(spec) ? (soleToDo(section) ?? []) : []
  )
  const places = sole.map((node) =>
    toCome(
      document,
      node.position,
      textOf(node).replaceAll(/^[^\p{Alpha}\p{N}]+|(?<=[\p{Alpha}\p{N}])[^\p{Alpha}\p{N}]+$/gu, '')
    )
  )
  if (!all || !anyWord.test(document.source)) return places
  return [
    ...places,
    ...wordsBeside(new Set<Nodes>([...sole, ...leftovers.map(({candidate}) => candidate.node)]), document)
  ]
}

/** Words in paragraphs, cells and headings, except those already reported. */
function wordsBeside(known: ReadonlySet<Nodes>, document: MarkdownDocument): readonly TextToCome[] {
  const isKnown = (node: Paragraph | TableCell | Heading) =>
    known.has(node) || node.children.some((child) => known.has(child))
  // Most texts need not be read.
  const mayHold = ({position}: Nodes) =>
    anyWord.test(document.source.slice(position?.start.offset, position?.end.offset))
  return [...document.nodes('paragraph'), ...document.nodes('tableCell'), ...document.nodes('heading')]
    .filter(({node}) => mayHold(node) && !isKnown(node))
    .flatMap(({node}) =>
      rawTextOf(node)
        .split(/\r\n?|\n/)
        .flatMap((line) => wordToDo(line).map((word) => toCome(document, node.position, word)))
    )
}

const anyWord = /TODO|TBD|FIXME|XXX/

/** A word alone on its line or after a label, or followed by a remark. */
const toDo =
  /(?:^[\W_]{0,5}|^[^:：]{1,60}[:：]\s*[\W_]{0,3})(TODO|TBD|FIXME|XXX)(?![\w-])[\W_]{0,5}$|(?<![\w-])(TODO|TBD|FIXME|XXX)(?:\s{0,2}[:!(]|\s[–—-]{1,2}\s)/

function wordToDo(line: string): readonly string[] {
  const [, alone, after] = toDo.exec(line) ?? []
  return [alone ?? after ?? []].flat()
}

function toCome(document: MarkdownDocument, place: Position | undefined, word: string): TextToCome {
  return {word, place: narrowed(document, place, word), actual: word}
}
