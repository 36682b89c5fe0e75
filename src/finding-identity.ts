import type {Point, Position} from 'unist'
import type {VFileMessage} from 'vfile-message'
import type {MarkdownDocument, Section} from './markdown/document.ts'
import {firstFrom} from './markdown/sorted-search.ts'
import {foldWhitespace} from './markdown/text.ts'
import {textHash} from './text-hash.ts'

/**
 * What a baseline recognises a finding by when its document has changed, besides the document and the rule. Rules state
 * it separately from their messages, so that messages can be reworded, name neighbours, lines and counts, and mention
 * several things at once. Nothing distinguishes findings with the same identity: they are counted.
 */
export interface Identity {
  /** The headings above it, in the form of `sectionPath`. */
  readonly section: string
  /** What it is about, one line each. A finding about several things is known if each of them is. */
  readonly subjects: readonly string[]
  /** The line of the template that is the reason for it, if it is no finding of a document where most documents have it. */
  readonly requiredAt?: number
}

const identities = new WeakMap<VFileMessage, Identity>()

/** Store the identity of a finding outside its message, because reporters and editors pass on everything in that. */
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
 * @param document The document, if it is known.
 * @param found Its place, its section if that is not the one at its place, and its subjects.
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

/**
 * The names of a section and of those around it, outermost first: `Settings > Limits`. The title is left out, because
 * it says nothing about the place.
 */
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

/** The section of the only heading of depth 1; null if there is none or more than one. */
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

/** How many characters of a text are kept; a longer text also has a hash. */
const longestText = 120

function inShort(text: string): string {
  const line = foldWhitespace(text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ').toWellFormed())
  return line.length > longestText
    ? `${line.slice(0, longestText).toWellFormed()}… ${textHash(line).slice(0, 8)}`
    : line
}
