import type {List, Table} from 'mdast'
import type {Edit} from '../fix/fix.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {lineBreakOf, lineOf, placeBetween} from '../markdown/places.ts'
import type {Occurrence} from '../template/directives.ts'
import {fitsPattern, headingText} from '../template/heading-pattern.ts'
import {type SectionSpec, type TemplateSchema, specsBelow} from '../template/schema.ts'

/** At most this many copies; more would help nobody. */
const mostCopies = 100

/**
 * The edits that give a template as many rows and items as it requires: copies of the last one, with the next numbers if it
 * has one.
 */
export function blockSampleEdits(schema: TemplateSchema, template: MarkdownDocument): readonly Edit[] {
  return [schema.root, ...specsBelow(schema.root)].flatMap((spec) => blockEdits(spec, template))
}

/** The same for sections, with everything below them. */
export function sectionSampleEdits(schema: TemplateSchema, template: MarkdownDocument): readonly Edit[] {
  return [schema.root, ...specsBelow(schema.root)].flatMap((spec) => sectionEdits(spec, template))
}

/** Rows of tables and items of lists. */
function blockEdits({content}: SectionSpec, template: MarkdownDocument): readonly Edit[] {
  const occurrences = new Map<number, Occurrence>([
    ...content.tables.map(({line, rows}) => [line, rows] as const),
    ...content.blocks.flatMap(({line, items}) => (items ? [[line, items] as const] : []))
  ])
  if (![...occurrences.values()].some(({min}) => min > 1)) return []
  const blocks: ReadonlyArray<Table | List> = [...template.nodes('table'), ...template.nodes('list')].map(
    ({node}) => node
  )
  return blocks.flatMap((block) => {
    const parts = block.type === 'table' ? block.children.slice(1) : block.children
    const [last, end] = [parts.at(-1), block.position?.end.offset]
    const missing = missingOf(occurrences.get(lineOf(block)), parts.length)
    if (!last || end === undefined || missing === 0) return []
    const start = template.source.lastIndexOf('\n', (last.position?.start.offset ?? 0) - 1) + 1
    return [
      copies(
        template,
        end,
        missing,
        (rank) => lineBreakOf(template) + numbered(template.source.slice(start, end), rank, /^(\s*)(\d{1,9})(?=[.)])/)
      )
    ]
  })
}

function missingOf(occurs: Occurrence | undefined, count: number): number {
  return Math.max(0, Math.min(mostCopies, (occurs?.min ?? 0) - count))
}

function sectionEdits({children}: SectionSpec, template: MarkdownDocument): readonly Edit[] {
  return children
    .filter(({occurs, isCounted}) => isCounted === true && occurs.min > 1)
    .flatMap((spec) => {
      const first = template.sections.find(({heading}) => lineOf(heading) === spec.line)
      const samples = template.sections.filter(
        ({parent, depth, name}) =>
          parent === first?.parent && depth === first?.depth && fitsPattern(spec.heading, headingText(name))
      )
      const last = samples.at(-1)
      const missing = missingOf(spec.occurs, samples.length)
      if (!last || missing === 0) return []
      const [start, end] = [last.heading?.position?.start.offset ?? 0, endOf(last, template)]
      const text = template.source.slice(start, end).trimEnd()
      const gap = lineBreakOf(template).repeat(2)
      const at = start + text.length
      return [copies(template, at, missing, (rank) => gap + numbered(text, rank, /^([^\d\r\n[{<]*)(\d{1,9})/))]
    })
}

function endOf(section: Section, {sections, source}: MarkdownDocument): number {
  return (
    sections.find(({index, depth}) => index > section.index && depth <= section.depth)?.heading?.position?.start
      .offset ?? source.length
  )
}

function copies(template: MarkdownDocument, at: number, count: number, copy: (rank: number) => string): Edit {
  return {
    place: placeBetween(template, at, at),
    text: Array.from({length: count}, (_, rank) => copy(rank + 1)).join('')
  }
}

/** A copy with its number increased by `rank`; a number in a placeholder is part of that and stays. */
function numbered(text: string, rank: number, number: RegExp): string {
  return text.replace(
    number,
    (_, before: string, digits: string) => before + String(Number(digits) + rank).padStart(digits.length, '0')
  )
}
