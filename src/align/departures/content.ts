import type {Section} from '../../markdown/document.ts'
import {saysTooLittle, saysWhyNot} from '../../markdown/says-nothing.ts'
import {placeBetween} from '../../markdown/places.ts'
import {textOf} from '../../markdown/text.ts'
import {isShown} from '../../template/block-specs.ts'
import {isDiagram, unnamedDiagram} from '../../template/diagrams.ts'
import {boundOf} from '../../template/directives.ts'
import {isSample} from '../../template/heading-pattern.ts'
import {opensWith} from '../../template/said-instead.ts'
import {isSeveralWords, valuesFor} from '../../template/choices.ts'
import type {BlockSpec, TableSpec} from '../../template/schema.ts'
import {type Alignment, type Owner, recognised} from '../alignment.ts'
import {hasBlock, isProbablyWanted} from '../blocks-in-section.ts'
import {headlessTable, undelimitedTable} from '../broken-tables.ts'
import {endOfText} from '../end-of-text.ts'
import {negatedIn} from '../negation.ts'
import {wrongValue} from '../section-values.ts'
import {speaksOf} from '../names-in-code.ts'
import type {Departure} from './departure.ts'

/** A section without the table, list, code block or diagram that the template has there, or with one that differs. */
export type ContentDeparture = Departure &
  (
    | {readonly kind: 'missing table'; readonly section: Section; readonly table: TableSpec}
    | {readonly kind: 'missing block'; readonly section: Section; readonly block: BlockSpec}
    | {readonly kind: 'table without header'}
    | {readonly kind: 'table without delimiter row'; readonly columns: number}
    | {readonly kind: 'code without language'; readonly language: string}
    | {readonly kind: 'diagram without language'; readonly language: string}
    | {readonly kind: 'number of items'; readonly count: number; readonly wanted: string}
    | {readonly kind: 'other value'; readonly name: string; readonly value: string; readonly values: readonly string[]}
  )

/**
 * Compare the content of a section with what the template has there. What is absent is not missing if the section says why.
 *
 * @param shown Whether code blocks and lists that the template only shows are required, too.
 */
export function contentDepartures(owner: Owner, alignment: Alignment, shown: boolean): readonly ContentDeparture[] {
  const missed = [...missingTables(owner, alignment), ...missingBlocks(owner, alignment, shown)]
  const departures = [
    ...(missed.length > 0 && (saysInstead(owner) || negatedIn(owner.section) === 'its name') ? [] : missed),
    ...codeWithoutLanguage(owner, alignment),
    ...wrongItems(owner, alignment)
  ]
  return [...(departures.length > 0 && saysTooLittle(owner.section) ? [] : departures), ...otherValue(owner)]
}

/** Whether a section says why it has no more, or has the sentence that the template wants in that case. */
function saysInstead({spec, section}: Owner): boolean {
  const sentences = spec.content.saidInstead ?? []
  return (
    saysWhyNot(section) ||
    section.content.some(
      (block) => block.type === 'paragraph' && sentences.some((sentence) => opensWith(textOf(block), sentence))
    )
  )
}

function missingTables(owner: Owner, alignment: Alignment): readonly ContentDeparture[] {
  const {spec, section} = owner
  const known = alignment.tablesOf(owner)
  const present = new Set(known.map((table) => table.spec))
  // A table with other columns may say the same.
  const isOther = alignment.nodesIn(section, 'table').length > known.length
  return spec.content.tables
    .filter((table) => !present.has(table))
    .flatMap((table): ContentDeparture | readonly [] => {
      const broken = brokenTable(table, owner, alignment)
      const isWanted = !table.isOptional || speaksOf(table.goesWithout ?? [], section, alignment)
      if (broken || !isWanted) return broken ?? []
      const [place, templateLine] = [endOfText(section, alignment), table.line]
      // If one of several sections of a kind has the table, another may have nothing for it.
      const isUncertain =
        isOther ||
        known.length > 0 ||
        table.isOptional ||
        tableSpecsIn(alignment).has(table) ||
        negatedIn(section) !== undefined
      return {kind: 'missing table', table, place, section, templateLine, isUncertain}
    })
}

/** The tables of the template that any section has; cached, since each section that lacks one asks. */
function tableSpecsIn(alignment: Alignment): ReadonlySet<TableSpec> {
  const known =
    tableSpecs.get(alignment) ??
    new Set(recognised(alignment).flatMap((owner) => alignment.tablesOf(owner).map(({spec}) => spec)))
  tableSpecs.set(alignment, known)
  return known
}

const tableSpecs = new WeakMap<Alignment, ReadonlySet<TableSpec>>()

/** Lines that are no table only because one line is missing, which is then the fault. */
function brokenTable(table: TableSpec, owner: Owner, alignment: Alignment): ContentDeparture | undefined {
  const templateLine = table.line
  const undelimited = undelimitedTable(table, owner, alignment)
  if (undelimited) {
    const columns = table.columns.length
    return {kind: 'table without delimiter row', columns, place: undelimited.position, templateLine}
  }
  const headless = headlessTable(table, owner, alignment)
  return headless && {kind: 'table without header', place: headless.position, templateLine}
}

function missingBlocks(owner: Owner, alignment: Alignment, shown: boolean): readonly ContentDeparture[] {
  const {spec, section} = owner
  return spec.content.blocks
    .filter((block) => shown || !isShown(block) || isProbablyWanted(block, owner))
    .filter((block) => block.items?.min !== 0 && !hasBlock(block, owner, alignment))
    .map(
      (block) =>
        diagramWithoutLanguage(block, section, alignment) ?? {
          kind: 'missing block',
          block,
          place: endOfText(section, alignment),
          section,
          templateLine: block.line,
          isUncertain: isShown(block)
        }
    )
}

/** A diagram that is shown as plain code, since its fence does not name its language. */
function diagramWithoutLanguage(
  {type, line: templateLine}: BlockSpec,
  section: Section,
  {nodesIn, document}: Alignment
): ContentDeparture | undefined {
  if (type !== 'diagram') return undefined
  const [found] = nodesIn(section, 'code').flatMap(({node}) => {
    const language = unnamedDiagram(node)
    return language === undefined ? [] : [{language, start: node.position?.start.offset}]
  })
  if (!found) return undefined
  const {language, start = document.source.length} = found
  const fence = /^(?:`{3,}|~{3,})/.exec(document.source.slice(start, start + longestFence))?.[0]
  if (fence === undefined) return undefined
  const place = placeBetween(document, start + fence.length, start + fence.length).end
  return {kind: 'diagram without language', language, place, section, expected: [language], templateLine}
}

/** Nobody writes a longer fence. */
const longestFence = 100

/** Code without a language, if the template's has one; which language is up to the author. */
function codeWithoutLanguage({spec, section}: Owner, {nodesIn}: Alignment): readonly ContentDeparture[] {
  // Sections made from one sample may have code in different languages.
  const block = isSample(spec.heading)
    ? undefined
    : spec.content.blocks.find(({type, language}) => type === 'code block' && language !== undefined)
  const code = nodesIn(section, 'code').filter(({node}) => !isDiagram(node))
  const [first] = code
  if (!block || !first || code.some(({node}) => node.lang)) return []
  const place = first.node.position?.start
  return [{kind: 'code without language', language: block.language ?? '', place, section, templateLine: block.line}]
}

/** Lists with a wrong number of items, if a directive requires one, and neither one list nor all together have it. */
function wrongItems({spec, section}: Owner, {nodesIn}: Alignment): readonly ContentDeparture[] {
  const block = spec.content.blocks.find(({type, items}) => type === 'list' && items)
  const lists = nodesIn(section, 'list')
    .filter(({ancestors}) => ancestors.every(({type}) => type !== 'listItem'))
    .map(({node}) => node)
  const [longest] = lists.toSorted((a, b) => b.children.length - a.children.length)
  if (!block?.items || !longest) return []
  const {min, max = Number.POSITIVE_INFINITY} = block.items
  const counts = [
    ...lists.map(({children}) => children.length),
    lists.reduce((sum, {children}) => sum + children.length, 0)
  ]
  if (counts.some((count) => count >= min && count <= max)) return []
  const count = longest.children.length
  const wanted = boundOf(block.items, count)
  return [{kind: 'number of items', count, wanted, place: longest.position, section, templateLine: block.line}]
}

/** A wrong value in a section for which the template only has a choice. */
function otherValue(owner: Owner): readonly ContentDeparture[] {
  const wrong = wrongValue(owner)
  if (!wrong) return []
  const {node, text, allowed, line} = wrong
  return [
    {
      kind: 'other value',
      name: owner.section.name,
      value: text,
      values: allowed,
      place: node.position,
      actual: text,
      expected: valuesFor(text, allowed),
      isChoice: true,
      isUncertain: isSeveralWords(text),
      templateLine: line
    }
  ]
}
