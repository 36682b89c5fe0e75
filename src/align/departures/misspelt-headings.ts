import type {Position} from 'unist'
import {isClosed} from '../../markdown/closed-document.ts'
import type {Section} from '../../markdown/document.ts'
import {headingPlace, isPlain, narrowed} from '../../markdown/places.ts'
import {textOf} from '../../markdown/text.ts'
import {exactForm, headingText} from '../../template/heading-pattern.ts'
import type {SectionSpec} from '../../template/schema.ts'
import {type Alignment, type Matched, type Misplaced, nodesOfType} from '../alignment.ts'
import {addsOnlySubject} from '../addition-to-name.ts'
import type {Misspelling} from '../near-miss.ts'

/** A heading that is not written as in the template. */
export interface MisspeltHeading {
  readonly name: string
  /** What it should be; several names if it joins several sections. */
  readonly meant: readonly string[]
  readonly place: Position | undefined
  readonly section: Section | undefined
  readonly actual: string
  readonly expected?: readonly string[]
  readonly templateLine: number
  /** Whether the author has to confirm that this is meant, since the heading has only some of the words. */
  readonly isChoice: boolean
  /** Whether it says more than the template's name, which may be right. */
  readonly isUncertain: boolean
}

/** @param exact Whether letter case and final punctuation count, too; never for a misplaced section, which is already reported. */
export function misspeltHeadings(alignment: Alignment, exact: boolean): readonly MisspeltHeading[] {
  return [
    ...nodesOfType(alignment, 'matched')
      .filter((node) => exact || !isWithSubject(node, alignment))
      .flatMap((node) => misspelt(node, alignment, exact)),
    ...nodesOfType(alignment, 'misplaced').flatMap((node) => misspelt(node, alignment, false))
  ]
}

/** Whether a heading adds only its subject to the template's name, and joins no other. */
function isWithSubject({spec, section, misspelt: miss}: Matched, {title}: Alignment): boolean {
  return (
    miss !== undefined &&
    miss.replacement === undefined &&
    !miss.merges &&
    addsOnlySubject(spec.heading, headingText(section.name), title)
  )
}

function misspelt(
  {spec, section, misspelt: miss}: Matched | Misplaced,
  {document}: Alignment,
  exact: boolean
): readonly MisspeltHeading[] {
  const heading = headingText(section.name)
  const replacement = miss ? miss.replacement : exact ? exactForm(spec.heading, heading) : undefined
  if (!miss && replacement === undefined) return []
  const meant = replacement === undefined ? joinedIn(spec, miss) : [replacement]
  if (meant.length === 0) return []
  return [
    {
      name: section.name,
      meant,
      place: narrowed(document, headingPlace(section), heading.exact),
      section: section.parent,
      actual: heading.exact,
      ...(replacement !== undefined && fits(replacement, section, heading.exact) && {expected: [replacement]}),
      templateLine: spec.line,
      isChoice: miss?.isPart === true || isClosed(document),
      isUncertain: replacement === undefined && meant.length === 1
    }
  ]
}

/** The names that a heading joins; empty if all of these sections may be left out, so that they may be joined, too. */
function joinedIn(spec: SectionSpec, miss: Misspelling | undefined): readonly string[] {
  const joined = [spec, ...(miss?.merges ?? [])]
  return joined.every(({mayGo}) => mayGo) ? [] : joined.map(({heading}) => heading.name)
}

/** Whether a name can be written in the place of a heading. */
function fits(name: string, section: Section, heading: string): boolean {
  return isPlain(name) && !isContinued(section, heading, name)
}

/** Whether the paragraph below a heading continues its name, which was broken in two. */
function isContinued({content: [first]}: Section, heading: string, name: string): boolean {
  return (
    first?.type === 'paragraph' &&
    name.length > heading.length &&
    name.startsWith(heading) &&
    textOf(first).startsWith(name.slice(heading.length).replace(/^[\s,:;]+/, ''))
  )
}
