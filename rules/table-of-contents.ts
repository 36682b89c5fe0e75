import {nodesOfType} from '../src/align/alignment.ts'
import {type Contents, findContents, findUnwrittenContents, withoutSecondEntries} from '../src/align/contents.ts'
import {correctedContents} from '../src/align/contents-correction.ts'
import {longestIncreasingSubsequence} from '../src/align/longest-increasing-subsequence.ts'
import {sectionAnchors} from '../src/markdown/anchors.ts'
import type {MarkdownDocument, Section} from '../src/markdown/document.ts'
import {contentPlace, isPlain, narrowed, urlPlace} from '../src/markdown/places.ts'
import {quote, quoteAll, quoteSome, textOf} from '../src/markdown/text.ts'
import {type Finding, defineRule} from '../src/rule.ts'
import {foldedText} from '../src/template/heading-pattern.ts'

/** The contents list against the headings behind it, at the depths that it covers; the lines that are wrong are replaced. */
export default defineRule(
  {
    id: 'table-of-contents',
    summary:
      'Headings that are missing from the contents list, and entries that are out of order; under `strict`, also entries whose label differs from their heading',
    fixes:
      'inserts missing entries, sorts all entries in the order of the headings, and corrects their links and, under `strict`, their labels',
    recommended: 'warn',
    strict: 'error',
    options: {labels: false},
    strictOptions: {labels: true}
  },
  ({alignment, document, schema}, {labels}) => {
    const contents = findContents(alignment)
    const template = schema.contents && {templateLine: schema.contents.line}
    if (!contents) {
      const unwritten = schema.contents?.isUnwritten ? undefined : findUnwrittenContents(alignment)
      return unwritten
        ? [
            {
              place: unwritten.position,
              subjects: ['contents list'],
              reason: 'Missing contents list between its markers',
              ...template
            }
          ]
        : []
    }
    // An entry for a section at a wrong depth would stand at a wrong one itself, and one behind an entry for no section below that.
    const isCertain =
      contents.entries.every(({section}) => section) &&
      nodesOfType(alignment, 'misplaced').every(({wrong}) => wrong !== 'depth')
    const outOfOrder = new Set([
      ...nodesOfType(alignment, 'matched').flatMap(({section, belongs}) => (belongs ? [section] : [])),
      ...nodesOfType(alignment, 'misplaced').flatMap(({section, wrong}) => (wrong === 'parent' ? [section] : []))
    ])
    return [
      ...ofList(contents, document, schema.contents?.isUnordered !== true, outOfOrder).map((finding) =>
        isCertain ? finding : {...finding, expected: []}
      ),
      ...repeated(contents, document),
      ...withoutLink(contents, document),
      ...(labels ? mislabelled(contents) : [])
    ].map((finding) => ({...finding, ...template}))
  }
)

/** What the list lacks, and what stands in it out of order; each at the lines that change, which are those of both where both are at fault. */
function ofList(
  contents: Contents,
  document: MarkdownDocument,
  isOrdered: boolean,
  outOfOrder: ReadonlySet<Section>
): readonly Finding[] {
  const {list, entries, unlinked, due} = contents
  const lacking = missing(contents)
  const moved = isOrdered ? unordered(contents, outOfOrder) : undefined
  const listed = new Set([...entries, ...unlinked].map(({section}) => section))
  const whole = correctedContents(contents, due, document, isOrdered)
  const order =
    lacking === undefined
      ? whole
      : correctedContents(
          contents,
          due.filter(({section}) => listed.has(section)),
          document,
          isOrdered
        )
  return [
    ...(lacking === undefined
      ? []
      : [{place: whole?.place ?? list.position, ...lacking, ...(whole && {expected: [whole.expected]})}]),
    // Once is enough.
    ...(moved === undefined
      ? []
      : [
          {
            place: order?.place ?? list.position,
            ...moved,
            ...(order && lacking === undefined && {expected: [order.expected]})
          }
        ])
  ]
}

/** What is wrong, without its place. */
type Fault = Pick<Finding, 'reason' | 'subjects'>

function missing({entries, unlinked, due}: Contents): Fault | undefined {
  const listed = new Set([...entries, ...unlinked].map(({section}) => section))
  const names = due.filter(({section}) => !listed.has(section)).map(({section}) => section.name)
  if (names.length === 0) return undefined
  return {
    subjects: names.map((name) => `entry ${name}`),
    reason: `Missing ${names.length === 1 ? 'entry' : 'entries'} ${quoteSome(names)} in the contents list`
  }
}

/** A section that is out of the template's order itself is reported as such: its entry may stand where it belongs. */
function unordered({entries, due}: Contents, moved: ReadonlySet<Section>): Fault | undefined {
  const listed = new Set<Section | undefined>(due.map(({section}) => section).filter((section) => !moved.has(section)))
  const known = withoutSecondEntries(entries.filter(({section}) => listed.has(section)))
  const order = known.map(({section}) => section?.index ?? 0)
  const kept = new Set(longestIncreasingSubsequence(order))
  const names = known.filter((_, index) => !kept.has(index)).map(({link}) => textOf(link))
  if (names.length === 0) return undefined
  return {
    subjects: names.map((name) => `order of entry ${name}`),
    reason: `Unexpected order of ${names.length === 1 ? 'entry' : 'entries'} ${quoteAll(names)} in the contents list, expected that of the headings`
  }
}

/** The second entry with one target; where another section has the same name, that is probably meant. */
function repeated({entries}: Contents, document: MarkdownDocument): readonly Finding[] {
  const seen = new Set<string>()
  const anchors = sectionAnchors(document)
  const listed = new Set(entries.map(({section}) => section))
  return entries.flatMap(({link, section, isBroken}) => {
    if (!section || isBroken || !seen.has(link.url)) {
      seen.add(link.url)
      return []
    }
    const other = document.sections.find(
      (candidate) =>
        candidate !== section && !listed.has(candidate) && foldedText(candidate.name) === foldedText(section.name)
    )
    const anchor = other && `#${anchors.get(other) ?? ''}`
    const place = narrowed(document, urlPlace(document, link), link.url)
    const reason = `Unexpected second entry ${quote(textOf(link))} in the contents list`
    const subjects = [`second entry ${textOf(link)}`]
    return [
      anchor === undefined || anchor === link.url
        ? {place: link.position, subjects, reason}
        : {place, subjects, reason: `${reason}, expected ${quote(anchor)}`, actual: link.url, expected: [anchor]}
    ]
  })
}

/** Items that are the name of a section, and lead nowhere. */
function withoutLink({unlinked}: Contents, document: MarkdownDocument): readonly Finding[] {
  const anchors = sectionAnchors(document)
  return unlinked.map(({item, section}) => {
    const source = document.source.slice(item.position?.start.offset, item.position?.end.offset)
    const link = `[${source}](#${anchors.get(section) ?? ''})`
    return {
      place: item.position,
      subjects: [`link of entry ${section.name}`],
      reason: `Unexpected entry ${quote(section.name)} without a link in the contents list`,
      actual: source,
      ...(!/[[\]\n]/.test(source) && {expected: [link]})
    }
  })
}

function mislabelled({entries}: Contents): readonly Finding[] {
  return entries.flatMap(({link, section, name, isOwnAnchor}) => {
    const label = textOf(link)
    // The name of a misspelt heading is right either way: the heading is told by `required-headings`.
    const rights = [name, section?.name ?? '', name.replace(/ ?\([^()]*\)$/, '')]
    if (!section || isOwnAnchor || rights.some((right) => foldedText(label) === foldedText(right))) return []
    const reason = `Unexpected entry ${quote(label)} in the contents list, expected ${quote(name)}`
    return [
      {
        place: contentPlace(link),
        subjects: [`label of entry ${name}`],
        reason,
        actual: label,
        ...(isPlain(name) && {expected: [name]})
      }
    ]
  })
}
