import type {Point, Position} from 'unist'
import type {VFileMessage} from 'vfile-message'
import type {MarkdownDocument, Section} from './markdown/document.ts'
import {firstFrom} from './markdown/sorted-search.ts'
import {foldWhitespace} from './markdown/text.ts'
import {textHash} from './text-hash.ts'

/**
 * By what a finding is known again when its document has changed, beside the document and the rule. Rules say it, and it
 * is not taken from their messages, so that these can be put in other words, name neighbours, lines and counts, and speak
 * of several things at once. Findings that have the same identity are told apart by nothing: they are counted.
 */
export interface Identity {
  /** The headings above it, as `sectionPath` has them. */
  readonly section: string
  /** What it is about, one line each; a finding on several things is known where each of them is. */
  readonly subjects: readonly string[]
}

const identities = new WeakMap<VFileMessage, Identity>()

/** Keep the identity of a finding; beside the message, since reporters and editors pass on what stands in it. */
export function setIdentity(message: VFileMessage, identity: Identity): void {
  identities.set(message, identity)
}

/** The identity of a finding of guidelint; undefined for any other message. */
export function identityOf(message: VFileMessage): Identity | undefined {
  return identities.get(message)
}

/**
 * The identity of what a rule has found.
 *
 * @param document Undefined where nothing is known of it.
 * @param found Its place, its section where that is another than the one at its place, and what it is about.
 */
export function identityIn(
  document: MarkdownDocument | undefined,
  {
    place,
    section,
    subjects
  }: {
    readonly place: Position | Point | undefined
    readonly section: Section | undefined
    readonly subjects: readonly string[]
  }
): Identity {
  const around = section ?? (document && sectionAt(document, place))
  return {
    section: document && around ? sectionPath(around, document) : '',
    subjects: subjects.map((subject) => inShort(subject))
  }
}

function sectionAt({sections}: MarkdownDocument, place: Position | Point | undefined): Section | undefined {
  const start = place && ('start' in place ? place.start : place)
  return start?.offset === undefined
    ? undefined
    : sections[firstFrom(sections, start.offset + 1, ({heading}) => heading?.position?.start.offset ?? 0) - 1]
}

const paths = new WeakMap<Section, string>()

/** The names of a section and of those around it, outermost first: `Settings > Limits`. The title is left out, which says nothing of the place. */
function sectionPath(section: Section, document: MarkdownDocument): string {
  const {heading, parent, name} = section
  if (!heading || section === titleOf(document)) return ''
  const known = paths.get(section)
  if (known !== undefined) return known
  const above = parent ? sectionPath(parent, document) : ''
  const path = above === '' ? inShort(name) : `${above} > ${inShort(name)}`
  paths.set(section, path)
  return path
}

const titles = new WeakMap<MarkdownDocument, Section | null>()

/** The only heading of depth 1. */
function titleOf(document: MarkdownDocument): Section | null {
  const known = titles.get(document)
  if (known !== undefined) return known
  const [first, second] = document.root.children.filter(({depth}) => depth === 1)
  const title = first && !second ? first : null
  titles.set(document, title)
  return title
}

/** The paths of all sections of a document, each once. */
export function sectionPaths(document: MarkdownDocument): readonly string[] {
  return [...new Set(document.sections.map((section) => sectionPath(section, document)))]
}

/** Of a text, so many characters can be read; the rest counts by its hash. */
const longestText = 120

function inShort(text: string): string {
  const line = foldWhitespace(text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ').toWellFormed())
  return line.length > longestText
    ? `${line.slice(0, longestText).toWellFormed()}… ${textHash(line).slice(0, 8)}`
    : line
}
