import type {Html, PhrasingContent, Table, TableCell, TableRow} from 'mdast'
import type {Located, MarkdownDocument} from './document.ts'
import {placeBetween} from './places.ts'
import {foldWhitespace, textOf} from './text.ts'

/** A table in GitHub-flavoured Markdown or HTML. */
export interface LocatedTable extends Located<Table> {
  /** The node of a table in HTML. Its cells may be merged, so that their columns are uncertain. */
  readonly html?: Html
}

/**
 * The rows of a table below its header, without the line of attributes that kramdown reads right after a table:
 * `{: .wide}`.
 */
export function bodyRows({children}: Table): readonly TableRow[] {
  return children.slice(1).filter((row) => !(row.children.length === 1 && /^\{:[^{}]*\}$/.test(textOf(row))))
}

/** All tables of a document, in document order. */
export function tablesOf(document: MarkdownDocument): readonly LocatedTable[] {
  const html = htmlTables(document)
  return html.length === 0
    ? document.nodes('table')
    : [...document.nodes('table'), ...html].toSorted((a, b) => startOf(a) - startOf(b))
}

function startOf({node}: LocatedTable): number {
  return node.position?.start.offset ?? 0
}

const known = new WeakMap<MarkdownDocument, readonly LocatedTable[]>()

/**
 * The tables in HTML, with or without blank lines in them. Those with nested tables are for layout, and are left out.
 */
export function htmlTables(document: MarkdownDocument): readonly LocatedTable[] {
  const tables = known.get(document) ?? findHtmlTables(document)
  known.set(document, tables)
  return tables
}

function findHtmlTables(document: MarkdownDocument): readonly LocatedTable[] {
  const tables: LocatedTable[] = []
  let end = 0
  for (const {node, section, ancestors} of document.nodes('html')) {
    const start = node.position?.start.offset
    const at =
      start === undefined || start < end || node.value.trimStart().startsWith('<!--')
        ? -1
        : node.value.search(/<table[\s>]/i)
    if (start === undefined || at < 0) continue
    const closing = endOfTable(document.source, start + at)
    if (closing < 0) break
    end = closing
    const table = readHtmlTable(document, start + at, end)
    if (table) tables.push({node: table, section, ancestors, html: node})
  }
  return tables
}

function endOfTable(source: string, start: number): number {
  const closing = /<\/table\s{0,9}>/gi
  closing.lastIndex = start
  return closing.exec(source) ? closing.lastIndex : -1
}

interface Tag {
  readonly name: string
  readonly isClosing: boolean
  readonly start: number
  readonly end: number
}

function readHtmlTable(document: MarkdownDocument, start: number, end: number): Table | undefined {
  const tags = tagsIn(document.source, start, end)
  if (tags.filter(({name, isClosing}) => name === 'table' && !isClosing).length > 1) return undefined
  const rows: TableRow[] = []
  let cells: TableCell[] = []
  for (const [index, {name, isClosing, start: tagStart, end: tagEnd}] of tags.entries()) {
    if (isClosing) continue
    if (name === 'tr') {
      cells = []
      rows.push({type: 'tableRow', children: cells, position: placeBetween(document, tagStart, tagEnd)})
    } else if (name !== 'table' && rows.length > 0) {
      cells.push(cellBetween(document, tagEnd, tags[index + 1]?.start ?? end))
    }
  }
  return rows.length === 0
    ? undefined
    : {
        type: 'table',
        children: rows.filter(({children}) => children.length > 0),
        position: placeBetween(document, start, end)
      }
}

function tagsIn(source: string, start: number, end: number): readonly Tag[] {
  const text = source.slice(start, end)
  return Array.from(
    text.matchAll(/<(\/?)(table|tr|th|td)(?=[\s>/])[^<>]*>/gi),
    ({0: tag, 1: slash, 2: name = '', index}) => ({
      name: name.toLowerCase(),
      isClosing: slash === '/',
      start: start + index,
      end: start + index + tag.length
    })
  )
}

function cellBetween(document: MarkdownDocument, start: number, end: number): TableCell {
  const value = foldWhitespace(
    document.source
      .slice(start, end)
      .replaceAll(/<br\b[^<>]*>/gi, ' ')
      .replaceAll(/<[^<>]*>/g, '')
      .replaceAll('&nbsp;', ' ')
      .replaceAll('&amp;', '&')
  )
  const position = placeBetween(document, start, end)
  const children: PhrasingContent[] = value === '' ? [] : [{type: 'text', value, position}]
  return {type: 'tableCell', children, position}
}
