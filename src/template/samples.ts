import type {ListItem, RootContent, Table} from 'mdast'
import {commentText} from '../markdown/comment.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {lineOf} from '../markdown/places.ts'
import {textOf} from '../markdown/text.ts'
import {type DirectivesBefore, closingBlocks} from './content-specs.ts'
import {type Directive, isNamed, readDirective} from './directives.ts'
import {letsGo, saysOptional, saysRemove, speaksOfNext} from './optionality.ts'
import type {Placeholder} from './schema.ts'
import {isSupportNote} from './support.ts'

/**
 * What a template has in each section for an author who has yet to write it, by the line of the heading: of its own text
 * what is to be filled in and is found again where it is left, what a directive says to keep, and comments on what belongs
 * there. All else, which would pass for written, is a comment. Its parts are separated by blank lines; line breaks are `\n`.
 */
export function readSamples(
  template: MarkdownDocument,
  placeholders: readonly Placeholder[],
  directivesOf: DirectivesBefore
): Readonly<Record<number, string>> {
  const toFill = placeholders.filter(
    ({kind, type}) => kind !== 'companion' && kind !== 'remark' && type !== 'paragraph'
  )
  const open = new Set(toFill.map(({line}) => line))
  const hasOpen = ({position}: RootContent | ListItem) =>
    position !== undefined && linesOf(position).some((line) => open.has(line))
  const closing = closingBlocks(template)
  return Object.fromEntries(
    template.sections.flatMap((section) => {
      const content = section.content.filter((block) => !closing.has(block))
      const isOpen = content.some((block) => hasOpen(block))
      const parts = content.flatMap((block): readonly Part[] => {
        const directives = directivesOf(block)
        const texts =
          isOpen || block.type === 'html' || directives.some(({type}) => type === 'keep')
            ? sampleOf(block, section, {template, hasOpen, directives})
            : []
        return texts.length > 0
          ? texts.map((text) => ({text}))
          : isTold(block, directives)
            ? [{text: sourceOf(block, template.source), isComment: true}]
            : []
      })
      const blocks = withDefinitions(joinedComments(parts), section, template)
      return blocks.length > 0 ? [[lineOf(section.heading), blocks.join('\n\n')] as const] : []
    })
  )
}

/** A text of a section, as it is put in, or as it stands in a comment. */
interface Part {
  readonly text: string
  readonly isComment?: true
}

/** Whether an author who has nothing of a block is to see it. */
function isTold({type}: RootContent, directives: readonly Directive[]): boolean {
  return (
    type !== 'html' &&
    type !== 'definition' &&
    type !== 'thematicBreak' &&
    !directives.some((directive) => directive.type === 'optional' || directive.type === 'remove')
  )
}

/** What stands together and is a comment, in one; a longer one is none to look at. */
function joinedComments(parts: readonly Part[]): readonly string[] {
  const runs: Part[][] = []
  for (const part of parts) {
    const last = runs.at(-1)
    if (last?.[0]?.isComment && part.isComment) last.push(part)
    else runs.push([part])
  }
  return runs.flatMap((run) => {
    const text = run.map((part) => part.text).join('\n\n')
    if (!run[0]?.isComment) return [text]
    return text.length > longestComment || /--!?>|^guidelint\b/m.test(text) ? [] : [`<!--\n${text}\n-->`]
  })
}

const longestComment = 4000

/** Texts of a section, those that refer to what the template defines elsewhere as comments, and its own definitions where some refer to these. */
function withDefinitions(
  samples: readonly string[],
  {content}: Section,
  template: MarkdownDocument
): readonly string[] {
  const isOwn = new Map(
    template.nodes('definition').map(({node}) => [node.identifier, content.includes(node)] as const)
  )
  // Behind a text in brackets a label is a reference, whether there is a definition of it or not.
  const references = (text: string) =>
    text.startsWith('<!--')
      ? []
      : Array.from(
          text.matchAll(/(\]?)\[([^[\]]+)\](?![(\]:])/g),
          ([, behind, label = '']) => isOwn.get(label.trim().toLowerCase()) ?? (behind === ']' ? false : undefined)
        )
  const kept = samples.map((text) => (references(text).includes(false) ? `<!--\n${text}\n-->` : text))
  const definitions = kept.some((text) => references(text).includes(true))
    ? content.filter(({type}) => type === 'definition').map((block) => sourceOf(block, template.source))
    : []
  return [...kept, ...joined(definitions)]
}

interface Context {
  readonly template: MarkdownDocument
  readonly hasOpen: (node: RootContent | ListItem) => boolean
  /** What directives before a block say of it. */
  readonly directives: readonly Directive[]
}

function sampleOf(block: RootContent, section: Section, {template, hasOpen, directives}: Context): readonly string[] {
  const {source} = template
  const says = (...types: ReadonlyArray<Directive['type']>) => directives.some(({type}) => types.includes(type))
  if (says('keep')) return [sourceOf(block, source)]
  if (says('optional', 'remove')) return []
  switch (block.type) {
    case 'html':
      return isInstruction(block.value, block, section) ? [sourceOf(block, source)] : []
    case 'table':
      return rowsOf(block, source, hasOpen)
    case 'list':
      return joined(
        block.children
          .filter((item) => hasOpen(item) || item.checked === false || isBlankLabel(textOf(item)))
          .map((item) => sourceOf(item, source))
      )
    default:
      return hasOpen(block) || (isLabelInBold(block) && !isLeadIn(block, section, hasOpen))
        ? [sourceOf(block, source)]
        : []
  }
}

/** Whether a comment tells authors what belongs in its section; one at the end speaks of what follows. */
function isInstruction(html: string, block: RootContent, {content}: Section): boolean {
  const comment = commentText(html)
  if (
    comment === undefined ||
    isControl(comment) ||
    isSupportNote(comment) ||
    saysOptional(comment) ||
    letsGo(comment) ||
    saysRemove(comment) ||
    readDirective(html, '', undefined)
  )
    return false
  return (
    block === content[0] ||
    !(speaksOfNext(comment) || content.slice(content.indexOf(block)).every(({type}) => type === 'html'))
  )
}

/** All of a table of which a row has something to fill in. */
function rowsOf(table: Table, source: string, hasOpen: Context['hasOpen']): readonly string[] {
  const [, ...rows] = table.children
  const isOpen = rows.some((row) => hasOpen(row) || row.children.slice(1).some(({children}) => children.length === 0))
  return isOpen ? [sourceOf(table, source)] : []
}

function joined(items: readonly string[]): readonly string[] {
  return items.length > 0 ? [items.join('\n')] : []
}

function isLabelInBold(block: RootContent): boolean {
  return block.type === 'paragraph' && block.children[0]?.type === 'strong' && isBlankLabel(textOf(block))
}

/** Whether a label speaks of a block behind it that is left out. */
function isLeadIn(block: RootContent, {content}: Section, hasOpen: Context['hasOpen']): boolean {
  const next = content[content.indexOf(block) + 1]
  return next !== undefined && (next.type === 'code' || next.type === 'list' || next.type === 'table') && !hasOpen(next)
}

/** Whether a label has nothing behind it. */
function isBlankLabel(text: string): boolean {
  return /^[^\n:：]{1,60}[:：]\s*$/.test(text)
}

/** The lines that a node takes, as they are written but for directives. */
function sourceOf({position}: RootContent | ListItem, source: string): string {
  const start = source.lastIndexOf('\n', (position?.start.offset ?? 0) - 1) + 1
  return withoutDirectives(source.slice(start, position?.end.offset)).replaceAll('\r\n', '\n').trimEnd()
}

function linesOf({start, end}: NonNullable<RootContent['position']>): readonly number[] {
  return Array.from({length: end.line - start.line + 1}, (_, index) => start.line + index)
}

/** Whether a comment says something to a linter: in a document it would turn rules off. */
function isControl(comment: string): boolean {
  return (
    isNamed(comment) ||
    /^(?:lint|markdownlint\S*|prettier\S*|vale|cspell\S*|textlint\S*)(?![\p{L}\p{N}])/u.test(comment)
  )
}

/** A text without the comments to linters, and the blanks before them. */
function withoutDirectives(text: string): string {
  const [first = '', ...comments] = text.split('<!--')
  return comments.reduce((before, comment) => {
    const end = comment.indexOf('-->')
    return end >= 0 && isControl(comment.slice(0, end).trim())
      ? before.trimEnd() + comment.slice(end + 3)
      : `${before}<!--${comment}`
  }, first)
}
