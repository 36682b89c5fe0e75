import {sectionAnchors} from '../../markdown/anchors.ts'
import type {MarkdownDocument, Section} from '../../markdown/document.ts'
import {contentPlace, isPlain, narrowed, urlPlace} from '../../markdown/places.ts'
import {textOf} from '../../markdown/text.ts'
import {foldedText} from '../../template/heading-pattern.ts'
import {type Alignment, nodesOfType} from '../alignment.ts'
import {type Contents, findContents, findUnwrittenContents, withoutSecondEntries} from '../contents.ts'
import {correctedContents} from '../contents-correction.ts'
import {longestIncreasingSubsequence} from '../longest-increasing-subsequence.ts'
import type {Departure} from './departure.ts'

/** A contents list that is missing or lacks headings, or an entry of it that is wrong. */
export type ContentsDeparture = Departure &
  (
    | {readonly kind: 'unwritten'}
    | {readonly kind: 'missing' | 'out of order'; readonly names: readonly string[]}
    | {readonly kind: 'repeated'; readonly label: string; readonly wanted: string | undefined}
    | {readonly kind: 'without a link'; readonly name: string}
    | {readonly kind: 'mislabelled'; readonly label: string; readonly name: string}
  )

/**
 * Compare the contents list of a document with its headings, at the depths that it covers.
 *
 * @param labels Whether the label of an entry must have the words of its heading.
 */
export function contentsDepartures(alignment: Alignment, labels: boolean): readonly ContentsDeparture[] {
  const {contents: spec} = alignment.schema
  const contents = findContents(alignment)
  const departures = contents
    ? departuresOf(contents, alignment, labels)
    : spec?.isUnwritten
      ? []
      : unwritten(alignment)
  return spec ? departures.map((departure) => ({...departure, templateLine: spec.line})) : departures
}

function departuresOf(contents: Contents, alignment: Alignment, labels: boolean): readonly ContentsDeparture[] {
  const {document} = alignment
  return [
    ...ofList(contents, alignment),
    ...repeated(contents, document),
    ...withoutLink(contents, document),
    ...(labels ? mislabelled(contents) : [])
  ]
}

/** A tool's markers without a list between them. */
function unwritten(alignment: Alignment): readonly ContentsDeparture[] {
  const markers = findUnwrittenContents(alignment)
  return markers ? [{kind: 'unwritten', place: markers.position}] : []
}

/** Missing entries, and entries out of order, each at the lines that its correction changes. */
function ofList(contents: Contents, alignment: Alignment): readonly ContentsDeparture[] {
  const isOrdered = alignment.schema.contents?.isUnordered !== true
  const listed = listedSections(contents)
  const missing = contents.required.filter(({section}) => !listed.has(section)).map(({section}) => section.name)
  const moved = isOrdered ? outOfOrder(contents, sectionsOutOfPlace(alignment)) : []
  // Most lists are in order, and correcting them is expensive.
  if (missing.length === 0 && moved.length === 0) return []
  const departures = listDepartures(contents, {missing, moved}, alignment.document, isOrdered)
  return hasCertainDepths(contents, moved.length > 0, alignment)
    ? departures
    : departures.map((departure) => ({...departure, expected: []}))
}

/** The departures of a list. If entries are missing and others out of order, the former have the correction of both. */
function listDepartures(
  contents: Contents,
  {missing, moved}: {readonly missing: readonly string[]; readonly moved: readonly string[]},
  document: MarkdownDocument,
  isOrdered: boolean
): readonly ContentsDeparture[] {
  const {list, required} = contents
  const listed = listedSections(contents)
  const whole = correctedContents(contents, required, document, isOrdered)
  const order =
    missing.length === 0
      ? whole
      : correctedContents(
          contents,
          required.filter(({section}) => listed.has(section)),
          document,
          isOrdered
        )
  const departures: ReadonlyArray<Extract<ContentsDeparture, {names: readonly string[]}>> = [
    {kind: 'missing', names: missing, place: whole?.place ?? list.position, ...(whole && {expected: [whole.expected]})},
    {
      kind: 'out of order',
      names: moved,
      place: order?.place ?? list.position,
      // The correction of missing entries includes the order.
      ...(order && missing.length === 0 && {expected: [order.expected]})
    }
  ]
  return departures.filter(({names}) => names.length > 0)
}

function listedSections({entries, unlinked}: Contents): ReadonlySet<Section | undefined> {
  return new Set([...entries, ...unlinked].map(({section}) => section))
}

/**
 * Whether each entry has a certain place and depth: not if an entry is for no section, so that others may be misplaced below
 * it, or if an entry is missing or to be moved while a section has a wrong depth that is not in the list either.
 */
function hasCertainDepths({entries}: Contents, hasMoves: boolean, alignment: Alignment): boolean {
  const ofWrongDepth = nodesOfType(alignment, 'misplaced').filter(({wrong}) => wrong === 'depth')
  const listed = new Set(entries.map(({section}) => section))
  return (
    entries.every(({section}) => section) &&
    (ofWrongDepth.length === 0 || (!hasMoves && ofWrongDepth.every(({section}) => listed.has(section))))
  )
}

/** The labels of the fewest entries that would have to move. Entries for sections that are out of place themselves are ignored. */
function outOfOrder({entries, required}: Contents, outOfPlace: ReadonlySet<Section>): readonly string[] {
  const inPlace = new Set<Section | undefined>(
    required.map(({section}) => section).filter((section) => !outOfPlace.has(section))
  )
  const known = withoutSecondEntries(entries.filter(({section}) => inPlace.has(section)))
  const order = known.map(({section}) => section?.index ?? 0)
  const kept = new Set(longestIncreasingSubsequence(order))
  return known.filter((_, index) => !kept.has(index)).map(({link}) => textOf(link))
}

/** Sections that are reported as out of order or under another parent. */
function sectionsOutOfPlace(alignment: Alignment): ReadonlySet<Section> {
  return new Set([
    ...nodesOfType(alignment, 'matched').flatMap(({section, belongs}) => (belongs ? [section] : [])),
    ...nodesOfType(alignment, 'misplaced').flatMap(({section, wrong}) => (wrong === 'parent' ? [section] : []))
  ])
}

/** Second entries with the same target; if another section has the same name, that is probably meant. */
function repeated({entries}: Contents, document: MarkdownDocument): readonly ContentsDeparture[] {
  const seen = new Set<string>()
  const anchors = sectionAnchors(document)
  const listed = new Set(entries.map(({section}) => section))
  return entries.flatMap(({link, section, isBroken}): readonly ContentsDeparture[] => {
    if (!section || isBroken || !seen.has(link.url)) {
      seen.add(link.url)
      return []
    }
    const other = document.sections.find(
      (candidate) =>
        candidate !== section && !listed.has(candidate) && foldedText(candidate.name) === foldedText(section.name)
    )
    const anchor = other && `#${anchors.get(other) ?? ''}`
    const label = textOf(link)
    if (anchor === undefined || anchor === link.url)
      return [{kind: 'repeated', label, wanted: undefined, place: link.position}]
    const place = narrowed(document, urlPlace(document, link), link.url)
    return [{kind: 'repeated', label, wanted: anchor, place, actual: link.url, expected: [anchor]}]
  })
}

/** Items that are the name of a section, but no link. */
function withoutLink({unlinked}: Contents, document: MarkdownDocument): readonly ContentsDeparture[] {
  const anchors = sectionAnchors(document)
  return unlinked.map(({item, section}) => {
    const source = document.source.slice(item.position?.start.offset, item.position?.end.offset)
    const link = `[${source}](#${anchors.get(section) ?? ''})`
    return {
      kind: 'without a link',
      name: section.name,
      place: item.position,
      actual: source,
      ...(!/[[\]\n]/.test(source) && {expected: [link]})
    }
  })
}

/** Entries with other words than the headings that they lead to. */
function mislabelled({entries}: Contents): readonly ContentsDeparture[] {
  return entries.flatMap(({link, section, name, isOwnAnchor}): readonly ContentsDeparture[] => {
    const label = textOf(link)
    if (label === name) return []
    // For a misspelt heading, either name is right: `required-headings` reports the heading.
    const rights = [name, section?.name ?? '', name.replace(/ ?\([^()]*\)$/, '')]
    if (!section || isOwnAnchor || rights.some((right) => foldedText(label) === foldedText(right))) return []
    const expected = isPlain(name) ? {expected: [name]} : {}
    return [{kind: 'mislabelled', label, name, place: contentPlace(link), actual: label, ...expected}]
  })
}
