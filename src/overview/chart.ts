import {type Html, html} from './html.ts'
import type {Point} from './progress.ts'

/** The size of the drawing, in its own units. */
const size = {width: 640, height: 160}

/** Room around the lines for dots and figures. */
const margin = {top: 24, right: 58, bottom: 22, left: 6}

/** Progress as a line: the share of the required sections that are present, over time. */
export function progressChart(points: readonly Point[]): Html {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || points.length < 2) return html``
  const shares = points.map((point) => shareOf(point))
  const least = Math.min(...shares)
  const most = Math.max(...shares)
  const days = points.map(({day}) => Date.parse(day))
  const [from = 0, to = 1] = [days[0], days.at(-1)]
  const x = (index: number) =>
    margin.left + (((days[index] ?? 0) - from) / Math.max(1, to - from)) * (size.width - margin.left - margin.right)
  const y = (share: number) =>
    size.height -
    margin.bottom -
    ((share - least) / Math.max(0.01, most - least)) * (size.height - margin.top - margin.bottom)
  const dots = shares.map((share, index) => `${x(index).toFixed(1)},${y(share).toFixed(1)}`)
  const base = size.height - margin.bottom
  return html`<svg
    class="chart"
    viewBox="0 0 ${size.width} ${size.height}"
    role="img"
    aria-label="Required sections that are present: ${percent(shareOf(first))} on ${first.day}, ${percent(
      shareOf(last)
    )} on ${last.day}"
  >
    <line class="axis" x1="${margin.left}" x2="${size.width - margin.right}" y1="${base}" y2="${base}" />
    <polygon class="area" points="${x(0)},${base} ${dots.join(' ')} ${x(points.length - 1)},${base}" />
    <polyline class="line" points="${dots.join(' ')}" />
    ${points.map((_, index) => html`<circle r="3.5" cx="${x(index).toFixed(1)}" cy="${y(shares[index] ?? 0).toFixed(1)}" />`)}
    <text class="figure" x="${x(points.length - 1) + 9}" y="${y(shareOf(last)) + 5}">${percent(shareOf(last))}</text>
    <text x="${margin.left}" y="${y(shareOf(first)) - 9}">${percent(shareOf(first))}</text>
    <text x="${margin.left}" y="${size.height - 5}">${first.day}</text>
    <text x="${size.width - margin.right}" y="${size.height - 5}" text-anchor="end">${last.day}</text>
  </svg>`
}

/** The share of required sections that are present, 0 to 1. */
export function shareOf({present, due}: Point): number {
  return due === 0 ? 1 : present / due
}

/** A share as a percentage, rounded down, so that 100 % means all. */
export function percent(share: number): string {
  return `${Math.floor(share * 100)} %`
}
