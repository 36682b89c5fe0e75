import type {Code} from 'mdast'
import {type Alignment, type Owner, isNoCopy, recognised} from '../src/align/alignment.ts'
import {endOfText} from '../src/align/end-of-text.ts'
import {wrongValue} from '../src/align/section-values.ts'
import {speaksOf} from '../src/align/what-is-there.ts'
import type {Section} from '../src/markdown/document.ts'
import {saysTooLittle, saysWhyNot, statementsOf} from '../src/markdown/emptiness.ts'
import {htmlTables} from '../src/markdown/tables.ts'
import {quote, quoteAll, textOf} from '../src/markdown/text.ts'
import {type Finding, defineRule} from '../src/rule.ts'
import {fixedText, isShown} from '../src/template/block-specs.ts'
import {isDiagram, isDrawing} from '../src/template/diagrams.ts'
import {boundOf} from '../src/template/directives.ts'
import {foldedText, isSample} from '../src/template/heading-pattern.ts'
import {valuesFor} from '../src/template/reading.ts'
import type {BlockSpec, TableSpec} from '../src/template/schema.ts'

/** Sections where the template has a table, a list, a code block or a diagram, and the document has none; never text. */
export default defineRule(
  {
    id: 'required-content',
    summary:
      'Sections without the table, list, code block or diagram that the template has there, or with a value that is not one of its choices',
    recommended: 'error',
    strict: 'error',
    options: {shown: false},
    strictOptions: {shown: true}
  },
  ({alignment}, {shown}) =>
    isNoCopy(alignment)
      ? []
      : recognised(alignment).flatMap((owner) => {
          const missed = [...missingTables(owner, alignment), ...missingBlocks(owner, alignment, shown)]
          const findings = [
            ...(missed.length > 0 && saysWhyNot(owner.section) ? [] : missed),
            ...missingLanguage(owner, alignment),
            ...wrongItems(owner, alignment)
          ]
          return [...(findings.length > 0 && saysTooLittle(owner.section) ? [] : findings), ...valueOutside(owner)]
        })
)

function missingTables(owner: Owner, alignment: Alignment): readonly Finding[] {
  const {spec, section} = owner
  const known = alignment.tablesOf(owner)
  const present = new Set(known.map((table) => table.spec))
  // A table with other columns may say the same.
  const isUncertain = alignment.nodesIn(section, 'table').length > known.length
  return spec.content.tables
    .filter((table) => !present.has(table))
    .flatMap((table): Finding | readonly [] => {
      const broken = undelimited(table, owner, alignment) ?? headless(table, owner, alignment)
      const isNeeded = !table.isOptional || speaksOf(table.goesWithout ?? [], section, alignment)
      if (broken || !isNeeded) return broken ?? []
      return {
        ...missing(describeTable(table), table.line, section, alignment),
        isUncertain: isUncertain || table.isOptional
      }
    })
}

/** A value in a section for which the template has nothing but a choice. */
function valueOutside(owner: Owner): readonly Finding[] {
  const wrong = wrongValue(owner)
  if (!wrong) return []
  const {node, text, allowed, line} = wrong
  return [
    {
      place: node.position,
      subjects: [`value ${text}`],
      reason: `Unexpected value ${quote(text)} of section ${quote(owner.section.name)}, expected ${allowed.map((value) => quote(value)).join(' or ')}`,
      actual: text,
      expected: valuesFor(text, allowed),
      isChoice: true,
      templateLine: line
    }
  ]
}

function describeTable({columns, formRows}: TableSpec): string {
  const names = columns.map(({heading}) => heading.name).filter((name) => name !== '')
  if (names.length > 0) return `table with the columns ${quoteAll(names)}`
  return formRows.length > 0 ? `table with the rows ${quoteAll(formRows.map(({name}) => name))}` : 'table'
}

/** Lines that would be the table but for its header. */
function headless({formRows, line}: TableSpec, {section}: Owner, {nodesIn}: Alignment): Finding | undefined {
  const found = nodesIn(section, 'paragraph').find(({node}) => {
    const text = textOf(node)
    const cells = new Set(text.startsWith('|') ? text.split('|').map((cell) => foldedText(cell)) : [])
    return cells.size > 0 && formRows.filter(({name}) => cells.has(foldedText(name))).length * 2 > formRows.length
  })
  return (
    found && {
      place: found.node.position,
      subjects: ['header of a table'],
      reason: 'Missing header of a table, expected it above the line of dashes so that these lines are a table',
      templateLine: line
    }
  )
}

/** Lines that would be the table but for the one below its header. */
function undelimited({columns, line}: TableSpec, {section}: Owner, {nodesIn}: Alignment): Finding | undefined {
  const names = columns.map(({heading}) => heading.folded)
  const found = nodesIn(section, 'paragraph').find(({node}) => {
    const [header = ''] = textOf(node).split(/\|\s+\|/, 1)
    const cells = new Set(header.split('|').map((cell) => foldedText(cell)))
    return textOf(node).startsWith('|') && names.length > 1 && names.every((name) => name !== '' && cells.has(name))
  })
  const delimiters = `|${' --- |'.repeat(columns.length)}`
  return (
    found && {
      place: found.node.position,
      subjects: ['line below the header of a table'],
      reason: `Missing line ${quote(delimiters)}, expected it below the header so that these lines are a table`,
      templateLine: line
    }
  )
}

function missingBlocks({spec, section}: Owner, alignment: Alignment, shown: boolean): readonly Finding[] {
  return spec.content.blocks
    .filter(
      (block) =>
        shown ||
        !isShown(block) ||
        block.type === 'diagram' ||
        (block.type === 'list' && !block.isSingle && !isSample(spec.heading) && statementsOf(section).length === 1)
    )
    .filter(
      (block) =>
        block.items?.min !== 0 &&
        !isThere(block, section, alignment) &&
        !(
          (block.type === 'code block' || block.type === 'list') &&
          isShown(block) &&
          isSample(spec.heading) &&
          hasOtherwise(block, section, alignment)
        )
    )
    .map((block) => ({...missing(describe(block), block.line, section, alignment), isUncertain: isShown(block)}))
}

function isThere({type, text}: BlockSpec, section: Section, alignment: Alignment): boolean {
  const {document, nodesIn, title} = alignment
  if (type === 'kept text')
    return [...section.content, ...(section.heading ? [] : (title?.content ?? []))].some(
      (node) => fixedText(node) === text
    )
  const code = nodesIn(section, 'code').map(({node}) => node)
  if (type === 'list')
    return (
      nodesIn(section, 'list').length > 0 || nodesIn(section, 'table').length > 0 || isListOtherwise(section, alignment)
    )
  if (type === 'diagram')
    return (
      code.some((node) => isDiagram(node)) ||
      (['image', 'imageReference', 'html', 'paragraph'] as const).some((kind) =>
        nodesIn(section, kind).some(({node}) => isDrawing(node, document.source))
      )
    )
  // Short code stands in running text.
  return (
    code.some((node: Code) => !isDiagram(node)) ||
    nodesIn(section, 'inlineCode').some(({node}) => /\S\s+\S/.test(node.value))
  )
}

/** Whether one of several sections of a kind, such as a step that is done by hand, has points or names where others have code, or code where they have points. */
function hasOtherwise({type: wanted}: BlockSpec, section: Section, {nodesIn}: Alignment): boolean {
  return (['list', 'table', 'inlineCode', 'code'] as const).some(
    (type) => type !== (wanted === 'list' ? 'list' : 'code') && nodesIn(section, type).length > 0
  )
}

/** Whether a section has its points as sections of its own, as paragraphs with bold openings, as code, or as a table of HTML. */
function isListOtherwise(section: Section, {nodesIn, document}: Alignment): boolean {
  if (nodesIn(section, 'code').length > 0) return true
  const openings = nodesIn(section, 'paragraph').filter(({node}) => node.children[0]?.type === 'strong')
  return (
    section.children.length > 0 ||
    openings.length > 1 ||
    htmlTables(document).some((table) => table.section === section)
  )
}

/** Code without a language where the template's has one; which language is up to the author. */
function missingLanguage({spec, section}: Owner, {nodesIn}: Alignment): readonly Finding[] {
  // The steps of a kind may differ in what their code is.
  const block = isSample(spec.heading)
    ? undefined
    : spec.content.blocks.find(({type, language}) => type === 'code block' && language !== undefined)
  const code = nodesIn(section, 'code').filter(({node}) => !isDiagram(node))
  const [first] = code
  if (!block || !first || code.some(({node}) => node.lang)) return []
  const reason = `Missing language of the code block, expected one such as ${quote(block.language ?? '')}`
  return [
    {place: first.node.position?.start, section, subjects: ['language of code'], reason, templateLine: block.line}
  ]
}

/** Lists where a directive of the template says how many items one must have, and neither one of them nor all together have. */
function wrongItems({spec, section}: Owner, {nodesIn}: Alignment): readonly Finding[] {
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
  return [
    {
      place: longest.position,
      section,
      subjects: ['number of items'],
      reason: `Unexpected number of items ${count}, expected ${boundOf(block.items, count)}`,
      templateLine: block.line
    }
  ]
}

function describe({type, language, text}: BlockSpec): string {
  if (type === 'kept text') return `text ${quote(text ?? '')}`
  return type === 'diagram' ? `${language ?? ''} diagram`.trim() : type
}

function missing(what: string, templateLine: number, section: Section, alignment: Alignment): Finding {
  const where = section.heading ? `in ${quote(section.name)}` : 'in the document'
  return {
    place: endOfText(section, alignment),
    section,
    subjects: [what],
    reason: `Missing ${what}, expected it ${where}`,
    templateLine
  }
}
