import type {Nodes} from 'mdast'
import {htmlTagNames} from 'html-tag-names'
import {svgTagNames} from 'svg-tag-names'

/**
 * Whether a piece of HTML is a single opening tag of no known element, such as `<your-api-key>`, or of one with words in
 * it that no element has: `<command or steps>`. A component has attributes with values, or closes itself: `<Badge text="new" />`.
 */
export function isUnknownTag(html: string): boolean {
  const [, tag, words = ''] = /^<([a-z][\w-]*)(\s[^<>]*)?>$/i.exec(html.trim()) ?? []
  if (tag === undefined || /=\s*["'{\w]|\/\s*$/.test(words)) return false
  // Nobody writes an element as a name is written: `<Title>`.
  if (!knownElements.has(tag.toLowerCase()) || (nouns.has(tag) && words === '')) return true
  return (
    words.trim() !== '' &&
    words
      .trim()
      .split(/\s+/)
      .every((word) => /^[\p{L}'’,()./-]+$/u.test(word) && !knownAttributes.has(word.toLowerCase()))
  )
}

/**
 * The tags in running text that are placeholders: those of no known element, and those that nothing ends, written in capitals,
 * or, in a heading, however they are: `<ABBR>`, `# <title>`.
 */
export function slotTags({type, children}: Nodes & {readonly children: readonly Nodes[]}): ReadonlySet<Nodes> {
  const tags = children.filter((child) => child.type === 'html')
  const ends = new Set(tags.flatMap(({value}) => /^<\/([a-z]{3,20})\s*>$/i.exec(value)?.[1]?.toLowerCase() ?? []))
  return new Set(
    tags.filter(({value}) => {
      const [, tag = ''] = /^<([a-z]{3,20})>$/i.exec(value) ?? []
      const isUsual = tag === '' || noEnd.test(tag) || (type !== 'heading' && tag !== tag.toUpperCase())
      return isUnknownTag(value) || (!isUsual && !ends.has(tag.toLowerCase()))
    })
  )
}

/** Elements that have no end, of those that stand in running text. */
const noEnd = /^(?:img|wbr)$/i

/** Names of elements that are words for what a document has. */
const nouns: ReadonlySet<string> = new Set([
  'Title',
  'Summary',
  'Details',
  'Address',
  'Time',
  'Data',
  'Object',
  'Label',
  'Code',
  'Link',
  'Section',
  'Article',
  'Area',
  'Image',
  'Text'
])

const knownAttributes: ReadonlySet<string> = new Set(
  'allowfullscreen async autofocus autoplay checked compact controls default defer disabled download draggable formnovalidate hidden inert ismap itemscope loop multiple muted nomodule noshade novalidate nowrap open playsinline readonly required reversed scoped seamless selected sortable'.split(
    ' '
  )
)

const knownElements: ReadonlySet<string> = new Set([...htmlTagNames, ...svgTagNames].map((name) => name.toLowerCase()))
