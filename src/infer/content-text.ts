import {supportNote} from '../template/support.ts'
import type {Counted, InferredContent, InferredField, InferredTable} from './contents.ts'
import type {Lines} from './lines.ts'
import {literal, placeholder} from './markdown-text.ts'
import {dateToFill} from './pieces.ts'
import type {InferredValue} from './values.ts'

/** An HTML comment; the text must not contain anything that ends it. */
export function comment(text: string): string {
  return `<!-- ${text} -->`
}

/** Whether anything is written below a heading besides a placeholder for text. */
export function holdsAnything({fields, tables, code, list}: InferredContent): boolean {
  return fields.length > 0 || tables.some(({isRequired}) => isRequired) || code !== undefined || list !== undefined
}

/**
 * Write the content of a section, without its subsections.
 *
 * @param name The name of the section, for the placeholder of its text.
 * @param asksForText Whether to write that placeholder.
 */
export function writeContent(content: InferredContent, name: string, lines: Lines, asksForText: boolean): void {
  const {fields, tables, code, list} = content
  const among = content.counted
  const labelBlocks = inBlocks(fields)
  for (const block of labelBlocks) {
    lines.block(
      comment(
        supports(
          block.map(({label, count, value}) => ({
            name: value.type === 'constant' ? `${label} (always ${value.value})` : label,
            count
          })),
          among
        )
      )
    )
    writeFields(block, lines)
  }
  if (asksForText) lines.block(placeholder(name))
  for (const table of tables) {
    // At the start of a section, the directive would apply to the section.
    if (!table.isRequired && labelBlocks.length === 0 && !asksForText) continue
    lines.block(
      ...(table.isRequired ? [] : [comment('guidelint optional')]),
      comment(
        supports(
          [
            {name: 'table', count: table.count},
            ...table.columns.filter(({name: column}) => column !== ''),
            ...table.rows
          ],
          among
        )
      )
    )
    lines.block(...tableLines(table))
  }
  if (code) {
    lines.block(comment(supports([{name: 'code', count: code.count}], among)))
    lines.block(`\`\`\`${code.language ?? ''}`, '[Code]', '```')
  }
  if (list) {
    lines.block(comment(supports([{name: 'list', count: list.count}], among)))
    lines.block(list.isOrdered ? '1. [Step]' : '- [Item]')
  }
}

/** How many documents have each of several parts: `Status 44, Date 40 of 44 documents`. */
function supports(parts: ReadonlyArray<{readonly name: string; readonly count: number}>, {of, units}: Counted): string {
  return supportNote(parts.map(({name, count}) => `${inComment(name)} ${count}`).join(', '), of, units)
}

/** A name without anything that would end a comment. */
function inComment(name: string): string {
  return name.replaceAll(/[<>]|-{2,}/g, ' ').trim()
}

/** Groups consecutive labels that are written in the same form. */
function inBlocks(fields: readonly InferredField[]): ReadonlyArray<readonly InferredField[]> {
  const blocks: InferredField[][] = []
  for (const field of fields) {
    const last = blocks.at(-1)?.at(-1)
    if (
      last &&
      last.form.isItem === field.form.isItem &&
      (last.form.isItem || last.form.isBeforeList === field.form.isBeforeList) &&
      last.form.isQuoted === field.form.isQuoted
    )
      blocks.at(-1)?.push(field)
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
  else if ((isShared && !first.form.isBeforeList) || isQuoted)
    lines.block(...texts.map((text, index) => `${quote}${text}${index < texts.length - 1 ? '  ' : ''}`))
  else for (const text of texts) lines.block(text)
}

function fieldText({label, form, value, isRequired}: InferredField): string {
  const {marks, isColonInside} = form
  const name = marks === '`' ? label : literal(label, 'needed')
  const head = isColonInside ? `${marks}${name}:${marks}` : `${marks}${name}${marks}:`
  const directive = !isRequired ? ` ${comment('guidelint optional')}` : ''
  if (form.isBeforeList && !form.isQuoted)
    return `${head}${directive}\n${form.isItem ? '' : '\n'}- ${placeholder(label)}`
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
  const head = [tableRow(columns.map(({name}) => literal(name, 'needed'))), tableRow(columns.map(() => '---'))]
  if (rows.length > 0)
    return [...head, ...rows.map(({name, value}) => tableRow([literal(name, 'needed'), valueText(value, name)]))]
  return [
    ...head,
    tableRow(columns.map(({name, value, isCode}) => (isCode ? `\`${placeholder(name)}\`` : valueText(value, name))))
  ]
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((text) => text.replaceAll(/(?<!\\)\|/g, String.raw`\|`)).join(' | ')} |`
}
