// The script of the page that `guidelint report` writes. Texts only ever become text nodes and attributes, never markup.
import type {PageData} from '../page-data.ts'
import {drawGrid} from './grid.ts'
import {drawFindings} from './findings.ts'

const data = JSON.parse(document.querySelector('#guidelint-data')?.textContent ?? '') as PageData

for (const section of document.querySelectorAll<HTMLElement>('[data-grid]')) {
  const grid = data.grids[Number(section.dataset['grid'])]
  if (grid) drawGrid(section, grid, data)
}

for (const rule of document.querySelectorAll<HTMLDetailsElement>('[data-rule]')) {
  // Lists may be long, and few are opened.
  rule.addEventListener('toggle', () => drawFindings(rule, Number(rule.dataset['rule']), data), {once: true})
}
