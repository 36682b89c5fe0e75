import type {Position} from 'unist'
import {isClosed} from '../../markdown/closed-document.ts'
import type {Section} from '../../markdown/document.ts'
import {headingPlace, isPlain, narrowed} from '../../markdown/places.ts'
import {textOf} from '../../markdown/text.ts'
import {type HeadingText, exactForm, headingText} from '../../template/heading-pattern.ts'
import {numberingOf} from '../../template/heading-numbers.ts'
import {areInflected} from '../../template/name-variants.ts'
import {type SectionSpec, type TemplateSchema, specsBelow} from '../../template/schema.ts'
import {type Alignment, type Matched, type Misplaced, nodesOfType} from '../alignment.ts'
import {addsOnlySubject} from '../addition-to-name.ts'
import {joinedTo} from '../joint.ts'
import {type Misspelling, nearMiss} from '../near-miss.ts'

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
      .filter((node) => exact || !isUnmistakable(node, alignment))
      .flatMap((node) => misspelt(node, alignment, exact)),
    ...nodesOfType(alignment, 'misplaced').flatMap((node) => misspelt(node, alignment, false))
  ]
}

/**
 * Whether a heading leaves no doubt which section it is, so that only strict readers want the template's name: it adds its
 * subject or joins a name of its own, or is the plural of two words or more.
 */
function isUnmistakable({spec, section, misspelt: miss}: Matched, {title, schema}: Alignment): boolean {
  if (!miss) return false
  const heading = headingText(section.name)
  if (miss.replacement !== undefined)
    return isInflected(spec, heading) && heading.folded.length > spec.heading.folded.length
  // One heading for several sections loses some of the template's structure.
  if (miss.merges) return false
  return addsOnlySubject(spec.heading, heading, title) || addsName(spec, heading, schema)
}

function isInflected({heading: {folded}}: SectionSpec, heading: HeadingText): boolean {
  return folded.includes(' ') && areInflected(folded, heading.folded)
}

/**
 * Whether a heading joins a name of its own to one of several words, or with the same number: `5. Algorithm & pipeline` for
 * `5. Algorithm`; not if the added name is like that of another section.
 */
function addsName({heading}: SectionSpec, {name, folded}: HeadingText, {root}: TemplateSchema): boolean {
  const added = joinedTo(heading.folded, folded)
  const numbering = numberingOf(heading.name)
  const isCertain = heading.folded.includes(' ') || (numbering !== undefined && numberingOf(name) === numbering)
  return (
    added !== undefined &&
    isCertain &&
    !specsBelow(root).some(({heading: other}) => other !== heading && nearMiss(other, headingText(added)) !== undefined)
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
      ...(replacement !== undefined && fits(replacement, section, heading, spec) && {expected: [replacement]}),
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

/** Whether a name can be written in the place of a heading; not in the singular if the section has several things. */
function fits(name: string, section: Section, heading: HeadingText, spec: SectionSpec): boolean {
  return (
    isPlain(name) && !isContinued(section, heading.exact, name) && !(isInflected(spec, heading) && hasSeveral(section))
  )
}

/** Whether a section has several parts or items, so that its name may well be in the plural. */
function hasSeveral({children, content}: Section): boolean {
  return children.length > 1 || content.some((node) => node.type === 'list' && node.children.length > 1)
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
