/** Steps through a table, by keys: rows, columns. */
const steps: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-10, 0],
  PageDown: [10, 0],
  Home: [0, Number.NEGATIVE_INFINITY],
  End: [0, Number.POSITIVE_INFINITY]
}

/**
 * Let the Tab key stop once at a table, and let the arrow keys move within it: one cell at a time can take the focus.
 *
 * @returns A function to call after rows were hidden or shown, so that the Tab key stops at a visible row.
 */
export function moveByArrows(table: HTMLTableElement): () => void {
  let current: HTMLElement | undefined
  const stopAt = (next: HTMLElement | null | undefined) => {
    if (!next) return
    if (current) current.tabIndex = -1
    current = next
    current.tabIndex = 0
  }
  table.addEventListener('focusin', ({target}) => {
    if (target instanceof HTMLElement && target.matches('tbody [tabindex]')) stopAt(target)
  })
  table.addEventListener('keydown', (event) => {
    const step = steps[event.key]
    const next = step && stopFrom(event.target, step)
    if (!next) return
    event.preventDefault()
    next.focus({preventScroll: true})
    next.closest('th, td')?.scrollIntoView({block: 'nearest', inline: 'nearest'})
  })
  return () => {
    if (current?.closest('tr')?.hidden !== false) stopAt(table.querySelector('tbody tr:not([hidden]) [tabindex]'))
  }
}

/** The element that takes the focus this many visible rows and columns away. */
function stopFrom(from: EventTarget | null, [rows, columns]: readonly [number, number]): HTMLElement | undefined {
  const cell = from instanceof Element ? from.closest<HTMLTableCellElement>('tbody th, tbody td') : null
  const row = cell?.parentElement
  if (!cell || !(row instanceof HTMLTableRowElement)) return undefined
  const around = [...(row.parentElement?.children ?? [])].filter(
    (other): other is HTMLTableRowElement => other instanceof HTMLTableRowElement && !other.hidden
  )
  const wantedRow = around[within(around.indexOf(row) + rows, around.length)]
  const stops = [...(wantedRow?.cells ?? [])].filter((other) => isStop(other))
  const rank = stops.findIndex(({cellIndex}) => cellIndex >= cell.cellIndex)
  const stop = stops[within((rank < 0 ? stops.length - 1 : rank) + columns, stops.length)]?.firstElementChild
  return stop instanceof HTMLElement ? stop : undefined
}

function isStop(cell: HTMLTableCellElement): boolean {
  return cell.firstElementChild !== null && cell.offsetParent !== null
}

function within(index: number, count: number): number {
  return Math.max(0, Math.min(count - 1, index))
}
