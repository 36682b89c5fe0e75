import type {RootContent} from 'mdast'
import {commentText, isComment} from '../markdown/comment.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {lineOf} from '../markdown/places.ts'
import {blanksOf} from './blanks.ts'
import {type DirectivesBefore, closingBlocks} from './content-specs.ts'
import {type Directive, isNamed, readDirective} from './directives.ts'
import {inlineLinksOf} from './inline-links.ts'
import {saysOptionalAnywhere, saysOptional, speaksOfNext} from './optional-wordings.ts'
import {saysRemove} from './removal-wordings.ts'
import type {Placeholder} from './schema.ts'
import {isSupportNote} from './support.ts'

/**
 * The text that a fix inserts for an author in each missing section, by the 1-based line of the template's heading. A
 * section of blanks (labels and cells with placeholders) is inserted as it is, with the template's comments, because
 * every visible part of it is recognised as a leftover. Any other section becomes one comment, because samples,
 * instructions and fixed text would pass for the author's own, and often say little without each other. What a
 * directive says to keep is inserted as it is. Parts are separated by blank lines; line breaks are `\n`.
 */
export function readSamples(
  template: MarkdownDocument,
  placeholders: readonly Placeholder[],
  directivesOf: DirectivesBefore
): Readonly<Record<number, string>> {
  const {isBlank, isFound} = blanksOf(template, placeholders)
  const sourceOf = sourceReader(template)
  const closing = closingBlocks(template)
  const isKept = (block: RootContent) => directivesOf(block).some(({type}) => type === 'keep')
  return Object.fromEntries(
    template.sections.flatMap((section) => {
      const shown = section.content.filter(
        (block) => !closing.has(block) && (isKept(block) || isForAuthor(block, section, directivesOf(block)))
      )
      const forAuthor = shown.filter((block) => !isKept(block))
      const asked = forAuthor.filter(({type}) => type !== 'html')
      const isForm = asked.some((block) => isFound(block)) && asked.every((block) => isBlank(block))
      const texts = isForm ? forAuthor.map((block) => blankOf(block, sourceOf)) : inOneComment(forAuthor, sourceOf)
      const kept = shown.filter((block) => isKept(block)).map((block) => sourceOf(block))
      const blocks = shown[0] && isKept(shown[0]) ? [...kept, ...texts] : [...texts, ...kept]
      return blocks.length > 0 ? [[lineOf(section.heading), blocks.join('\n\n')] as const] : []
    })
  )
}

/** Whether an author who still has to write a section needs to see a block of it. */
function isForAuthor(block: RootContent, section: Section, directives: readonly Directive[]): boolean {
  if (block.type === 'html') return isInstruction(block.value, block, section)
  return (
    block.type !== 'definition' &&
    block.type !== 'thematicBreak' &&
    !directives.some(({type}) => type === 'optional' || type === 'remove')
  )
}

/** The text of a block to fill in; of a table, the header and one row. */
function blankOf(block: RootContent, sourceOf: SourceOf): string {
  const text = sourceOf(block)
  return block.type === 'table' ? text.split('\n').slice(0, 3).join('\n') : text
}

/**
 * Blocks as one comment: all of them or, if that is too long or cannot be a comment, the template's own comments only.
 */
function inOneComment(blocks: readonly RootContent[], sourceOf: SourceOf): readonly string[] {
  if (blocks.length === 1 && blocks[0]?.type === 'html') return [sourceOf(blocks[0])]
  const candidates = [blocks, blocks.filter(({type}) => type === 'html')]
  const texts = candidates.map((some) => some.map((block) => withoutMarkers(sourceOf(block))).join('\n\n'))
  const text = texts.find((candidate) => candidate !== '' && isCommentable(candidate))
  return text === undefined ? [] : [`<!--\n${text}\n-->`]
}

/** Whether a text can be a comment for people that no program obeys. */
function isCommentable(text: string): boolean {
  return text.length <= longestComment && !/<!--|--!?>|^guidelint\b/m.test(text) && !isControl(text.trim())
}

const longestComment = 4000

/** A text without the marks that open and close its comments. */
function withoutMarkers(text: string): string {
  const comment = isComment(text) ? text.trim().slice(4, -3) : undefined
  return comment === undefined ? text.replaceAll(/<!-- ?| ?-->/g, '') : comment.replace(/^[ \t]*(?:\n)*/, '').trimEnd()
}

/** Whether a comment tells authors what belongs in its section. A comment at the end is about what follows. */
function isInstruction(html: string, block: RootContent, {content}: Section): boolean {
  const comment = commentText(html)
  if (
    comment === undefined ||
    isControl(comment) ||
    isSupportNote(comment) ||
    saysOptional(comment) ||
    saysOptionalAnywhere(comment) ||
    saysRemove(comment) ||
    readDirective(html, '', undefined)
  )
    return false
  return (
    block === content[0] ||
    !(speaksOfNext(comment) || content.slice(content.indexOf(block)).every(({type}) => type === 'html'))
  )
}

/** Returns the lines of a node as written, except for directives and with inline links only. */
type SourceOf = (node: RootContent) => string

function sourceReader(template: MarkdownDocument): SourceOf {
  const {source} = template
  const {sourceBetween, inComment} = inlineLinksOf(template)
  return ({type, position}) => {
    const start = source.lastIndexOf('\n', (position?.start.offset ?? 0) - 1) + 1
    const end = position?.end.offset ?? source.length
    const text = type === 'html' ? inComment(source.slice(start, end)) : sourceBetween(start, end)
    return withoutDirectives(text).replaceAll('\r\n', '\n').trimEnd()
  }
}

/** Whether a comment is for a linter or a formatter, and might turn rules off in a document. */
function isControl(comment: string): boolean {
  return (
    isNamed(comment) ||
    /^(?:lint|markdownlint\S*|prettier\S*|vale|cspell\S*|textlint\S*)(?![\p{Alpha}\p{N}])/u.test(comment)
  )
}

/** A text without comments for linters, and without the spaces or the bullet before them. */
function withoutDirectives(text: string): string {
  const [first = '', ...comments] = text.split('<!--')
  return comments.reduce((before, comment) => {
    const end = comment.indexOf('-->')
    return end >= 0 && isControl(comment.slice(0, end).trim())
      ? before.trimEnd().replace(/\n[ \t]*[-*+]$/, '') + comment.slice(end + 3)
      : `${before}<!--${comment}`
  }, first)
}
