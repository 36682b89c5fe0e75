import type {Position} from 'unist'
import type {Edit} from '../../fix/fix.ts'
import {anchorsOf, anchorsOfSection} from '../../markdown/anchors.ts'
import type {MarkdownDocument} from '../../markdown/document.ts'
import {type LinkTarget, isBuiltInFragment, readLinkTarget} from '../../markdown/link-target.ts'
import {type LinkedFiles, linkedFile} from '../../markdown/linked-files.ts'
import {
  type DanglingReference,
  type Linking,
  danglingReferences,
  isInFormula,
  linkingsOf
} from '../../markdown/links.ts'
import {narrowed, placeBetween} from '../../markdown/places.ts'
import {firstFrom} from '../../markdown/sorted-search.ts'
import {type NearestFinder, nearestFinder} from '../../nearest-name.ts'
import type {Alignment} from '../alignment.ts'
import {anchorInOtherCase, anchorMeant} from '../anchor-meant.ts'
import {anchorsToCome} from '../anchors-to-come.ts'
import {entryLabelFollower} from '../entry-label.ts'
import {fileMeantFinder} from '../links-for-another-folder.ts'
import type {Leftover} from '../leftovers.ts'
import {anchorOrAddressMeant} from '../anchor-or-address-meant.ts'
import type {Departure} from './departure.ts'

/** A link, a picture or a reference that leads nowhere. */
export type LinkDeparture = Departure &
  (
    | {readonly kind: 'no target'; readonly type: Linking['type']; readonly text: string}
    | (Meant & {readonly kind: 'no definition'; readonly name: string})
    | (Meant & {readonly kind: 'no file'; readonly path: string})
    | (Meant & {
        readonly kind: 'no anchor'
        readonly url: string
        readonly fragment: string
        /** The path of the file that should have the anchor; undefined for the document itself. */
        readonly path: string | undefined
      })
  )

interface Meant {
  /** The target or label that was probably meant, as it is written in a link. */
  readonly meant: string | undefined
}

/** Find links, pictures and references whose target does not exist in the document or the repository; those with a placeholder are skipped. */
export function linkDepartures(
  alignment: Alignment,
  leftovers: readonly Leftover[],
  linkedFiles: LinkedFiles
): readonly LinkDeparture[] {
  const {document} = alignment
  const open = new Set(leftovers.map(({candidate}) => candidate.node))
  const links = linkingsOf(document).filter(({node}) => !open.has(node))
  const references = danglingReferences(document).filter(({node}) => !open.has(node))
  const labels = document.nodes('definition').map(({node}) => node.label ?? node.identifier)
  const targets: Targets = {
    document,
    linkedFiles,
    own: once(() => anchorsOf(document)),
    toCome: once(() => anchorsToCome(alignment)),
    nearest: nearestFinder(),
    fileMeant: fileMeantFinder(links, linkedFiles),
    entryLabel: entryLabelFollower(alignment)
  }
  return [
    ...links.flatMap((link) => wrongTarget(link, targets) ?? []),
    ...links.flatMap((link) => withoutTarget(link, document) ?? []),
    ...references.map((reference) => withoutDefinition(reference, labels, targets))
  ]
}

/** A link without a target, or a picture without a source; `[]()` without text is meant as an anchor. */
function withoutTarget(link: Linking, document: MarkdownDocument): LinkDeparture | undefined {
  const text = link.url === '' && link.type !== 'definition' ? link.text() : ''
  // After a word, it may be a function call.
  const isCall = /[\p{Alpha}\p{N}_]/u.test(document.source[(link.node.position?.start.offset ?? 0) - 1] ?? '')
  return text === '' || isCall ? undefined : {kind: 'no target', type: link.type, text, place: link.place()}
}

function withoutDefinition(
  {name, place}: DanglingReference,
  labels: readonly string[],
  {nearest, document}: Targets
): LinkDeparture {
  // A URL in the wrong brackets.
  if (/^(?:https?:\/\/|#)\S+$/.test(name)) {
    const brackets = placeBetween(document, (place.start.offset ?? 0) - 1, (place.end.offset ?? 0) + 1)
    const meant = `(${name})`
    return {kind: 'no definition', name, meant, place: brackets, actual: `[${name}]`, expected: [meant]}
  }
  const meant = nearest(name.toLowerCase(), labels)
  return {kind: 'no definition', name, meant, place, actual: name, ...(meant !== undefined && {expected: [meant]})}
}

type Anchors = () => ReadonlySet<string>

function once(find: Anchors): Anchors {
  let found: ReadonlySet<string> | undefined
  return () => (found ??= find())
}

/** Where the links of a document can lead. */
interface Targets {
  readonly document: MarkdownDocument
  readonly linkedFiles: LinkedFiles
  /** The anchors of the document. */
  readonly own: Anchors
  /** The anchors that it will have once its sections are repaired. */
  readonly toCome: Anchors
  readonly nearest: NearestFinder
  readonly fileMeant: ReturnType<typeof fileMeantFinder>
  readonly entryLabel: ReturnType<typeof entryLabelFollower>
}

/** A link to a file or an anchor that does not exist; a formula that looks like a link is skipped. */
function wrongTarget(link: Linking, targets: Targets): LinkDeparture | undefined {
  const target = readLinkTarget(link.url)
  const departure = target && missingTarget(link, target, targets)
  return departure && !isInFormula(link, targets.document) ? departure : undefined
}

function missingTarget(link: Linking, target: LinkTarget, targets: Targets): LinkDeparture | undefined {
  const {path, fragment} = target
  const {document, linkedFiles, own, toCome, fileMeant} = targets
  const file = path === '' ? ({type: 'document itself'} as const) : linkedFile(target, linkedFiles)
  if (file.type === 'missing')
    return missingFile(
      link,
      target,
      isNameOfOwnSection(path, link, document)
        ? undefined
        : (anchorOrAddressMeant(path, own()) ?? fileMeant(path, file.nearest)),
      targets
    )
  if (fragment === undefined) return undefined
  if (file.type === 'markdown') return missingAnchor(link, fragment, file.anchors(), {...targets, path})
  if (file.type !== 'document itself' || (fragment === 'readme' && isReadme(linkedFiles))) return undefined
  return own().has(fragment) || toCome().has(fragment)
    ? undefined
    : missingAnchor(link, fragment, own(), {...targets, path: undefined})
}

/** Whether a path is the anchor of the section that the link is in; nobody needs a link to where they are, so a page of that name was meant. */
function isNameOfOwnSection(path: string, {node}: Linking, document: MarkdownDocument): boolean {
  const at = node.position?.start.offset ?? 0
  const next = firstFrom(document.sections, at + 1, ({heading}) => heading?.position?.start.offset ?? 0)
  const section = document.sections[next - 1]
  return section !== undefined && anchorsOfSection(section, document).includes(path)
}

/** Whether the document is a README, which GitHub shows below the list of a folder's files, with the anchor `#readme`. */
function isReadme(linkedFiles: LinkedFiles): boolean {
  return ['README.md', 'readme.md', 'Readme.md'].some((name) => linkedFiles.resolve(name).type === 'document itself')
}

function missingFile(
  link: Linking,
  {writtenPath}: LinkTarget,
  meant: string | undefined,
  {document}: Targets
): LinkDeparture {
  return {
    kind: 'no file',
    path: writtenPath,
    meant,
    place: narrowed(document, link.place(), writtenPath),
    actual: writtenPath,
    ...(meant !== undefined && {expected: [/^[#(]|:/.test(meant) ? meant : encodeURI(meant.toWellFormed())]})
  }
}

/** @param anchors The anchors of the file that the link leads to; undefined if they are not known. */
function missingAnchor(
  link: Linking,
  raw: string,
  anchors: ReadonlySet<string> | undefined,
  {document, nearest, entryLabel, path}: Targets & {readonly path: string | undefined}
): LinkDeparture | undefined {
  const fragment = raw.replace(/^user-content-/, '')
  if (!anchors || anchors.has(fragment) || isBuiltInFragment(fragment)) return undefined
  const otherCase = anchorInOtherCase(fragment, anchors)
  const nearestOne = otherCase ?? anchorMeant(fragment, link.type === 'link' ? link.text() : '', anchors, nearest)
  // In an identifier, a number sign is the slip, and no text for the link.
  const meant = nearestOne?.startsWith('#') ? undefined : nearestOne
  const place = narrowed(document, link.place(), link.url.slice(link.url.indexOf('#')))
  return {
    kind: 'no anchor',
    url: link.url,
    fragment,
    path,
    meant: meant === undefined ? undefined : `#${meant}`,
    place,
    actual: `#${fragment}`,
    ...(meant !== undefined && corrected(place, `#${encodedFragment(meant)}`, entryLabel(link, meant))),
    isMinor: otherCase !== undefined
  }
}

/** @param label The edits of the label that belongs to a target. */
function corrected(
  place: Position | undefined,
  target: string,
  label: readonly Edit[]
): Pick<Departure, 'expected' | 'fix'> {
  return {expected: [target], ...(place && label.length > 0 && {fix: {edits: [...label, {place, text: target}]}})}
}

/** The anchor as a fragment of a URL; a parenthesis would end the target. */
function encodedFragment(anchor: string): string {
  return encodeURI(anchor.toWellFormed()).replaceAll(/[()]/g, (bracket) => (bracket === '(' ? '%28' : '%29'))
}
