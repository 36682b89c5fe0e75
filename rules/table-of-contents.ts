import type {List} from 'mdast'
import {type Contents, findContents} from '../src/align/contents.ts'
import {longestIncreasingSubsequence} from '../src/align/longest-increasing-subsequence.ts'
import type {MarkdownDocument} from '../src/markdown/document.ts'
import {lineBreakOf} from '../src/markdown/places.ts'
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
    const faults = [...missing(contents), ...unordered(contents), ...(labels ? mislabelled(contents) : [])]
    const common = {place: contents.list.position, expected: [corrected(contents, document)], ...(schema.contents && {templateLine: schema.contents.line})}
    return faults.map((reason): Finding => ({...common, reason}))
  }
)

function missing({entries, due}: Contents): readonly string[] {
  const listed = new Set(entries.map(({section}) => section))
  const names = due.filter(({section}) => !listed.has(section)).map(({section}) => section.name)
  return names.length === 0 ? [] : [`Missing ${names.length === 1 ? 'entry' : 'entries'} ${quoteAll(names)} in the contents list`]
}

function unordered({entries, due}: Contents): readonly string[] {
  const known = entries.filter(({section}) => due.some((other) => other.section === section))
  const order = known.map(({section}) => section?.index ?? 0)
  const kept = new Set(longestIncreasingSubsequence(order))
  const names = known.filter((_, index) => !kept.has(index)).map(({link}) => textOf(link))
  return names.length === 0 ? [] : [`Unexpected order of ${names.length === 1 ? 'entry' : 'entries'} ${quoteAll(names)} in the contents list, expected that of the headings`]
}

function mislabelled({entries}: Contents): readonly string[] {
  return entries.flatMap(({link, section, name}) => {
    // The name of a misspelt heading is right either way: the heading is told by `required-headings`.
    if (!section || [name, section.name].some((right) => foldedText(textOf(link)) === foldedText(right))) return []
    return [`Unexpected entry ${quote(textOf(link))} in the contents list, expected ${quote(name)}`]
  })
}

/** The list as it should be, in the style of the one that is there. */
function corrected({list, due, entries}: Contents, document: MarkdownDocument): string {
  const least = Math.min(...due.map(({depth}) => depth))
  const marker = markerOf(list, document)
  const indent = ' '.repeat((list.position?.start.column ?? 1) - 1)
  const lines = due.map(({section, depth, anchor}) => {
    const entry = entries.find((other) => other.section === section)
    const label = entry && foldedText(textOf(entry.link)) === foldedText(section.name) ? textOf(entry.link) : section.name
    return `${' '.repeat((depth - least) * (marker.length + 1))}${marker} [${label.replaceAll(/[[\]]/g, String.raw`\$&`)}](#${anchor})`
  })
  return lines.join(lineBreakOf(document) + indent)
}

function markerOf(list: List, {source}: MarkdownDocument): string {
  return /^(?:[-*+]|\d+[.)])/.exec(source.slice(list.position?.start.offset ?? 0))?.[0] ?? '-'
}
