import {dateToFill} from './pieces.ts'
import type {InferredContent, InferredField, InferredTable, Units} from './contents.ts'
import type {InferredKey} from './front-matter-keys.ts'
import type {InferredTemplate} from './infer.ts'
import {type Escaping, inlineMarkdown, literal, pieceMarkdown, placeholder} from './markdown-text.ts'
import {foldedText, headingPattern} from '../template/heading-pattern.ts'
import {isAlsoNamed, ownForm} from '../template/name-forms.ts'
import {nameExpression} from '../template/name-expression.ts'
import type {InferredSection} from './sections.ts'
import type {InferredValue} from './values.ts'

/** How a section is written, so that it is read as what was inferred. */
export interface Manner {
  readonly escaping: Escaping
  /** Whether a directive says that it is required, since its name or its parts would be read as saying otherwise. */
  readonly isSaidRequired: boolean
  /** Whether it is written as optional all the same, since it would be read so whatever a directive says. */
  readonly isFreed: boolean
  /** Whether a directive has its name as a regular expression, since the heading alone would be read as having slots. */
  readonly isExpressed: boolean
  /** Whether it is left out, since it cannot be written so that it is read as it is. */
  readonly isLeftOut: boolean
}

export const usualManner: Manner = {escaping: 'needed', isSaidRequired: false, isFreed: false, isExpressed: false, isLeftOut: false}

/** A template's text, and on which line each section has its heading, 1-based. */
export interface Written {
  readonly text: string
  readonly lines: ReadonlyMap<InferredSection, number>
}

/** Collects lines. */
class Lines {
  readonly all: string[] = []
  readonly headings = new Map<InferredSection, number>()

  /** Add a block behind a blank line; nothing where it has no lines. */
  block(...lines: readonly string[]): void {
    if (lines.length === 0) return
    if (this.all.length > 0) this.all.push('')
    this.all.push(...lines.flatMap((line) => line.split('\n')))
  }

  heading(section: InferredSection, line: string): void {
    this.block(line)
    this.headings.set(section, this.all.length)
  }
}

/** Write what was inferred as a template, each part with the number of documents that have it in a comment. */
export function writeTemplate(inferred: InferredTemplate, mannerOf: (section: InferredSection) => Manner): Written {
  const lines = new Lines()
  const {keys, title, head, documents, sections} = inferred
  if (keys.length > 0) lines.block('---', ...keys.flatMap((key) => keyLines(key, documents)), '---')
  if (title?.isHeading) lines.block(`# ${pieceMarkdown(title.pieces, 'needed')}`)
  if (title?.isHeading) lines.block(comment(shown(title.count, {of: documents, units: 'documents'})))
  writeContent(head, 'Introduction', lines, head.hasText)
  writeSections(sections, '', {lines, mannerOf})
  return {text: `${lines.all.join('\n')}\n`, lines: lines.headings}
}

function comment(text: string): string {
  return `<!-- ${text} -->`
}

function shown(count: number, {of, units}: InferredSection['among']): string {
  return `${count} of ${of} ${parentOf[units]}`
}

/** What a section counts among, seen from itself. */
const parentOf: Readonly<Record<Units, string>> = {
  documents: 'documents',
  'documents with this section': 'documents with the section above it',
  'sections of this kind': 'sections above it'
}

function keyLines({key, value, isList, isRequired, count}: InferredKey, of: number): readonly string[] {
  const support = `# ${isRequired ? '' : 'optional, '}${count} of ${of} documents`
  const name = placeholder(key.replaceAll(/[_-]+/g, ' '))
  if (isList) return [`${key}: ${support}`, `  - "${name}"`]
  const text = value.type === 'text' ? `"${name}"` : value.type === 'date' ? dateToFill : value.type === 'constant' ? value.value : value.values.join(' | ')
  return [`${key}: ${text} ${support}`]
}

interface Writing {
  readonly lines: Lines
  readonly mannerOf: (section: InferredSection) => Manner
}

function writeSections(sections: readonly InferredSection[], prefix: string, writing: Writing): void {
  const {lines, mannerOf} = writing
  const kept = sections.filter((section) => !mannerOf(section).isLeftOut)
  const numbering = numberingOf(kept)
  for (const [index, section] of kept.entries()) {
    const {escaping, isSaidRequired, isFreed, isExpressed} = mannerOf(section)
    const isRequired = section.isRequired && !isFreed
    const {isRepeated, content, children, pieces, sample} = section
    const number = numbering === undefined ? '' : `${prefix}${index + 1}`
    const name = sample?.section.heading ? inlineMarkdown(sample.section.heading.children, escaping).replace(/^\d{1,2}(?:\.\d{1,2})*[.)]? (?=\S)/, '') : pieceMarkdown(pieces, escaping)
    const expression = expressionOf(section, isExpressed)
    const directives = [
      ...(isSaidRequired && isRequired ? [comment('guidelint required')] : []),
      ...(isRequired ? [] : [comment('guidelint optional')]),
      ...(isRepeated ? [comment('guidelint repeat 1+')] : []),
      ...(expression === undefined ? [] : [comment(`guidelint heading /${expression}/`)])
    ]
    const asksForText = content.isFilled ? content.hasText || !holdsAnything(content) : children.length === 0
    // Between two headings a comment may as well speak of the second.
    const isBare = !asksForText && !holdsAnything(content)
    lines.heading(section, [`${'#'.repeat(section.depth)} ${number}${number === '' ? '' : `${numbering} `}${name}`, ...(isBare ? directives : [])].join(' '))
    lines.block(...(isBare ? [] : directives), comment(shown(section.count, section.among)))
    writeContent(content, plainName(section), lines, asksForText)
    writeSections(children, number === '' ? '' : `${number}.`, writing)
  }
}

/** Whether anything is written below a heading that asks for no text. */
function holdsAnything({fields, tables, code, list}: InferredContent): boolean {
  return fields.length > 0 || tables.some(({isRequired}) => isRequired) || code !== undefined || list !== undefined
}

/** What stands behind the numbers of siblings, where most of those that every document has are numbered. */
function numberingOf(sections: readonly InferredSection[]): string | undefined {
  const counted = sections.filter(({numbering}) => numbering !== undefined)
  return sections.length > 0 && counted.length * 2 > sections.length ? counted[0]?.numbering : undefined
}

/** A section's name without slots and a number before one. */
function plainName({pieces}: InferredSection): string {
  const name = pieces.map((piece) => ('literal' in piece ? piece.literal : ' ')).join('')
  return pieces.length > 1 ? name.trim().replace(/(?:\s(?:\d[\d.]*|[A-Z]))?\s?:?$/, '') : name
}

/** Names that so many of the documents with a section have for it are usual, not slips. */
const shareOfUsual = 0.1

/** A regular expression for the usual names of a section, where it has several that are compared as different ones. */
function expressionOf({names, sample, count: documents}: InferredSection, isExpressed: boolean): string | undefined {
  const pattern = headingPattern(names[0]?.name ?? '', [], false)
  const isAccepted = (name: string) => isAlsoNamed(pattern.folded, foldedText(name))
  const usual = names.filter(({name, count}, index) => index === 0 || (count > 1 && count >= shareOfUsual * documents && !isAccepted(name)))
  return sample && (usual.length > 1 || isExpressed) ? nameExpression(usual.map(({name}) => ownForm(name))) : undefined
}

function writeContent(content: InferredContent, name: string, lines: Lines, asksForText: boolean): void {
  const {fields, tables, code, list} = content
  const among = `${content.counted.of} ${content.counted.units}`
  const labelBlocks = inBlocks(fields)
  for (const block of labelBlocks) {
    lines.block(comment(support(block.map(({label, count, value}) => ({name: value.type === 'constant' ? `${label} (always ${value.value})` : label, count})), among)))
    writeFields(block, lines)
  }
  if (asksForText) lines.block(placeholder(name))
  for (const table of tables) {
    // First in a section, the directive would speak of that.
    if (!table.isRequired && labelBlocks.length === 0 && !asksForText) continue
    lines.block(...(table.isRequired ? [] : [comment('guidelint optional')]), comment(support([{name: 'table', count: table.count}, ...table.columns.filter(({name: column}) => column !== ''), ...table.rows], among)))
    lines.block(...tableLines(table))
  }
  if (code) {
    lines.block(comment(support([{name: 'code', count: code.count}], among)))
    lines.block(`\`\`\`${code.language ?? ''}`, '[Code]', '```')
  }
  if (list) {
    lines.block(comment(support([{name: 'list', count: list.count}], among)))
    lines.block('- [Item]')
  }
}

/** How many documents have each of several parts: `Status 44, Date 40 of 44 documents`. */
function support(parts: ReadonlyArray<{readonly name: string; readonly count: number}>, among: string): string {
  return `${parts.map(({name, count}) => `${inComment(name)} ${count}`).join(', ')} of ${among}`
}

/** A name without what would end a comment. */
function inComment(name: string): string {
  return name.replaceAll(/[<>]|-{2,}/g, ' ').trim()
}

/** Labels that are written alike, one after the other. */
function inBlocks(fields: readonly InferredField[]): ReadonlyArray<readonly InferredField[]> {
  const blocks: InferredField[][] = []
  for (const field of fields) {
    const last = blocks.at(-1)?.at(-1)
    if (last && last.form.isItem === field.form.isItem && (last.form.isItem || last.form.isBeforeList === field.form.isBeforeList) && last.form.isQuoted === field.form.isQuoted) blocks.at(-1)?.push(field)
    else blocks.push([field])
  }
  return blocks
}

function writeFields(fields: readonly InferredField[], lines: Lines): void {
  const [first] = fields
  if (!first) return
  const {isItem, isQuoted, isShared} = first.form
  const texts = fields.map((field) => fieldText(field))
  const quote = isQuoted ? '> ' : ''
  if (isItem) lines.block(...texts.map((text) => `${quote}- ${text.replace('\n', `\n${quote}  `)}`))
  else if ((isShared && !first.form.isBeforeList) || isQuoted) lines.block(...texts.map((text, index) => `${quote}${text}${index < texts.length - 1 ? '  ' : ''}`))
  else for (const text of texts) lines.block(text)
}

function fieldText({label, form, value, isRequired}: InferredField): string {
  const {marks, isColonInside} = form
  const name = marks === '`' ? label : literal(label, 'needed')
  const head = isColonInside ? `${marks}${name}:${marks}` : `${marks}${name}${marks}:`
  const directive = !isRequired ? ` ${comment('guidelint optional')}` : ''
  if (form.isBeforeList && !form.isQuoted) return `${head}${directive}\n${form.isItem ? '' : '\n'}- ${placeholder(label)}`
  return `${head} ${valueText(value, label)}${directive}`
}

function valueText(value: InferredValue, name: string): string {
  switch (value.type) {
    case 'date':
      return dateToFill
    case 'choice':
      return `[${value.values.join(' | ')}]`
    default:
      return placeholder(name)
  }
}

function tableLines({columns, rows}: InferredTable): readonly string[] {
  const cell = (text: string) => text.replaceAll(/(?<!\\)\|/g, String.raw`\|`)
  const row = (cells: readonly string[]) => `| ${cells.map((text) => cell(text)).join(' | ')} |`
  const head = [row(columns.map(({name}) => literal(name, 'needed'))), row(columns.map(() => '---'))]
  if (rows.length > 0) return [...head, ...rows.map(({name, value}) => row([literal(name, 'needed'), valueText(value, name)]))]
  return [...head, row(columns.map(({name, value, isCode}) => (isCode ? `\`${placeholder(name)}\`` : valueText(value, name))))]
}
