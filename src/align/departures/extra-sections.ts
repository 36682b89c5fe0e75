import {headingPlace, isPlain} from '../../markdown/places.ts'
import {type Alignment, type Extra, isForeign, nodesOfType} from '../alignment.ts'
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
  return extrasIn(alignment).flatMap((node) => (node.isLater ? (repetition(node) ?? []) : []))
}

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
