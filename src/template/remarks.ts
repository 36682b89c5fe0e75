import type {Html, Nodes, Paragraph, RootContent} from 'mdast'
import {commentText} from '../markdown/comment.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {lineOf} from '../markdown/places.ts'
import {quote, textOf} from '../markdown/text.ts'
import {type Directive, isNamed, readDirective} from './directives.ts'
import type {LabelDirectives} from './label-directives.ts'
import {foldedText} from './heading-pattern.ts'
import {namedOptional, namedRequired, saysOptional, speaksOfNext, tellsIfApplicable} from './optional-wordings.ts'
import type {Inference} from './schema.ts'
import {sectionsNamedIn} from './sections-named-at-head.ts'
import {makesFieldsOptional, makesSectionsOptional} from './optional-throughout.ts'
import {TemplateError} from './template-error.ts'

/** A comment of a template about a section. */
export interface Remark {
  readonly text: string
  readonly line: number
  readonly directive: Directive | undefined
}

export type Remarks = ReadonlyMap<Section, readonly Remark[]>

/** What directives between the headings of a template may be about, other than sections. */
export interface OtherSubjects {
  readonly ofLabels: LabelDirectives
  /** Whether a directive can apply to the block after it in a section. */
  readonly speaksOfBlock: (directive: Directive, block: RootContent, section: Section) => boolean
}

/**
 * Find the comments about each section: those in its heading, those before its heading, and those that open it.
 *
 * @param path The template's path, for errors.
 * @param title The section of the title, which is not among the required sections.
 * @param subjects What directives may be about other than sections.
 * @throws {TemplateError} For a directive that cannot be read, or that is about nothing.
 */
export function findRemarks(
  template: MarkdownDocument,
  path: string,
  title: Section | undefined,
  {ofLabels, speaksOfBlock}: OtherSubjects
): Remarks {
  const remarks = new Map<Section, Remark[]>()
  const sections = [template.root, ...template.sections]
  const isBelowHabit = standBelowHeadings(sections)
  const add = (section: Section, {node, text, directive}: CommentText) => {
    remarks.set(section, [...(remarks.get(section) ?? []), {text, line: lineOf(node), directive}])
    expectEffect({node, text, directive}, path, (said) => speaksOfSection(said, section, title))
  }
  for (const [index, section] of sections.entries()) {
    for (const comment of commentsIn(section.heading?.children ?? [], path)) add(section, comment)
    for (const comment of commentsOf(section, path)) {
      if (ofLabels.has(comment.node)) continue
      const isRequirable = section !== title && section !== template.root
      const isAgain = saysAgain(comment, remarks.get(section))
      const target = targetOf({...comment, isAgain, isBelowHabit}, section, sections[index + 1], isRequirable)
      if (target) {
        if (target !== section && isRequirable && speaksOfBoth(comment)) add(section, comment)
        add(target, comment)
      } else
        expectEffect(
          comment,
          path,
          (said) => comment.block !== undefined && speaksOfBlock(said, comment.block, section)
        )
    }
  }
  return remarks
}

/** What the text at the head of a template allows to be left out. */
export interface HeadOptions {
  /** Why the section with a name is optional; undefined if the head does not say so. */
  readonly optionOf: (name: string) => Inference | undefined
  /** Why the section with a name may be left out if it does not apply; undefined if the head does not say so. */
  readonly sparedOf: (name: string) => Inference | undefined
  /** Whether the head says that documents do not have the section with a name. */
  readonly isLeftOut: (name: string) => boolean
  /** The line that says that fields may be left out if they do not apply; undefined if no line does. */
  readonly fieldsGo: number | undefined
}

/**
 * @param head The blocks about the template as a whole: those below the title, those that explain it, and those of
 *   sections that documents do not keep.
 */
export function headOptions(head: readonly RootContent[]): HeadOptions {
  const texts = head.flatMap((node) => {
    const comment = node.type === 'html' ? commentText(node.value) : undefined
    return comment === undefined
      ? paragraphsIn(node).map((paragraph) => ({text: textOf(paragraph), line: lineOf(paragraph), isComment: false}))
      : [{text: comment, line: lineOf(node), isComment: true}]
  })
  const comments = texts.filter(({isComment}) => isComment)
  const named = new Map(
    comments.flatMap(({text, line}) => namedOptional(text).map((name) => [foldedText(name), line] as const))
  )
  const said = texts.flatMap(({text, line}) => sectionsNamedIn(text).map((sections) => ({...sections, line})))
  const all = texts.find(({text}) => makesSectionsOptional(text))
  const required = new Set(texts.flatMap(({text}) => namedRequired(text).map((name) => foldedText(name))))
  return {
    optionOf: (name) => {
      const line = named.get(foldedText(name))
      if (line !== undefined) return {demand: 'optional', reason: 'a comment at the head says so', line}
      const naming = said.find(({isOptional, has}) => isOptional && has(name))
      return naming && {demand: 'optional', reason: `line ${naming.line} says so`, line: naming.line}
    },
    isLeftOut: (name) => said.some(({isOptional, has}) => !isOptional && has(name)),
    sparedOf: (name) =>
      all && !required.has(foldedText(name))
        ? {demand: 'unless it does not apply', reason: `line ${all.line} lets such sections go`, line: all.line}
        : undefined,
    fieldsGo: texts.find(({text}) => makesFieldsOptional(text))?.line
  }
}

/** The paragraphs of a block, in quotes and lists as well. */
function paragraphsIn(node: RootContent): readonly Paragraph[] {
  if (node.type === 'paragraph') return [node]
  return node.type === 'blockquote' || node.type === 'list' || node.type === 'listItem'
    ? node.children.flatMap((child) => paragraphsIn(child))
    : []
}

interface CommentText {
  readonly node: Html
  readonly text: string
  readonly directive: Directive | undefined
}

/** A comment in the content of a section. */
interface Comment extends CommentText {
  /** Whether only comments are before it in its section. */
  readonly isFirst: boolean
  /** The first block after it that is not a comment; undefined if there is none in its section. */
  readonly block: RootContent | undefined
  /** The node right after it. */
  readonly next: RootContent | undefined
}

function commentsIn(nodes: readonly Nodes[], path: string): readonly CommentText[] {
  return nodes.flatMap((node) => {
    const text = node.type === 'html' ? commentText(node.value) : undefined
    return node.type === 'html' && text !== undefined
      ? [{node, text, directive: readDirective(node.value, path, node.position?.start)}]
      : []
  })
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
      return [
        {
          node,
          text,
          directive: readDirective(node.value, path, node.position?.start),
          isFirst: first < 0 || index < first,
          block,
          next: content[index + 1]
        }
      ]
    })
    .toReversed()
}

/**
 * The section that a comment is about: the next one if only comments come between them, otherwise its own if the
 * comment opens it; undefined if it is about a block, or about nothing.
 */
function targetOf(
  comment: Comment & {readonly isAgain: boolean; readonly isBelowHabit: boolean},
  section: Section,
  following: Section | undefined,
  isRequirable: boolean
): Section | undefined {
  const {node, text, directive, isFirst, isAgain, block, next} = comment
  if (!block && following) return isAgain || isOfNext(comment, section, following) ? following : section
  if (!isFirst || (speaksOfNext(text) && touches(node, next))) return undefined
  return directive && block && isOfBlock(directive, block, isRequirable) ? undefined : section
}

/** Whether a comment alone between a heading and its first subheading also says what to write in the outer section. */
function speaksOfBoth({text, directive, isFirst}: Comment): boolean {
  return isFirst && directive === undefined && !speaksOfNext(text) && tellsIfApplicable(text)
}

/**
 * Whether a comment says `optional` once more about a section that is known to be optional, so that it is about the
 * next one.
 */
function saysAgain({text, directive}: Comment, known: readonly Remark[] = []): boolean {
  return !directive && saysOptional(text) && known.some((other) => !other.directive && saysOptional(other.text))
}

/** Whether a comment between a section and the heading of the next is about the next. */
function isOfNext(
  {node, text, directive, isFirst, isBelowHabit}: Comment & {readonly isBelowHabit: boolean},
  section: Section,
  following: Section
): boolean {
  if (!isFirst || speaksOfNext(text)) return true
  const [isBelow, isAbove] = [touches(section.heading, node), touches(node, following.heading)]
  if (isBelow || isAbove) return !isBelow
  // Directives about the order of subsections come before the first of these.
  return following.depth > section.depth && !(directive ? isOfParts(directive) : isBelowHabit)
}

/** Whether a template has its comments below the headings of what they speak of, and none above. */
function standBelowHeadings(sections: readonly Section[]): boolean {
  const below = sections.filter(
    ({heading, content: [first, second]}) => heading && isPlain(first) && second !== undefined && second.type !== 'html'
  )
  const isAbove = sections.some(({content}, index) => {
    const last = content.at(-1)
    return isPlain(last) && touches(last, sections[index + 1]?.heading)
  })
  return below.length >= fewestBelow && !isAbove
}

/** Whether a block is a comment for people. */
function isPlain(node: RootContent | undefined): boolean {
  const comment = node?.type === 'html' ? commentText(node.value) : undefined
  return comment !== undefined && !isNamed(comment)
}

/** Fewer are no habit of a template. */
const fewestBelow = 3

/**
 * Whether a directive that opens a section is about its first block. Below the title more of them are, since the title
 * is not required as a section.
 */
export function isOfBlock(directive: Directive, block: RootContent, isRequirable: boolean): boolean {
  const {type} = directive
  if (
    type === 'rows' ||
    type === 'values' ||
    type === 'keep' ||
    type.startsWith('tick ') ||
    (type === 'repeat' && block.type === 'list')
  )
    return true
  return !isRequirable && (type === 'optional' || type === 'required' || type === 'repeat' || type === 'remove')
}

function isOfParts({type}: Directive): boolean {
  return type === 'any order' || type === 'extra sections' || type === 'no extra sections'
}

/** Directives with readers of their own, which find them wherever they are. */
const standsAnywhere: ReadonlySet<Directive['type']> = new Set([
  'ignore',
  '/ignore',
  'any of',
  '/any of',
  'placeholder'
])

/**
 * Whether a directive can apply to a section; to that of the title, only directives about headings or subsections can.
 */
function speaksOfSection(directive: Directive, section: Section, title: Section | undefined): boolean {
  const {type} = directive
  if (isOfParts(directive)) return type !== 'any order' || section.children.length > 0
  if (type === 'heading') return section.heading !== undefined
  return ofSections.has(type) && section.heading !== undefined && section !== title
}

/** Directives about a section as a whole, and never about the document. */
const ofSections: ReadonlySet<Directive['type']> = new Set(['optional', 'required', 'repeat', 'remove'])

/**
 * @throws {TemplateError} If a directive has no effect, because it is about nothing or about something that it cannot
 *   apply to.
 */
function expectEffect(
  {node, text, directive}: CommentText,
  path: string,
  hasEffect: (directive: Directive) => boolean
): void {
  if (directive && isNamed(text) && !standsAnywhere.has(directive.type) && !hasEffect(directive))
    throw new TemplateError(
      `Unexpected directive ${quote(text)}, expected it before ${wantedBy(directive)}`,
      path,
      node.position?.start
    )
}

const sectionOrBlock = 'a section, a table, a list, a code block or a label'

/** What a directive must come before, for a message. */
function wantedBy(directive: Directive): string {
  return isOfParts(directive)
    ? 'the sections that it speaks of, or first in a section with sub-headings'
    : (subjects[directive.type] ?? sectionOrBlock)
}

const subjects: Readonly<Partial<Record<Directive['type'], string>>> = {
  rows: 'a table or a list',
  repeat: 'a section, a table or a list',
  heading: 'a heading',
  label: 'a label, or at the end of its line',
  values: 'a label, a table with one of them in a column, or the only text of a section',
  keep: 'a text, a table, a list or a code block',
  'tick one': 'a list with boxes',
  'tick only one': 'a list with boxes',
  'tick all': 'a list with boxes',
  ignore: 'a section or a block',
  '/ignore': 'a section or a block',
  'any of': 'a section',
  '/any of': 'a section',
  remove: 'a section, a text, a table, a list or a code block'
}

/** Whether one node starts on the line right below another. */
function touches(above: RootContent | undefined, below: RootContent | undefined): boolean {
  return (
    above?.position !== undefined &&
    below?.position !== undefined &&
    below.position.start.line === above.position.end.line + 1
  )
}
