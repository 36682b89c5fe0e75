import type {Html, Paragraph} from 'mdast'
import type {Position} from 'unist'
import type {MarkdownDocument, Section} from './document.ts'
import {isComment} from './comment.ts'
import {placeBetween} from './places.ts'
import {quote} from './text.ts'

/** A line of a comment, of HTML or of code that would be a heading elsewhere. */
export interface HeadingLine {
  /** 2 to 6. */
  readonly depth: number
  readonly name: string
  /** Where the line starts in the text; UTF-16 code units from 0. */
  readonly index: number
}

/** In code a single `#` opens a comment in too many languages to be taken for a heading. */
const pattern = /^ {0,3}(#{2,6})[ \t]+(\S[^\n\r]{0,200})/gm

/** The lines of a text that look like headings of depth 2 and more, without what stands further right. */
export function headingLines(text: string): readonly HeadingLine[] {
  return Array.from(text.matchAll(pattern), ({1: marker = '', 2: name = '', index}) => ({
    depth: marker.length,
    name: name.replace(/[ \t]#+[ \t]*$|[ \t]{2,}.*$/, '').trim(),
    index
  }))
}

/** A line meant as a heading that is none in CommonMark, for what stands behind its signs or in their place. */
export interface BrokenHeading {
  readonly depth: number
  readonly name: string
  /** The signs as they are written. */
  readonly marker: string
  readonly fault: 'no space' | 'another space' | 'full-width signs'
  /** The whole line, without what ends it. */
  readonly place: Position
  readonly node: Paragraph
  readonly section: Section
}

/** `##Usage`, `##` with a no-break space behind it, `＃＃ Usage`. */
const broken = /^ {0,3}(#{1,6}|＃{1,6})([^\S\r\n]*)([^#＃\s][^\n\r]{0,200})$/gmu

/** The lines of a document's own paragraphs that were meant as headings. Tags (`#pottery #kiln`) and numbers of issues (`#1`) are none. */
export function brokenHeadings(document: MarkdownDocument): readonly BrokenHeading[] {
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
        if (/(?:^|\s)#\S/.test(name) || /^\d+\b/.test(name)) return []
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

/** What makes a heading of a broken one, for a message. */
export function remedyFor(fault: BrokenHeading['fault'], marker: string, depth: number): string {
  const right = quote('#'.repeat(depth))
  return fault === 'full-width signs'
    ? `with ${right} instead of ${quote(marker)}`
    : `with a ${fault === 'no space' ? '' : 'plain '}space behind ${right}`
}

/** A heading in a block of HTML, which no blank line ends before it. */
export interface SwallowedHeading extends HeadingLine {
  readonly node: Html
  readonly section: Section
  /** UTF-16 offset of the line from 0. */
  readonly offset: number
}

/** The lines in a document's blocks of HTML that would be headings behind a blank line. */
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

/** HTML that goes on over blank lines, and in which nothing is Markdown. */
const shown = /^\s*<(?:pre|script|style|textarea|[?!])/i
