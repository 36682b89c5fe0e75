import type {Heading, Paragraph} from 'mdast'
import type {MarkdownDocument} from '../../markdown/document.ts'
import {contentPlace, narrowed} from '../../markdown/places.ts'
import {textOf} from '../../markdown/text.ts'
import {slotsIn} from '../../template/heading-pattern.ts'
import {anyText} from '../../template/skeleton-marks.ts'
import type {NamePlace} from '../../template/schema.ts'
import {slotIndex} from '../../template/slot-index.ts'
import type {Alignment} from '../alignment.ts'
import type {Leftover} from '../leftovers.ts'
import {isAboutTheSame, isSameName} from '../same-name.ts'
import type {Departure} from './departure.ts'
import {correctedTitle} from './title.ts'

/** A name that differs from the name in the title. */
export interface OtherName extends Departure {
  readonly other: string
  /** What the title has in place of the placeholder. */
  readonly name: string
}

/**
 * Find names that differ from the name in the title, in the paragraphs and headings that have the title's placeholder in the
 * template.
 *
 * @returns None if the title still has the placeholder or does not fit the template.
 */
export function otherNames({title, document, schema}: Alignment, leftovers: readonly Leftover[]): readonly OtherName[] {
  if (!schema.name || !title) return []
  const {
    places,
    title: {skeleton, slots}
  } = schema.name
  // A title with a slip has its name nevertheless.
  const written = (schema.title && correctedTitle(schema.title, title.name)) ?? title.name
  const name = slotsIn(skeleton, written)?.[slots[0] ?? 0]
  const left = new Set(leftovers.map(({candidate}) => candidate.node))
  const isOpen = leftovers.some(({candidate}) => candidate.section === title && candidate.node === title.heading)
  if (name === undefined || isOpen) return []
  // A title with free text is more often reworded than a name within a title.
  const isSame = skeleton === anyText ? isAboutTheSame : isSameName
  const placesFor = slotIndex(places, (place) => place.skeleton)
  return [...document.nodes('paragraph'), ...document.nodes('heading')]
    .map(({node}) => node)
    .filter((node) => node !== title.heading && !left.has(node))
    .flatMap((node) => {
      const found = namesIn(node, placesFor)
      const others = new Set(found?.names.filter((other) => !isSame(other, name)))
      return Array.from(others, (other) => otherName(other, name, node, found?.line ?? 1, document))
    })
}

/** The names in a text, if it fits a place of the template; the first such place counts. */
function namesIn(
  node: Paragraph | Heading,
  placesFor: (text: string) => readonly NamePlace[]
): {readonly names: readonly string[]; readonly line: number} | undefined {
  const text = textOf(node)
  for (const {skeleton, slots, line} of placesFor(text)) {
    const found = slotsIn(skeleton, text)
    if (found) return {names: slots.map((slot) => found[slot] ?? ''), line}
  }
  return undefined
}

function otherName(
  other: string,
  name: string,
  node: Paragraph | Heading,
  templateLine: number,
  document: MarkdownDocument
): OtherName {
  return {
    other,
    name,
    place: narrowed(document, contentPlace(node), other),
    actual: other,
    expected: [name],
    isChoice: true,
    templateLine
  }
}
