import {slug} from 'github-slugger'
import {isContentsHeading} from '../align/contents.ts'
import {comment, holdsAnything, writeContent} from './content-text.ts'
import type {InferredKey} from './front-matter-keys.ts'
import type {InferredTemplate} from './infer.ts'
import {Lines} from './lines.ts'
import {type Escaping, inlineMarkdown, literal, pieceMarkdown, placeholder} from './markdown-text.ts'
import {dateToFill} from './pieces.ts'
import {foldedText, headingPattern, headingText} from '../template/heading-pattern.ts'
import {supportNote} from '../template/support.ts'
import {ownForm} from '../template/name-forms.ts'
import {isAlsoNamed} from '../template/name-variants.ts'
import {nameExpression} from '../template/name-expression.ts'
import type {InferredSection} from './sections.ts'
import type {InferredValue} from './values.ts'

/** The manner in which a section is written, so that it is read as it was inferred. */
export interface Manner {
  readonly escaping: Escaping
  /** Whether a directive says that it is required, since its name or its parts would otherwise make it optional. */
  readonly isSaidRequired: boolean
  /** Whether it is written as optional although it is required, since it is read as optional even with the directive. */
  readonly isFreed: boolean
  /** Whether a directive gives its name as a regular expression, since the heading alone would be read as having slots. */
  readonly isExpressed: boolean
  /** Whether it is left out, since no manner makes it read as it was inferred. */
  readonly isLeftOut: boolean
}

export const usualManner: Manner = {
  escaping: 'needed',
  isSaidRequired: false,
  isFreed: false,
  isExpressed: false,
  isLeftOut: false
}

/** A template's text, and the 1-based line of each section's heading. */
export interface Written {
  readonly text: string
  readonly lines: ReadonlyMap<InferredSection, number>
}

/** Write an inferred template. A comment on each part says how many documents have it. */
export function writeTemplate(inferred: InferredTemplate, mannerOf: (section: InferredSection) => Manner): Written {
  const lines = new Lines()
  const {keys, title, head, documents, sections} = inferred
  if (keys.length > 0) lines.block('---', ...keys.flatMap((key) => keyLines(key, documents)), '---')
  if (title?.isHeading) lines.block(`# ${pieceMarkdown(title.pieces, 'needed')}`)
  if (title?.isHeading) lines.block(comment(shown(title.count, {of: documents, units: 'documents'})))
  writeContent(head, 'Introduction', lines, head.hasText)
  const headings = new Map<InferredSection, number>()
  writeSections(sections, '', {lines, mannerOf, headings})
  return {text: `${lines.all.join('\n')}\n`, lines: headings}
}

function shown(count: number, {of, units}: InferredSection['among']): string {
  return supportNote(
    `${count}`,
    of,
    units === 'documents with this section'
      ? 'documents with the section above it'
      : units === 'sections of this kind'
        ? 'sections above it'
        : units
  )
}

function keyLines({key, value, isList, isRequired, count}: InferredKey, of: number): readonly string[] {
  const support = `# ${isRequired ? '' : 'optional, '}${count} of ${of} documents`
  const name = placeholder(key.replaceAll(/[_-]+/g, ' '))
  if (isList) return [`${key}: ${support}`, `  - "${name}"`]
  return [`${key}: ${keyText(value, name)} ${support}`]
}

function keyText(value: InferredValue, name: string): string {
  switch (value.type) {
    case 'date':
      return dateToFill
    case 'constant':
      return value.value
    case 'choice':
      return value.values.join(' | ')
    default:
      return `"${name}"`
  }
}

/** The state that is shared while all sections are written. */
interface Writing {
  readonly lines: Lines
  readonly mannerOf: (section: InferredSection) => Manner
  readonly headings: Map<InferredSection, number>
}

function writeSections(sections: readonly InferredSection[], prefix: string, writing: Writing): void {
  const kept = sections.filter((section) => !writing.mannerOf(section).isLeftOut)
  const numbers = numbersOf(kept, prefix)
  for (const [index, section] of kept.entries()) {
    const entries = isContentsHeading(headingText(plainName(section)))
      ? contentsEntries(kept, section, numbers, writing.mannerOf)
      : []
    writeSection(section, numbers[index] ?? '', entries, writing)
  }
}

function writeSection(section: InferredSection, number: string, entries: readonly string[], writing: Writing): void {
  const {lines, mannerOf, headings} = writing
  const {content, children, depth, count, among} = section
  const asksForText =
    entries.length === 0 && (content.isFilled ? content.hasText || !holdsAnything(content) : children.length === 0)
  // A comment between two headings might be read as applying to the second.
  const isBare = !asksForText && entries.length === 0 && !holdsAnything(content)
  const directives = directivesOf(section, mannerOf(section))
  lines.block(
    [
      `${'#'.repeat(depth)} ${number}${headingMarkdown(section, mannerOf(section))}`,
      ...(isBare ? directives : [])
    ].join(' ')
  )
  headings.set(section, lines.count)
  lines.block(...(isBare ? [] : directives), comment(shown(count, among)))
  lines.block(...entries)
  writeContent(content, plainName(section), lines, asksForText)
  writeSections(children, number === '' ? '' : `${number.replace(/[.)]? $/, '')}.`, writing)
}

function headingMarkdown({sample, pieces}: InferredSection, {escaping}: Manner): string {
  const heading = sample?.section.heading
  return heading
    ? inlineMarkdown(heading.children, escaping).replace(/^\d{1,2}(?:\.\d{1,2})*[.)]? (?=\S)/, '')
    : pieceMarkdown(pieces, escaping)
}

function directivesOf(section: InferredSection, {isSaidRequired, isFreed, isExpressed}: Manner): readonly string[] {
  const isRequired = section.isRequired && !isFreed
  const expression = expressionOf(section, isExpressed)
  return [
    ...(isSaidRequired && isRequired ? ['required'] : []),
    ...(isRequired ? [] : ['optional']),
    ...(section.isRepeated ? ['repeat 1+'] : []),
    ...(expression === undefined ? [] : [`heading /${expression}/`])
  ].map((directive) => comment(`guidelint ${directive}`))
}

/** The entries of a contents list: links to the siblings after it, except those with names of their own in each document. */
function contentsEntries(
  siblings: readonly InferredSection[],
  contents: InferredSection,
  numbers: readonly string[],
  mannerOf: Writing['mannerOf']
): readonly string[] {
  return siblings.flatMap((section, rank) => {
    // A name that needs escapes in a heading would not be plain in a link, either.
    if (
      rank <= siblings.indexOf(contents) ||
      !section.sample ||
      mannerOf(section).escaping !== 'needed' ||
      /[[\]{}<>]/.test(plainName(section))
    )
      return []
    const name = `${numbers[rank] ?? ''}${plainName(section)}`
    return [`- [${literal(name, 'needed')}](#${slug(name)})`]
  })
}

/** The numbers of siblings with the space after them; empty for those that most documents do not number, and for all if most siblings are not numbered. */
function numbersOf(sections: readonly InferredSection[], prefix: string): readonly string[] {
  const counted = sections.filter(({numbering}) => numbering !== undefined)
  if (counted.length * 2 <= sections.length) return []
  return sections.map((section) =>
    section.numbering === undefined ? '' : `${prefix}${counted.indexOf(section) + 1}${counted[0]?.numbering ?? ''} `
  )
}

/** A section's name without slots, and without a number or colon before one. */
function plainName({pieces}: InferredSection): string {
  const name = pieces.map((piece) => ('literal' in piece ? piece.literal : ' ')).join('')
  return pieces.length > 1 ? name.trim().replace(/(?:\s(?:\d[\d.]*|[A-Z]))?\s?:?$/, '') : name
}

/** A name that at least this share of the documents with a section gives it is usual, not a slip. */
const shareOfUsual = 0.1

/** A regular expression for the usual names of a section, if several of them would not match each other. */
function expressionOf({names, sample, count: documents}: InferredSection, isExpressed: boolean): string | undefined {
  const pattern = headingPattern(names[0]?.name ?? '', [], false)
  const isAccepted = (name: string) => isAlsoNamed(pattern.folded, foldedText(name))
  const usual = names.filter(
    ({name, count}, index) => index === 0 || (count > 1 && count >= shareOfUsual * documents && !isAccepted(name))
  )
  const expression =
    sample && (usual.length > 1 || isExpressed) ? nameExpression(usual.map(({name}) => ownForm(name))) : undefined
  // `--` could end the comment.
  return expression?.includes('--') ? undefined : expression
}
