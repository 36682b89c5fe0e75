import type {Link} from 'mdast'
import {type Contents, findContents, findUnwrittenContents} from '../src/align/contents.ts'
import {longestIncreasingSubsequence} from '../src/align/longest-increasing-subsequence.ts'
import {sectionAnchors} from '../src/markdown/anchors.ts'
import type {MarkdownDocument, Section} from '../src/markdown/document.ts'
import {contentPlace, headingPlace, isPlain, lineBreakOf, narrowed, urlPlace} from '../src/markdown/places.ts'
import {quote, quoteAll, textOf} from '../src/markdown/text.ts'
import {type Finding, defineRule} from '../src/rule.ts'
import {foldedText} from '../src/template/heading-pattern.ts'

/** The contents list against the headings behind it, at the depths that it covers; the whole right list is the replacement. */
export default defineRule(
  {
    id: 'table-of-contents',
    summary: 'Headings that the contents list lacks, and entries out of order; under `strict` also those labelled otherwise than their heading',
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
      return unwritten ? [{place: unwritten.position, reason: 'Missing contents list between its markers', ...template}] : []
    }
    const replacement = schema.contents?.isUnordered ? undefined : corrected(contents, document)
    const ofList = [...missing(contents), ...(schema.contents?.isUnordered ? [] : unordered(contents))].map((reason, index): Finding => ({
      place: contents.list.position,
      reason,
      // Once is enough: the list as it should be mends all of it.
      ...(index === 0 && replacement !== undefined && {expected: [replacement]})
    }))
    return [...ofList, ...repeated(contents, document), ...withoutLink(contents, document), ...(labels ? mislabelled(contents) : [])].map((finding) => ({...finding, ...template}))
  }
)

/** Entries that a message names; the replacement has all of them. */
const mostNames = 20

function missing({entries, unlinked, due}: Contents): readonly string[] {
  const listed = new Set([...entries, ...unlinked].map(({section}) => section))
  const names = due.filter(({section}) => !listed.has(section)).map(({section}) => section.name)
  if (names.length === 0) return []
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : ''
  return [`Missing ${names.length === 1 ? 'entry' : 'entries'} ${quoteAll(names.slice(0, mostNames))}${more} in the contents list`]
}

function unordered({entries, due}: Contents): readonly string[] {
  const left = new Set<Section | undefined>(due.map(({section}) => section))
  const known = entries.filter(({section}) => left.delete(section))
  const order = known.map(({section}) => section?.index ?? 0)
  const kept = new Set(longestIncreasingSubsequence(order))
  const names = known.filter((_, index) => !kept.has(index)).map(({link}) => textOf(link))
  return names.length === 0 ? [] : [`Unexpected order of ${names.length === 1 ? 'entry' : 'entries'} ${quoteAll(names)} in the contents list, expected that of the headings`]
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
    const other = document.sections.find((candidate) => candidate !== section && !listed.has(candidate) && foldedText(candidate.name) === foldedText(section.name))
    const anchor = other && `#${anchors.get(other) ?? ''}`
    const place = narrowed(document, urlPlace(document, link), link.url)
    const reason = `Unexpected second entry ${quote(textOf(link))} in the contents list`
    return [anchor === undefined ? {place: link.position, reason} : {place, reason: `${reason}, expected ${quote(anchor)}`, actual: link.url, expected: [anchor]}]
  })
}

/** Items that are the name of a section, and lead nowhere. */
function withoutLink({unlinked}: Contents, document: MarkdownDocument): readonly Finding[] {
  const anchors = sectionAnchors(document)
  return unlinked.map(({item, section}) => {
    const source = document.source.slice(item.position?.start.offset, item.position?.end.offset)
    const link = `[${source}](#${anchors.get(section) ?? ''})`
    return {place: item.position, reason: `Unexpected entry ${quote(section.name)} without a link in the contents list`, actual: source, ...(!/[[\]\n]/.test(source) && {expected: [link]})}
  })
}

function mislabelled({entries}: Contents): readonly Finding[] {
  return entries.flatMap(({link, section, name, isOwnAnchor}) => {
    const label = textOf(link)
    // The name of a misspelt heading is right either way: the heading is told by `required-headings`.
    const rights = [name, section?.name ?? '', name.replace(/ ?\([^()]*\)$/, '')]
    if (!section || isOwnAnchor || rights.some((right) => foldedText(label) === foldedText(right))) return []
    const reason = `Unexpected entry ${quote(label)} in the contents list, expected ${quote(name)}`
    return [{place: contentPlace(link), reason, actual: label, ...(isPlain(name) && {expected: [name]})}]
  })
}

/** The list as it should be, in the style of the one that is there; undefined where it has entries for other things. */
function corrected(contents: Contents, document: MarkdownDocument): string | undefined {
  const {list, due, entries, unlinked} = contents
  const listed = new Set(due.map(({section}) => section))
  if (unlinked.length > 0 || entries.some(({section}) => !section || !listed.has(section))) return undefined
  const bullets = bulletsOf(contents, document)
  const right = new Map(entries.filter(({isBroken}) => !isBroken).map(({section, link}) => [section, link] as const).toReversed())
  const lines = due.map(({section, depth, anchor}) => {
    const written = right.get(section)?.position
    const entry = written ? document.source.slice(written.start.offset, written.end.offset) : `[${labelOf(section, document)}](#${anchor})`
    return {depth, bullet: bullets.get(depth) ?? '- ', entry}
  })
  const text = numbered(lines, contents, document).map(({bullet, entry}) => bullet + entry).join(lineBreakOf(document))
  // The list's place starts at its first marker, behind the indentation.
  return text.slice((list.position?.start.column ?? 1) - 1)
}

/** What stands before the entries of each depth: indentation and marker; for a depth without entries as the depths above have it. */
function bulletsOf({due, entries}: Contents, document: MarkdownDocument): ReadonlyMap<number, string> {
  const bullets = new Map<number, string>()
  const links = new Map(entries.map(({section, link}) => [section, link] as const).toReversed())
  for (const depth of [...new Set(due.map((item) => item.depth))].toSorted((a, b) => a - b)) {
    const listed = due.filter((item) => item.depth === depth).flatMap(({section}) => links.get(section) ?? [])
    const above = bullets.get(depth - 1) ?? [...bullets.values()].at(-1)
    bullets.set(depth, listed.map((link) => bulletBefore(link, document)).find((bullet) => bullet !== undefined) ?? (above === undefined ? '- ' : ' '.repeat(above.length) + above.trimStart()))
  }
  return bullets
}

/** The indentation and the marker before a link that opens an item. */
function bulletBefore({position}: Link, {source}: MarkdownDocument): string | undefined {
  if (!position) return undefined
  const before = source.slice((position.start.offset ?? 0) - position.start.column + 1, position.start.offset)
  return /^[ \t]*(?:[-*+]|\d+[.)])[ \t]+$/.test(before) ? before : undefined
}

type Line = {readonly depth: number; readonly bullet: string; readonly entry: string}

/** The entries of a numbered list with numbers that go on, unless all of its entries have the same. */
function numbered(lines: readonly Line[], {list, entries}: Contents, document: MarkdownDocument): readonly Line[] {
  const written = new Set(entries.map(({link}) => /\d+/.exec(bulletBefore(link, document) ?? '')?.[0]))
  if (!list.ordered || written.size < 2) return lines
  const next = new Map<number, number>()
  return lines.map((line) => {
    for (const depth of next.keys()) if (depth > line.depth) next.delete(depth)
    const number = next.get(line.depth) ?? (next.size === 0 ? (list.start ?? 1) : 1)
    next.set(line.depth, number + 1)
    return {...line, bullet: line.bullet.replace(/\d+/, String(number))}
  })
}

/** The text of a heading as it is written, so that code stays code; its plain text where there is more to it. */
function labelOf(section: Section, document: MarkdownDocument): string {
  const place = headingPlace(section)
  const isText = section.heading?.children.every(({type}) => type === 'text' || type === 'inlineCode' || type === 'emphasis' || type === 'strong')
  const source = document.source.slice(place?.start.offset, place?.end.offset)
  return isText && !/[[\]]/.test(source) ? source : section.name.replaceAll(/[[\]<>]/g, String.raw`\$&`)
}
