import type {List} from 'mdast'
import {type Contents, findContents} from '../src/align/contents.ts'
import {longestIncreasingSubsequence} from '../src/align/longest-increasing-subsequence.ts'
import type {MarkdownDocument, Section} from '../src/markdown/document.ts'
import {contentPlace, headingPlace, isPlain, lineBreakOf} from '../src/markdown/places.ts'
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
    if (!contents) return []
    const template = schema.contents && {templateLine: schema.contents.line}
    const replacement = corrected(contents, document)
    const ofList = [...missing(contents), ...unordered(contents)].map((reason, index): Finding => ({
      place: contents.list.position,
      reason,
      // Once is enough: the list as it should be mends all of it.
      ...(index === 0 && replacement !== undefined && {expected: [replacement]})
    }))
    return [...ofList, ...(labels ? mislabelled(contents) : [])].map((finding) => ({...finding, ...template}))
  }
)

function missing({entries, due}: Contents): readonly string[] {
  const listed = new Set(entries.map(({section}) => section))
  const names = due.filter(({section}) => !listed.has(section)).map(({section}) => section.name)
  return names.length === 0 ? [] : [`Missing ${names.length === 1 ? 'entry' : 'entries'} ${quoteAll(names)} in the contents list`]
}

function unordered({entries, due}: Contents): readonly string[] {
  const known = entries.filter(({section}, index) => due.some((other) => other.section === section) && entries.findIndex((other) => other.section === section) === index)
  const order = known.map(({section}) => section?.index ?? 0)
  const kept = new Set(longestIncreasingSubsequence(order))
  const names = known.filter((_, index) => !kept.has(index)).map(({link}) => textOf(link))
  return names.length === 0 ? [] : [`Unexpected order of ${names.length === 1 ? 'entry' : 'entries'} ${quoteAll(names)} in the contents list, expected that of the headings`]
}

function mislabelled({entries}: Contents): readonly Finding[] {
  return entries.flatMap(({link, section, name}) => {
    const label = textOf(link)
    // The name of a misspelt heading is right either way: the heading is told by `required-headings`.
    if (!section || [name, section.name].some((right) => foldedText(label) === foldedText(right))) return []
    const reason = `Unexpected entry ${quote(label)} in the contents list, expected ${quote(name)}`
    return [{place: contentPlace(link), reason, actual: label, ...(isPlain(name) && {expected: [name]})}]
  })
}

/** The list as it should be, in the style of the one that is there; undefined where it has entries for other things. */
function corrected({list, due, entries}: Contents, document: MarkdownDocument): string | undefined {
  if (entries.some(({section}) => !due.some((other) => other.section === section))) return undefined
  const least = Math.min(...due.map(({depth}) => depth))
  const marker = markerOf(list, document)
  const indent = ' '.repeat((list.position?.start.column ?? 1) - 1)
  const lines = due.map(({section, depth, anchor}) => {
    const written = entries.find((other) => other.section === section && !other.isBroken)?.link.position
    const entry = written ? document.source.slice(written.start.offset, written.end.offset) : `[${labelOf(section, document)}](#${anchor})`
    return `${' '.repeat((depth - least) * (marker.length + 1))}${marker} ${entry}`
  })
  return lines.join(lineBreakOf(document) + indent)
}

/** The text of a heading as it is written, so that code stays code; its plain text where there is more to it. */
function labelOf(section: Section, document: MarkdownDocument): string {
  const place = headingPlace(section)
  const isText = section.heading?.children.every(({type}) => type === 'text' || type === 'inlineCode' || type === 'emphasis' || type === 'strong')
  const source = document.source.slice(place?.start.offset, place?.end.offset)
  return isText && !/[[\]]/.test(source) ? source : section.name.replaceAll(/[[\]<>]/g, String.raw`\$&`)
}

function markerOf(list: List, {source}: MarkdownDocument): string {
  return /^(?:[-*+]|\d+[.)])/.exec(source.slice(list.position?.start.offset ?? 0))?.[0] ?? '-'
}
