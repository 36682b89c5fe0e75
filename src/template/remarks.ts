import type {Html, Nodes, Paragraph, RootContent} from 'mdast'
import {commentText} from '../markdown/comment.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {lineOf} from '../markdown/places.ts'
import {quote, textOf} from '../markdown/text.ts'
import {type Directive, isNamed, readDirective} from './directives.ts'
import type {LabelDirectives} from './label-directives.ts'
import {foldedText} from './heading-pattern.ts'
import {namedOptional, namedRequired, saysOptional, speaksOfNext, tellsIfApplicable} from './optionality.ts'
import type {Inference} from './schema.ts'
import {letsFieldsGo, letsSectionsGo} from './sections-let-go.ts'
import {TemplateError} from './template-error.ts'

/** A comment of a template that speaks of a section. */
export interface Remark {
  readonly text: string
  readonly line: number
  readonly directive: Directive | undefined
}

export type Remarks = ReadonlyMap<Section, readonly Remark[]>

/** What the directives between the headings of a template speak of that is no section. */
export interface OtherSubjects {
  readonly ofLabels: LabelDirectives
  /** Whether a directive says something of the block behind it, which stands in a section. */
  readonly speaksOfBlock: (directive: Directive, block: RootContent, section: Section) => boolean
}

/**
 * Find the comments that speak of each section: those in its heading, those before that, and those that open it.
 *
 * @param path The template's path, for errors.
 * @param title The section below the title, which is none of those that are demanded.
 * @param subjects What directives may speak of beside sections.
 * @throws {TemplateError} For a directive that cannot be read, or that speaks of nothing.
 */
export function findRemarks(
  template: MarkdownDocument,
  path: string,
  title: Section | undefined,
  {ofLabels, speaksOfBlock}: OtherSubjects
): Remarks {
  const remarks = new Map<Section, Remark[]>()
  const sections = [template.root, ...template.sections]
  const add = (section: Section, {node, text, directive}: CommentText) => {
    remarks.set(section, [...(remarks.get(section) ?? []), {text, line: lineOf(node), directive}])
    expectEffect({node, text, directive}, path, (said) => speaksOfSection(said, section, title))
  }
  for (const [index, section] of sections.entries()) {
    for (const comment of commentsIn(section.heading?.children ?? [], path)) add(section, comment)
    for (const comment of commentsOf(section, path)) {
      if (ofLabels.has(comment.node)) continue
      const isDemanded = section !== title && section !== template.root
      const isAgain = saysAgain(comment, remarks.get(section))
      const target = targetOf({...comment, isAgain}, section, sections[index + 1], isDemanded)
      if (target) {
        if (target !== section && isDemanded && speaksOfBoth(comment)) add(section, comment)
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

/** What the text at the head of a template lets go. */
export interface HeadOptions {
  /** Why a section of a name is optional; undefined where it is not named as such. */
  readonly optionOf: (name: string) => Inference | undefined
  /** Why a section of a name may go where a document has no use for it. */
  readonly sparedOf: (name: string) => Inference | undefined
  /** The line that lets labelled lines go where a document has no use for them. */
  readonly fieldsGo: number | undefined
}

/** @param head The blocks that speak of the template as a whole: those of the title, those that explain it, and those of sections that a document does not keep. */
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
  const all = texts.find(({text}) => letsSectionsGo(text))
  const required = new Set(texts.flatMap(({text}) => namedRequired(text).map((name) => foldedText(name))))
  return {
    optionOf: (name) => {
      const line = named.get(foldedText(name))
      return line === undefined ? undefined : {demand: 'optional', reason: 'a comment at the head says so', line}
    },
    sparedOf: (name) =>
      all && !required.has(foldedText(name))
        ? {demand: 'unless it does not apply', reason: `line ${all.line} lets such sections go`, line: all.line}
        : undefined,
    fieldsGo: texts.find(({text}) => letsFieldsGo(text))?.line
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
  /** Whether nothing but comments stands before it in its section. */
  readonly isFirst: boolean
  /** The first block behind it that is no comment; undefined where it closes its section. */
  readonly block: RootContent | undefined
  /** What stands right behind it. */
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
 * Which section a comment speaks of: the next where no more than comments stand between them, else its own where it
 * opens that; undefined where it speaks of a block, or of nothing.
 */
function targetOf(
  comment: Comment & {readonly isAgain: boolean},
  section: Section,
  following: Section | undefined,
  isDemanded: boolean
): Section | undefined {
  const {node, text, directive, isFirst, isAgain, block, next} = comment
  if (!block && following) return isAgain || isOfNext(comment, section, following) ? following : section
  if (!isFirst || (speaksOfNext(text) && touches(node, next))) return undefined
  return directive && block && isOfBlock(directive, block, isDemanded) ? undefined : section
}

/** Whether a comment that stands alone between a heading and that of the first part tells what to write in the section as well. */
function speaksOfBoth({text, directive, isFirst}: Comment): boolean {
  return isFirst && directive === undefined && !speaksOfNext(text) && tellsIfApplicable(text)
}

/** Whether a comment between two headings says of an optional section that it is, which it is of the next then. */
function saysAgain({text, directive}: Comment, known: readonly Remark[] = []): boolean {
  return !directive && saysOptional(text) && known.some((other) => !other.directive && saysOptional(other.text))
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
  if (
    type === 'rows' ||
    type === 'values' ||
    type === 'keep' ||
    type.startsWith('tick ') ||
    (type === 'repeat' && block.type === 'list')
  )
    return true
  return !isDemanded && (type === 'optional' || type === 'required' || type === 'repeat' || type === 'remove')
}

function isOfParts({type}: Directive): boolean {
  return type === 'any order' || type === 'extra sections' || type === 'no extra sections'
}

/** What has a reader of its own, which finds it between blocks, or anywhere. */
const standsAnywhere: ReadonlySet<Directive['type']> = new Set([
  'ignore',
  '/ignore',
  'any of',
  '/any of',
  'placeholder'
])

/** Whether a directive says something of a section; the title's has no more to it than its heading and its parts. */
function speaksOfSection(directive: Directive, section: Section, title: Section | undefined): boolean {
  const {type} = directive
  if (isOfParts(directive)) return type !== 'any order' || section.children.length > 0
  if (type === 'heading') return section.heading !== undefined
  return ofSections.has(type) && section.heading !== undefined && section !== title
}

/** What speaks of a section as a whole, and never of the document. */
const ofSections: ReadonlySet<Directive['type']> = new Set(['optional', 'required', 'repeat', 'remove'])

/** @throws {TemplateError} Where a directive changes nothing, since it speaks of nothing, or of what it cannot speak of. */
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

/** What a directive has to stand before. */
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

/** Whether one node stands on the line right below another. */
function touches(above: RootContent | undefined, below: RootContent | undefined): boolean {
  return (
    above?.position !== undefined &&
    below?.position !== undefined &&
    below.position.start.line === above.position.end.line + 1
  )
}
