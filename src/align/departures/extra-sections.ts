import {grouped} from '../../grouped.ts'
import type {Section} from '../../markdown/document.ts'
import {headingPlace, isPlain} from '../../markdown/places.ts'
import {type Alignment, type Extra, isForeign, nodesOfType, recognised} from '../alignment.ts'
import type {Departure} from './departure.ts'

/** A section that occurs more often than it may. */
export type RepeatedSection = Departure & {
  readonly kind: 'repeated'
  readonly name: string
  /** How many of its kind there may be. */
  readonly max: number
}

/** A section that the template does not have in this place; `wanted` is the section of the template that was probably meant. */
export type ExtraSection =
  | RepeatedSection
  | (Departure & {readonly kind: 'belongs elsewhere' | 'resembles'; readonly name: string; readonly wanted: string})
  | (Departure & {readonly kind: 'unknown'; readonly name: string})

/** Find sections that the template does not have, in places where it has others. */
export function extraSections(alignment: Alignment): readonly ExtraSection[] {
  return extrasIn(alignment).map((node) => ({...explained(node), actual: node.section.name}))
}

/** Repeated sections that follow every section that was recognised as the one that they repeat. */
export function laterRepeats(alignment: Alignment): readonly RepeatedSection[] {
  const later = extrasIn(alignment).filter(({isLater}) => isLater)
  const ofOthers = later.length > 0 ? sectionsOfOthers(later, alignment) : new Set()
  return later.flatMap((node) => (ofOthers.has(node) ? [] : (repetition(node) ?? [])))
}

/**
 * Repeats of several sections below a heading of the author's own, if what they repeat is below another of the same
 * level: the document describes two things, each with the sections of the template.
 */
function sectionsOfOthers(repeats: readonly Extra[], alignment: Alignment): ReadonlySet<Extra> {
  const {title} = alignment
  const owners = recognised(alignment)
  const known = new Set(owners.map(({section}) => section))
  const bySpec = grouped(owners, ({spec}) => [spec])
  const isOwn = (section: Section) => section.heading !== undefined && section !== title && !known.has(section)
  const again = repeats.filter(
    ({section: {parent}, repeats: spec}) =>
      parent !== undefined &&
      spec !== undefined &&
      isOwn(parent) &&
      (bySpec.get(spec) ?? []).some(
        ({section: {parent: other}}) =>
          other !== undefined &&
          other !== parent &&
          isOwn(other) &&
          other.depth === parent.depth &&
          other.parent === parent.parent
      )
  )
  const byParent = grouped(again, ({section}) => [section.parent])
  return new Set([...byParent.values()].filter(({length}) => length >= fewestRepeated).flat())
}

/** A single one may be there twice by mistake. */
const fewestRepeated = 2

/** None if a document has nothing of the template: that is one finding, of `required-headings`. */
function extrasIn(alignment: Alignment): readonly Extra[] {
  return isForeign(alignment) ? [] : nodesOfType(alignment, 'extra')
}

function explained(node: Extra): ExtraSection {
  const {section, belongs, resembles} = node
  const at = {name: section.name, place: headingPlace(section), section: section.parent}
  const repeated = repetition(node)
  if (repeated) return repeated
  if (belongs) return {...at, kind: 'belongs elsewhere', wanted: belongs.heading.name, templateLine: belongs.line}
  if (!resembles) return {...at, kind: 'unknown'}
  const {spec, replacement} = resembles
  return {
    ...at,
    kind: 'resembles',
    wanted: replacement ?? spec.heading.name,
    ...(replacement !== undefined && isPlain(replacement) && {expected: [replacement], isChoice: true}),
    templateLine: spec.line
  }
}

function repetition({section, repeats}: Extra): RepeatedSection | undefined {
  return (
    repeats && {
      kind: 'repeated',
      name: section.name,
      max: repeats.occurs.max ?? 1,
      place: headingPlace(section),
      section: section.parent,
      templateLine: repeats.line
    }
  )
}
