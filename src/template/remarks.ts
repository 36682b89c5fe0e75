import type {Html, RootContent} from 'mdast'
import {commentText} from '../markdown/comment.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {lineOf} from '../markdown/places.ts'
import {type Directive, readDirective} from './directives.ts'
import {speaksOfNext} from './optionality.ts'

/** A comment of a template that speaks of a section. */
export interface Remark {
  readonly text: string
  readonly line: number
  readonly directive: Directive | undefined
}

export type Remarks = ReadonlyMap<Section, readonly Remark[]>

/**
 * Find the comments that speak of each section: those in its heading, those right before that, and those that open it.
 *
 * @param path The template's path, for errors.
 * @throws {TemplateError} For a directive that cannot be read.
 */
export function findRemarks(template: MarkdownDocument, path: string): Remarks {
  const remarks = new Map<Section, Remark[]>()
  const sections = [template.root, ...template.sections]
  const add = (section: Section, node: Html, text: string) => {
    const remark = {text, line: lineOf(node), directive: readDirective(node.value, path, node.position?.start)}
    remarks.set(section, [...(remarks.get(section) ?? []), remark])
  }
  for (const [index, section] of sections.entries()) {
    for (const node of section.heading?.children ?? []) {
      const text = node.type === 'html' ? commentText(node.value) : undefined
      if (node.type === 'html' && text !== undefined) add(section, node, text)
    }
    for (const comment of commentsOf(section)) {
      const target = targetOf(comment, section, sections[index + 1])
      if (target) add(target, comment.node, comment.text)
    }
  }
  return remarks
}

/** A comment in the content of a section. */
interface Comment {
  readonly node: Html
  readonly text: string
  /** Whether nothing but comments stands before it in its section, or behind it. */
  readonly isFirst: boolean
  readonly isLast: boolean
  /** What stands right behind it. */
  readonly next: RootContent | undefined
}

function commentsOf({content}: Section): readonly Comment[] {
  const texts = content.map((node) => (node.type === 'html' ? commentText(node.value) : undefined))
  const first = texts.findIndex((text) => text === undefined)
  const last = texts.findLastIndex((text) => text === undefined)
  return content.flatMap((node, index) => {
    const text = texts[index]
    if (node.type !== 'html' || text === undefined) return []
    return [{node, text, isFirst: first < 0 || index < first, isLast: index > last, next: content[index + 1]}]
  })
}

/** Which section a comment speaks of: its own where it opens it, the next where it stands right before that one's heading. */
function targetOf(comment: Comment, section: Section, following: Section | undefined): Section | undefined {
  if (comment.isLast && following) return isOfNext(comment, section, following) ? following : section
  if (!comment.isFirst) return undefined
  return speaksOfNext(comment.text) && touches(comment.node, comment.next) ? undefined : section
}

/** Of a comment between the text of one section and the heading of the next. */
function isOfNext({node, text, isFirst}: Comment, section: Section, following: Section): boolean {
  if (touches(node, following.heading)) return speaksOfNext(text) || !isFirst || !touches(section.heading, node)
  return speaksOfNext(text) || !(isFirst || /\bthis (?:sub-?)?section\b/i.test(text))
}

/** Whether one node stands on the line right below another. */
function touches(above: RootContent | undefined, below: RootContent | undefined): boolean {
  return above?.position !== undefined && below?.position !== undefined && below.position.start.line === above.position.end.line + 1
}
