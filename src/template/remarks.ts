import type {Html, RootContent} from 'mdast'
import {commentText} from '../markdown/comment.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {lineOf} from '../markdown/places.ts'
import {quote} from '../markdown/text.ts'
import {type Directive, readDirective} from './directives.ts'
import {speaksOfNext} from './optionality.ts'
import {TemplateError} from './template-error.ts'

/** A comment of a template that speaks of a section. */
export interface Remark {
  readonly text: string
  readonly line: number
  readonly directive: Directive | undefined
}

export type Remarks = ReadonlyMap<Section, readonly Remark[]>

/**
 * Find the comments that speak of each section: those in its heading, those before that, and those that open it.
 *
 * @param path The template's path, for errors.
 * @param title The section below the title, which is none of those that are demanded.
 * @throws {TemplateError} For a directive that cannot be read, or that speaks of nothing.
 */
export function findRemarks(template: MarkdownDocument, path: string, title: Section | undefined): Remarks {
  const remarks = new Map<Section, Remark[]>()
  const sections = [template.root, ...template.sections]
  const add = (section: Section, node: Html, text: string, directive: Directive | undefined) => {
    remarks.set(section, [...(remarks.get(section) ?? []), {text, line: lineOf(node), directive}])
  }
  for (const [index, section] of sections.entries()) {
    for (const node of section.heading?.children ?? []) {
      const text = node.type === 'html' ? commentText(node.value) : undefined
      if (node.type === 'html' && text !== undefined) add(section, node, text, readDirective(node.value, path, node.position?.start))
    }
    for (const comment of commentsOf(section, path)) {
      const target = targetOf(comment, section, sections[index + 1], section !== title && section !== template.root)
      if (target) add(target, comment.node, comment.text, comment.directive)
      expectEffect(comment, target, path)
    }
  }
  return remarks
}

/** A comment in the content of a section. */
interface Comment {
  readonly node: Html
  readonly text: string
  readonly directive: Directive | undefined
  /** Whether nothing but comments stands before it in its section. */
  readonly isFirst: boolean
  /** The first block behind it that is no comment; undefined where it closes its section. */
  readonly block: RootContent | undefined
  /** What stands right behind it. */
  readonly next: RootContent | undefined
}

function commentsOf({content}: Section, path: string): readonly Comment[] {
  const texts = content.map((node) => (node.type === 'html' ? commentText(node.value) : undefined))
  const first = texts.findIndex((text) => text === undefined)
  let block: RootContent | undefined
  return content
    .toReversed()
    .flatMap((node, reversed): readonly Comment[] => {
      const index = content.length - 1 - reversed
      const text = texts[index]
      if (node.type !== 'html' || text === undefined) {
        block = node
        return []
      }
      return [{node, text, directive: readDirective(node.value, path, node.position?.start), isFirst: first < 0 || index < first, block, next: content[index + 1]}]
    })
    .toReversed()
}

/**
 * Which section a comment speaks of: the next where no more than comments stand between them, else its own where it
 * opens that; undefined where it speaks of a block, or of nothing.
 */
function targetOf(comment: Comment, section: Section, following: Section | undefined, isDemanded: boolean): Section | undefined {
  const {node, text, directive, isFirst, block, next} = comment
  if (!block && following) return isOfNext(comment, section, following) ? following : section
  if (!isFirst || (speaksOfNext(text) && touches(node, next))) return undefined
  return directive && block && isOfBlock(directive, block, isDemanded) ? undefined : section
}

/** Of a comment between the text of one section and the heading of the next. */
function isOfNext({node, text, directive, isFirst}: Comment, section: Section, following: Section): boolean {
  if (!isFirst || speaksOfNext(text)) return true
  const [isBelow, isAbove] = [touches(section.heading, node), touches(node, following.heading)]
  if (isBelow || isAbove) return !isBelow
  // How its parts are ordered a section says before the first of them.
  return following.depth > section.depth && !(directive && isOfParts(directive))
}

/** Whether a directive that opens a section speaks of the first block of it; one below the title does, since that is not demanded as a section. */
export function isOfBlock(directive: Directive, block: RootContent, isDemanded: boolean): boolean {
  const {type} = directive
  if (type === 'rows' || type === 'values' || type === 'keep' || (type === 'repeat' && block.type === 'list')) return true
  return !isDemanded && (type === 'optional' || type === 'required' || type === 'repeat' || type === 'remove')
}

function isOfParts({type}: Directive): boolean {
  return type === 'any order' || type === 'extra sections' || type === 'no extra sections'
}

/** Whether a comment starts with the name of this tool, so that it cannot be meant for anybody else. */
function isNamed(comment: string): boolean {
  return /^guidelint\b/i.test(comment)
}

/** @throws {TemplateError} Where a directive changes nothing, since it speaks of nothing, or of what it cannot speak of. */
function expectEffect({node, text, directive, block}: Comment, section: Section | undefined, path: string): void {
  if (!directive || !isNamed(text)) return
  const hasEffect = section ? speaksOfSection(directive, section) : speaksOfBlock(directive, block)
  if (!hasEffect) throw new TemplateError(`Unexpected directive ${quote(text)}, expected it before ${wantedBy(directive)}`, path, node.position?.start)
}

function speaksOfSection(directive: Directive, {heading, children}: Section): boolean {
  if (isOfParts(directive)) return directive.type !== 'any order' || children.length > 0
  if (directive.type === 'rows') return false
  return heading !== undefined || !ofSections.has(directive.type)
}

/** What speaks of a section as a whole, and never of the document. */
const ofSections: ReadonlySet<Directive['type']> = new Set(['optional', 'required', 'repeat', 'remove', 'heading'])

function speaksOfBlock(directive: Directive, block: RootContent | undefined): boolean {
  if (standsAnywhere.has(directive.type)) return true
  if (!block || directive.type === 'heading' || isOfParts(directive)) return false
  return (directive.type !== 'rows' && directive.type !== 'repeat') || block.type === 'list' || block.type === 'table'
}

const standsAnywhere: ReadonlySet<Directive['type']> = new Set(['ignore', '/ignore', 'any of', '/any of', 'placeholder'])

function wantedBy(directive: Directive): string {
  if (directive.type === 'rows') return 'a table or a list'
  if (directive.type === 'heading') return 'a heading'
  if (isOfParts(directive)) return 'the sections that it speaks of, or first in a section with sub-headings'
  return 'a heading or a block'
}

/** Whether one node stands on the line right below another. */
function touches(above: RootContent | undefined, below: RootContent | undefined): boolean {
  return above?.position !== undefined && below?.position !== undefined && below.position.start.line === above.position.end.line + 1
}
