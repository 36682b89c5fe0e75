import type {Position} from 'unist'
import {grouped} from '../../grouped.ts'
import type {MarkdownDocument, Section} from '../../markdown/document.ts'
import {headingPlace, isPlain, narrowed} from '../../markdown/places.ts'
import {headingText, leadAndNumber} from '../../template/heading-pattern.ts'
import type {SectionSpec} from '../../template/schema.ts'
import {type Alignment, type Matched, siblings} from '../alignment.ts'

/** A numbered section with the same number as one before it. */
export interface RepeatedNumber {
  readonly section: Section
  readonly first: Section
  readonly spec: SectionSpec
  readonly place: Position | undefined
  readonly actual?: string
  /** The heading with the next number, if that is certainly right. */
  readonly expected?: readonly string[]
}

/** A section of a series: the lead `method ` and the number `1` of `Method 1: OAuth`. */
interface Numbered {
  readonly section: Section
  readonly spec: SectionSpec
  readonly lead: string
  readonly number: string
}

/** Find numbered sections with the same number as one before them, since they were copied with it. */
export function repeatedNumbers(alignment: Alignment): readonly RepeatedNumber[] {
  return siblings(alignment).flatMap((nodes) => {
    const matched = nodes.filter((node): node is Matched => node.type === 'matched')
    const series = grouped(
      matched.flatMap((node) => numberedSection(node) ?? []),
      // Each group below a heading of the author's is numbered separately.
      ({spec, section, lead}) => [`${spec.line} ${section.parent?.index} ${lead}`]
    )
    return [...series.values()].flatMap((sections) => repeatedIn(sections, matched, alignment))
  })
}

function numberedSection({section, spec, misspelt}: Matched): Numbered | undefined {
  const found = misspelt || spec.isNumberRepeated ? undefined : leadAndNumber(spec.heading, headingText(section.name))
  return found && {section, spec, ...found}
}

function repeatedIn(
  series: readonly Numbered[],
  matched: readonly Matched[],
  {document}: Alignment
): readonly RepeatedNumber[] {
  const numbered = new Map<string, Section>()
  return series.flatMap((one, index): readonly RepeatedNumber[] => {
    const {section, spec, number} = one
    const first = numbered.get(number)
    if (first) {
      const remedy = isOneShort(series, index, matched) ? renumbered(one, index + 1, document) : undefined
      return [{section, first, spec, place: headingPlace(section), ...remedy}]
    }
    numbered.set(number, section)
    return []
  })
}

/** Whether the sections before are numbered from one, this one repeats the last number, and the next is free: only one text is right. */
function isOneShort(series: readonly Numbered[], index: number, matched: readonly Matched[]): boolean {
  const [{spec, number} = {}, {number: following} = {}] = series.slice(index)
  return (
    number === String(index) &&
    (following === undefined || Number(following) > index + 1) &&
    series.slice(0, index).every((before, position) => before.number === String(position + 1)) &&
    matched.filter((node) => node.spec === spec).length === series.length
  )
}

function renumbered(
  {section, number}: Numbered,
  next: number,
  document: MarkdownDocument
): Pick<RepeatedNumber, 'place' | 'actual' | 'expected'> | undefined {
  const {exact} = headingText(section.name)
  if (!isPlain(exact) || !exact.includes(number)) return undefined
  return {
    place: narrowed(document, headingPlace(section), exact),
    actual: exact,
    expected: [exact.replace(number, String(next))]
  }
}
