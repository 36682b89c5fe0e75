import {type DocumentRow, type FindingRow, type Grid, type PageData, askedSections, states} from '../page-data.ts'
import {element, linkTo, sentence} from './elements.ts'
import {moveByArrows} from './arrows.ts'

/** A row of the table, with what it is filtered and sorted by. */
interface Row {
  readonly document: DocumentRow
  readonly row: HTMLTableRowElement
  readonly key: string
  /** The share of the required sections that are present, 0 to 1. */
  readonly share: number
}

type State = (typeof states)[number]

const stateByLetter: ReadonlyMap<string, State> = new Map(states.map((state) => [state.letter, state]))

/** The states that are faults; they come first. */
const faults = new Set<string>(states.slice(0, 4).map(({letter}) => letter))

/** Draw the table of a template's documents, and let readers filter and sort it. */
export function drawGrid(section: HTMLElement, grid: Grid, data: PageData): void {
  const rows = grid.documents.map((document) => makeRow(document, grid, data))
  const body = element('tbody', {role: 'rowgroup'}, ...rows.map(({row}) => row))
  const caption = element(
    'caption',
    {class: 'hidden'},
    'Documents in rows, sections of the template in columns. Arrow keys move from cell to cell; a cell links to its place in the document.'
  )
  const table = element('table', {class: 'cells', role: 'table'}, caption, makeHead(grid, rows, body), body)
  within(section, '.frame').append(table)
  const faultless = markFaultless(table, grid)
  filterBy(section, rows, {table, columns: grid.sections.length, faultless, onFiltered: moveByArrows(table)})
  describeCells(section, table, grid)
}

function within(section: HTMLElement, selector: string): HTMLElement {
  const found = section.querySelector<HTMLElement>(selector)
  if (!found) throw new Error(`No ${selector} in the page`)
  return found
}

function makeRow(document: DocumentRow, grid: Grid, data: PageData): Row {
  const {path, findings, cells} = document
  const name = element('a', {href: linkTo(data, document, 1), tabindex: '-1'}, element('bdi', {}, path))
  const {present, asked} = askedSections(document, grid)
  const counts = new Map<number, number>()
  for (const rank of findings.flatMap(([, , , , sections]) => sections)) counts.set(rank, (counts.get(rank) ?? 0) + 1)
  const row = element(
    'tr',
    {role: 'row'},
    element('th', {scope: 'row', role: 'rowheader'}, name),
    element('td', {class: 'number', role: 'cell'}, asked === 0 ? '–' : `${present}/${asked}`),
    element('td', {class: 'number', role: 'cell'}, String(findings.length)),
    ...Array.from(cells, (letter, rank) => makeCell({letter, rank, count: counts.get(rank) ?? 0}, document, data))
  )
  return {document, row, key: path.toLowerCase(), share: asked === 0 ? 1 : present / asked}
}

function makeCell(
  {letter, rank, count}: {readonly letter: string; readonly rank: number; readonly count: number},
  document: DocumentRow,
  data: PageData
): HTMLTableCellElement {
  const {state, label, mark} = stateByLetter.get(letter) as State
  const shown = state === 'placeholders' ? `[${count}]` : state === 'faulty' ? `!${count}` : mark
  const said = state === 'placeholders' || state === 'faulty' ? `${count} ${label}` : label
  const line = document.lines[rank] ?? 0
  const cell = element('td', {class: state, role: 'cell', 'data-rank': String(rank)})
  const attributes = {tabindex: '-1', 'aria-label': said}
  cell.append(
    line === 0
      ? element('span', {role: 'img', ...attributes}, shown)
      : element('a', {href: linkTo(data, document, line), ...attributes}, shown)
  )
  return cell
}

/** The order of rows for a column; what needs most work comes first. */
type Order = (one: Row, other: Row) => number

function makeHead(grid: Grid, rows: readonly Row[], body: HTMLElement): HTMLTableSectionElement {
  const orders: ReadonlyArray<readonly [label: string, kind: string, order: Order]> = [
    ['Document', 'corner', (one, other) => (one.key < other.key ? -1 : 1)],
    ['Sections', 'number', (one, other) => one.share - other.share],
    ['Findings', 'number', (one, other) => other.document.findings.length - one.document.findings.length],
    ...grid.sections.map(
      ([, depth, isRequired], rank) =>
        [
          nameOf(grid, rank),
          `section depth-${Math.min(depth, 4)}${isRequired === 1 ? '' : ' optional'}`,
          (one: Row, other: Row) => urgency(one, rank) - urgency(other, rank)
        ] as const
    )
  ]
  const heads = orders.map(([label, kind, order], index) => {
    const button = element('button', {type: 'button'}, element('bdi', {}, label))
    const head = element(
      'th',
      {scope: 'col', role: 'columnheader', class: kind, ...(index > 2 && {'data-rank': String(index - 3)})},
      button
    )
    if (kind.endsWith('optional')) button.append(element('span', {class: 'hidden'}, ' (optional)'))
    head.title = label
    button.addEventListener('click', () => {
      const isReversed = head.getAttribute('aria-sort') === 'ascending'
      for (const other of heads) other.removeAttribute('aria-sort')
      head.setAttribute('aria-sort', isReversed ? 'descending' : 'ascending')
      const sorted = rows.toSorted((a, b) => (isReversed ? -order(a, b) : order(a, b)))
      body.append(...sorted.map(({row}) => row))
    })
    return head
  })
  heads[0]?.setAttribute('aria-sort', 'ascending')
  return element('thead', {role: 'rowgroup'}, element('tr', {role: 'row'}, ...heads))
}

/** The name of a column. The first one is the document itself, as the section around all others. */
function nameOf({sections}: Grid, rank: number): string {
  const name = sections[rank]?.[0] ?? ''
  return rank === 0 ? 'Title and document' : name === '' ? '(no name)' : name
}

function urgency({document: {cells}}: Row, rank: number): number {
  return states.findIndex(({letter}) => letter === cells[rank])
}

/** Mark the columns without a fault, which can be hidden; returns their number. */
function markFaultless(table: HTMLTableElement, {sections, documents}: Grid): number {
  const faultless = new Set(
    [...sections.keys()].filter((rank) => documents.every(({cells}) => !faults.has(cells[rank] ?? '')))
  )
  for (const cell of table.querySelectorAll<HTMLElement>('[data-rank]'))
    if (faultless.has(Number(cell.dataset['rank']))) cell.classList.add('faultless')
  return faultless.size
}

function filterBy(
  section: HTMLElement,
  rows: readonly Row[],
  {
    table,
    columns,
    faultless,
    onFiltered
  }: {
    readonly table: HTMLElement
    readonly columns: number
    readonly faultless: number
    readonly onFiltered: () => void
  }
): void {
  const byName = within(section, '.by-name') as HTMLInputElement
  const byState = within(section, '.by-state') as HTMLSelectElement
  const faultyOnly = within(section, '.faulty-only') as HTMLInputElement
  const output = within(section, '.shown') as HTMLOutputElement
  const update = () => {
    const text = byName.value.toLowerCase().trim()
    let count = 0
    for (const {row, document, key} of rows) {
      const isShown = key.includes(text) && isWanted(document, byState.value)
      row.hidden = !isShown
      count += isShown ? 1 : 0
    }
    table.classList.toggle('faults-only', faultyOnly.checked)
    table.style.setProperty('--columns', String(faultyOnly.checked ? columns - faultless : columns))
    onFiltered()
    output.value = count === rows.length ? `${count} documents` : `${count} of ${rows.length} documents`
  }
  for (const control of [byName, byState, faultyOnly]) control.addEventListener('input', update)
  update()
  within(section, '.tools').hidden = false
}

function isWanted({findings, cells}: DocumentRow, state: string): boolean {
  if (state === '') return true
  if (state === 'none') return findings.length === 0
  return state === 'findings' ? findings.length > 0 : cells.includes(state)
}

/** The most findings to show for one cell; the lists of the rules have all. */
const mostSaid = 4

/** Describe below the table the cell that has the focus or is pointed at. */
function describeCells(section: HTMLElement, table: HTMLTableElement, grid: Grid): void {
  const about = within(section, '.about')
  const rowsByElement = new Map([...(table.tBodies[0]?.rows ?? [])].map((row, index) => [row, grid.documents[index]]))
  about.hidden = false
  about.textContent = 'Point at a cell, or move to it with the arrow keys, to see its details.'
  const describe = ({target}: Event) => {
    const cell = target instanceof Element ? target.closest('td[data-rank]') : null
    const row = cell?.parentElement
    const document = row instanceof HTMLTableRowElement ? rowsByElement.get(row) : undefined
    if (!(cell instanceof HTMLElement) || !document) return
    const rank = Number(cell.dataset['rank'])
    about.replaceChildren(...descriptionOf(document, rank, grid))
    const link = cell.firstElementChild
    if (target === link) link?.setAttribute('aria-describedby', about.id)
  }
  table.addEventListener('focusin', describe)
  table.addEventListener('mouseover', describe)
}

function descriptionOf(document: DocumentRow, rank: number, grid: Grid): readonly Node[] {
  const {state, label} = stateByLetter.get(document.cells[rank] ?? '') as State
  const line = document.lines[rank] ?? 0
  const found = document.findings.filter(([, , , , of]) => of.includes(rank))
  const more = found.length - mostSaid
  return [
    element('strong', {}, element('bdi', {}, nameOf(grid, rank))),
    element('span', {class: `tag ${state}`}, label),
    element('bdi', {class: 'place'}, line === 0 ? document.path : `${document.path}:${line}`),
    ...found.slice(0, mostSaid).map((finding) => element('span', {class: 'reason'}, sentence(reasonOf(finding)))),
    ...(more > 0 ? [element('span', {class: 'reason'}, `… and ${more} more`)] : [])
  ]
}

function reasonOf([, , line, , , reason]: FindingRow): string {
  return line === 0 ? reason : `${line}: ${reason}`
}
