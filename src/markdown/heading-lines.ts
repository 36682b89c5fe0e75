import type {Html, Paragraph} from 'mdast'
import type {Position} from 'unist'
import type {MarkdownDocument, Section} from './document.ts'
import {isComment} from './comment.ts'
import {placeBetween} from './places.ts'
import {quote} from './text.ts'

/** A line in a comment, HTML or code that would be a heading elsewhere. */
export interface HeadingLine {
  /** 2 to 6. */
  readonly depth: number
  readonly name: string
  /** Where the line starts in the text, as a UTF-16 offset from 0. */
  readonly index: number
}

/**
 * A single `#` opens a comment in too many languages to count as a heading in code. `^` would also match after U+2028, which
 * ends no line in Markdown.
 */
const pattern = /(?<![^\n\r]) {0,3}(#{2,6})[ \t]+(\S[^\n\r]{0,200})/g

/** The lines of a text that look like headings of depth 2 or more. Text after two spaces is not part of the name. */
export function headingLines(text: string): readonly HeadingLine[] {
  return Array.from(text.matchAll(pattern), ({1: marker = '', 2: name = '', index}) => ({
    depth: marker.length,
    name: name.replace(/[ \t]#+[ \t]*$|[ \t]{2,}.*$/, '').trim(),
    index
  }))
}

/** A line that was meant as a heading but is not one in CommonMark, because of its marker or the space after it. */
export interface BrokenHeading {
  readonly depth: number
  readonly name: string
  /** The marker as written. */
  readonly marker: string
  readonly fault: 'no space' | 'another space' | 'full-width signs'
  /** The whole line, without its line break. */
  readonly place: Position
  readonly node: Paragraph
  readonly section: Section
}

/** `##Usage`, `##` with a no-break space after it, `＃＃ Usage`. */
const broken = /(?<![^\n\r]) {0,3}(#{1,6}|＃{1,6})([^\S\r\n]*)([^#＃\s][^\n\r]{0,200})(?![^\n\r])/gu

/**
 * The lines of a document's top-level paragraphs that were meant as headings. Tags (`#pottery #kiln`) and issue numbers
 * (`#1`) were not.
 */
export function brokenHeadings(document: MarkdownDocument): readonly BrokenHeading[] {
  const found = brokenByDocument.get(document) ?? findBroken(document)
  brokenByDocument.set(document, found)
  return found
}

/** Remembered, because several findings ask. */
const brokenByDocument = new WeakMap<MarkdownDocument, readonly BrokenHeading[]>()

function findBroken(document: MarkdownDocument): readonly BrokenHeading[] {
  if (!/#[^#\t\r\n -]|＃/.test(document.source)) return []
  return document.nodes('paragraph').flatMap(({node, section, ancestors}) => {
    const start = node.position?.start.offset
    if (start === undefined || ancestors.length > 0) return []
    const lines = document.source.slice(start, node.position?.end.offset)
    if (!lines.includes('#') && !lines.includes('＃')) return []
    return Array.from(lines.matchAll(broken)).flatMap(
      ({0: line, 1: marker = '', 2: space = '', 3: text = '', index}): readonly BrokenHeading[] => {
        const name = text
          .trimEnd()
          .replace(/(?<=\s)#+$/, '')
          .trim()
        if (/(?:^|\s)#\S/.test(name) || /^\d+\b/.test(name) || !/[\p{Alpha}\p{N}]/u.test(name)) return []
        const from = start + index + (line.length - line.trimStart().length)
        const fault = marker.startsWith('＃') ? 'full-width signs' : space === '' ? 'no space' : 'another space'
        return [
          {
            depth: marker.length,
            name,
            marker,
            fault,
            place: placeBetween(document, from, start + index + line.trimEnd().length),
            node,
            section
          }
        ]
      }
    )
  })
}

/** How to write a broken heading correctly, for a message. */
export function remedyFor(fault: BrokenHeading['fault'], marker: string, depth: number): string {
  const right = quote('#'.repeat(depth))
  return fault === 'full-width signs'
    ? `with ${right} instead of ${quote(marker)}`
    : `with a ${fault === 'no space' ? '' : 'plain '}space behind ${right}`
}

/** A line that would be a heading if a blank line ended the HTML block before it. */
export interface SwallowedHeading extends HeadingLine {
  readonly node: Html
  readonly section: Section
  /** UTF-16 offset of the line from 0. */
  readonly offset: number
}

/** The lines in a document's top-level HTML blocks that would be headings after a blank line. */
export function swallowedHeadings(document: MarkdownDocument): readonly SwallowedHeading[] {
  return document.nodes('html').flatMap(({node, section, ancestors}) => {
    const start = node.position?.start.offset
    if (start === undefined || ancestors.length > 0 || isComment(node.value) || shown.test(node.value)) return []
    return headingLines(document.source.slice(start, node.position?.end.offset)).map((line) => ({
      ...line,
      node,
      section,
      offset: start + line.index
    }))
  })
}

/** HTML that continues across blank lines, so that nothing in it is Markdown. */
const shown = /^\s*<(?:pre|script|style|textarea|[?!])/i
