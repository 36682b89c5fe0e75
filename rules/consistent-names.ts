import type {Heading, Paragraph} from 'mdast'
import type {MarkdownDocument} from '../src/markdown/document.ts'
import {contentPlace, narrowed} from '../src/markdown/places.ts'
import {quote, textOf} from '../src/markdown/text.ts'
import {type Finding, defineRule} from '../src/rule.ts'
import {slotsIn} from '../src/template/heading-pattern.ts'
import {anyText} from '../src/template/reading.ts'
import type {NamePlace} from '../src/template/schema.ts'
import {slotIndex} from '../src/template/slot-index.ts'

/** Texts of the template with the placeholder of its title: what the title has in its place must stand there, too. */
export default defineRule(
  {
    id: 'consistent-names',
    summary: 'Names that differ from the one in the title, in texts where the template has the same placeholder',
    recommended: 'warn',
    strict: 'error',
    options: {}
  },
  ({alignment: {title}, document, schema, leftovers}) => {
    if (!schema.name || !title) return []
    const [rank = 0] = schema.name.title.slots
    const name = slotsIn(schema.name.title.skeleton, title.name)?.[rank]
    if (
      name === undefined ||
      leftovers.some(({candidate}) => candidate.section === title && candidate.node === title.heading)
    )
      return []
    const left = new Set(leftovers.map(({candidate}) => candidate.node))
    const {
      places,
      title: {skeleton}
    } = schema.name
    // A title that may be any text is sooner told in other words than a name within one.
    const isSame = skeleton === anyText ? isAboutTheSame : isSameName
    const mayFit = slotIndex(places, (place) => place.skeleton)
    return [...document.nodes('paragraph'), ...document.nodes('heading')]
      .map(({node}) => node)
      .filter((node) => node !== title.heading && !left.has(node))
      .flatMap((node) => otherNames(node, mayFit, document, {name, isSame}))
  }
)

interface Comparison {
  readonly name: string
  readonly isSame: (other: string, name: string) => boolean
}

function otherNames(
  node: Paragraph | Heading,
  placesFor: (text: string) => readonly NamePlace[],
  document: MarkdownDocument,
  {name, isSame}: Comparison
): readonly Finding[] {
  const text = textOf(node)
  for (const {skeleton, slots, line} of placesFor(text)) {
    const found = slotsIn(skeleton, text)
    if (!found) continue
    const others = new Set(slots.map((slot) => found[slot] ?? '').filter((other) => !isSame(other, name)))
    return [...others].map((other) => ({
      place: narrowed(document, contentPlace(node), other),
      subjects: [`name ${other}`],
      reason: `Unexpected name ${quote(other)}, expected ${quote(name)} as in the title`,
      actual: other,
      expected: [name],
      isChoice: true,
      templateLine: line
    }))
  }
  return []
}

/** "Acme's", "the Acme API" and "the Acme integration" are Acme, too. */
function isSameName(other: string, name: string): boolean {
  const [a, b] = [plain(other), plain(name)]
  return a.includes(b) || b.includes(a)
}

/** A name without article, genitive, letter case, and what stands between words: `pots_api` is "Pots API". */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/^(?:the|a|an|der|die|das|el|la|le|o|a) /, '')
    .replaceAll(/['’](?:s(?!\p{L}))?/gu, '')
    .replaceAll(/[\s_.-]+/g, '')
}

/** "the kiln" is no name, nor is a title that is a sentence; and "Dragon Kiln" is what a title with one of these words speaks of. */
function isAboutTheSame(other: string, name: string): boolean {
  const [others, words] = [wordsOf(other), wordsOf(name)]
  return (
    isSameName(other, name) ||
    !/^[\p{Lu}\p{N}]/u.test(other) ||
    words.length > 4 ||
    others.some((word) => words.includes(word))
  )
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []
}
