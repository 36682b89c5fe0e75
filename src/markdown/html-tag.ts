import type {Nodes} from 'mdast'
import {htmlTagNames} from 'html-tag-names'
import {svgTagNames} from 'svg-tag-names'

/**
 * Whether a piece of HTML is a single opening tag of an unknown element (`<your-api-key>`), or of a known one with
 * words that are not attributes (`<command or steps>`). Components have attributes with values, or close themselves:
 * `<Badge text="new" />`.
 */
export function isUnknownTag(html: string): boolean {
  const [, tag, words = ''] = /^<([a-z][\w-]*)(\s[^<>]*)?>$/i.exec(html.trim()) ?? []
  if (tag === undefined || /=\s*["'{\w]|\/\s*$/.test(words)) return false
  // Elements are not written like names: `<Title>`.
  if (!knownElements.has(tag.toLowerCase()) || (nouns.has(tag) && words === '')) return true
  return (
    words.trim() !== '' &&
    words
      .trim()
      .split(/\s+/)
      .every((word) => /^[\p{Alpha}'’,()./-]+$/u.test(word) && !knownAttributes.has(word.toLowerCase()))
  )
}

/**
 * The tags in running text that are placeholders: those of unknown elements, and those without a closing tag if they
 * are written in capitals or in a heading: `<ABBR>`, `# <title>`.
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

/** Elements in running text that need no closing tag. */
const noEnd = /^(?:img|wbr)$/i

/**
 * Names of elements that are also words for parts of a document. `<title>` in lower case is an element only in the head
 * of a page.
 */
const nouns: ReadonlySet<string> = new Set([
  'title',
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
