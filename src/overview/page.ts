import {hash} from 'node:crypto'
import {inLine} from '../report/escape.ts'
import {counted} from '../report/finding.ts'
import {percent, progressChart, shareOf} from './chart.ts'
import {lacksIn, ruleTallies} from './grid.ts'
import {Html, html, jsonElement} from './html.ts'
import {type Grid, type PageData, states} from './page-data.ts'
import {type Point, progressElement} from './progress.ts'

/** The script and the style of the page, which scripts/bundle.js inserts. */
declare const pageScript: string
declare const pageStyle: string

/** What the page shows besides its data. */
export interface PageOptions {
  /** What each rule reports, by its name. */
  readonly summaries: ReadonlyMap<string, string>
  /** Returns the URL of a rule's page. */
  readonly urlOf: (rule: string) => string
  /** The earlier reports and, as the last point, this one. */
  readonly points: readonly Point[]
  readonly version: string
}

/** The most sections of each template to list as missing most often. */
const mostLacks = 10

/**
 * The page of a report: HTML that loads nothing, runs no script but its own, and looks the same without a network.
 */
export function reportPage(data: PageData, {summaries, urlOf, points, version}: PageOptions): string {
  const now = points.at(-1) as Point
  const shown = withoutControls(data)
  const body = html` <header class="top">
      <h1>Guides and their templates</h1>
      <p>${counted(now.documents, 'document')}, ${now.day}, guidelint ${version}</p>
    </header>
    <main>
      ${figures(points)} ${shown.grids.map((grid, index) => gridSection(grid, index))}
      <div class="pair">
        ${lackSection(shown.grids)}
        <div>${ruleSection(shown, {summaries, urlOf})} ${progressSection(points)}</div>
      </div>
    </main>
    <noscript
      ><p class="note">
        The tables of documents and the lists of findings are drawn by the script of this page.
      </p></noscript
    >
    ${new Html(progressElement(points))} ${jsonElement('guidelint-data', shown)}`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Guides and their templates</title>
<style>${pageStyle}</style>
</head>
<body>${body.text}
<script>${pageScript}</script>
</body>
</html>
`
}

/** Allows only the script and the style that have these hashes; nothing else is loaded, sent or run. */
function policy(): string {
  return [
    "default-src 'none'",
    `script-src ${sourceOf(pageScript)}`,
    `style-src ${sourceOf(pageStyle)}`,
    "base-uri 'none'",
    "form-action 'none'"
  ].join('; ')
}

function sourceOf(text: string): string {
  return `'sha256-${hash('sha256', text, 'base64')}'`
}

/** Escape control characters in names and messages, which come from documents, so that none changes the direction of text. */
function withoutControls({grids, ...rest}: PageData): PageData {
  return {
    ...rest,
    grids: grids.map(({template, sections, documents}) => ({
      template: template === undefined ? undefined : inLine(template),
      sections: sections.map(([name, depth, isRequired]) => [inLine(name), depth, isRequired] as const),
      documents: documents.map((document) => ({
        ...document,
        path: inLine(document.path),
        findings: document.findings.map(
          ([rule, isError, line, column, of, reason]) => [rule, isError, line, column, of, inLine(reason)] as const
        )
      }))
    }))
  }
}

function figures(points: readonly Point[]): Html {
  const now = points.at(-1) as Point
  const before = points.at(-2)
  const change = (count: (point: Point) => number, isGoodToGrow: boolean) => {
    const difference = before ? count(now) - count(before) : 0
    if (!before || difference === 0) return html``
    const kind = difference > 0 === isGoodToGrow ? 'better' : 'worse'
    return html`<dd class="${kind}">
      ${difference > 0 ? '+' : '−'}${number(Math.abs(difference))} since ${before.day}, ${kind}
    </dd>`
  }
  return html`<dl class="figures">
    <div>
      <dt>Required sections present</dt>
      <dd class="figure">${percent(shareOf(now))}</dd>
      <dd>${number(now.present)} of ${number(now.due)}</dd>
      ${change(({present, due}) => present - due, true)}
    </div>
    <div>
      <dt>Documents without findings</dt>
      <dd class="figure">${number(now.sound)}</dd>
      <dd>of ${number(now.documents)}</dd>
      ${change(({sound}) => sound, true)}
    </div>
    <div>
      <dt>Placeholders left</dt>
      <dd class="figure">${number(now.placeholders)}</dd>
      ${change(({placeholders}) => placeholders, false)}
    </div>
    <div>
      <dt>Findings</dt>
      <dd class="figure">${number(now.errors + now.warnings)}</dd>
      <dd>${counts(now.errors, now.warnings)}</dd>
      ${change(({errors, warnings}) => errors + warnings, false)}
    </div>
  </dl>`
}

/** A template's documents; the script draws the table, since there may be tens of thousands of cells. */
function gridSection({template, documents}: Grid, index: number): Html {
  const title =
    template === undefined ? html`Documents without a template` : html`Documents of <code>${template}</code>`
  return html`<section class="grid" data-grid="${index}" aria-labelledby="grid-${index}">
    <h2 id="grid-${index}">${title} <span class="count">${number(documents.length)}</span></h2>
    <div class="tools" hidden>
      <label
        >Document
        <input type="search" class="by-name" placeholder="part of a path" autocomplete="off" spellcheck="false"
      /></label>
      <label
        >Show
        <select class="by-state">
          <option value="">all documents</option>
          <option value="findings">with findings</option>
          ${states.slice(0, 4).map(({letter, label}) => html`<option value="${letter}">with a section: ${label}</option>`)}
          <option value="none">without findings</option>
        </select></label
      >
      <label class="check"><input type="checkbox" class="faulty-only" /> only sections with faults</label>
      <output class="shown"></output>
    </div>
    <div class="frame" tabindex="0" role="region" aria-labelledby="grid-${index}"></div>
    <ul class="legend" aria-label="Marks">
      ${states.map(({state, label, mark}) => html`<li><span class="mark ${state}" aria-hidden="true">${mark}</span> ${label}</li>`)}
    </ul>
    <p class="about" id="about-${index}" hidden></p>
  </section>`
}

function lackSection(grids: readonly Grid[]): Html {
  const tables = grids.flatMap((grid) => {
    const lacks = lacksIn(grid).slice(0, mostLacks)
    return grid.template === undefined || lacks.length === 0 ? [] : [lackTable(grid.template, lacks)]
  })
  return html`<section aria-labelledby="lacks">
    <h2 id="lacks">Most often missing</h2>
    ${tables.length > 0 ? tables : html`<p class="note">No section is missing or empty.</p>`}
  </section>`
}

function lackTable(template: string, lacks: ReturnType<typeof lacksIn>): Html {
  return html`<table class="list">
    <caption>
      Sections of
      <code>${template}</code>
    </caption>
    <thead>
      <tr>
        <th scope="col">section</th>
        <th scope="col" class="number">missing</th>
        <th scope="col" class="number">empty</th>
        <th scope="col" class="number">of the documents</th>
      </tr>
    </thead>
    <tbody>
      ${lacks.map(
        ({name, missing, empty, documents}) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td class="number">${number(missing)}</td>
            <td class="number">${number(empty)}</td>
            <td>${bar((missing + empty) / documents)}</td>
          </tr>`
      )}
    </tbody>
  </table>`
}

/** A share as a bar, with its figure beside it. */
function bar(share: number): Html {
  const width = Math.max(1, Math.round(share * 100))
  return html`<span class="share"
    ><svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="ground" width="100" height="8" rx="0" />
      <rect class="value" width="${width}" height="8" />
    </svg>
    ${percent(share)}</span
  >`
}

function ruleSection({grids, rules}: PageData, {summaries, urlOf}: Pick<PageOptions, 'summaries' | 'urlOf'>): Html {
  const tallies = ruleTallies(grids, rules)
  const rows = tallies.map(
    ({rule, errors, warnings, documents}) =>
      html`<details class="rule" data-rule="${rules.indexOf(rule)}">
        <summary>
          <span class="name">${rule}</span>
          <span class="counts">${counts(errors, warnings)} in ${counted(documents, 'document')}</span>
        </summary>
        <p>${summaries.get(rule) ?? ''}. <a href="${urlOf(rule)}">About this rule</a></p>
        <ol class="findings"></ol>
      </details>`
  )
  return html`<section aria-labelledby="rules">
    <h2 id="rules">Findings by rule</h2>
    ${rows.length > 0 ? rows : html`<p class="note">No rule reports anything.</p>`}
  </section>`
}

function counts(errors: number, warnings: number): string {
  return [
    ...(errors > 0 ? [`${number(errors)} error${errors === 1 ? '' : 's'}`] : []),
    ...(warnings > 0 ? [`${number(warnings)} warning${warnings === 1 ? '' : 's'}`] : [])
  ].join(', ')
}

function progressSection(points: readonly Point[]): Html {
  if (points.length < 2)
    return html`<section aria-labelledby="progress">
      <h2 id="progress">Progress</h2>
      <p class="note">This is the first report. The next report that is written to this file continues it.</p>
    </section>`
  return html`<section aria-labelledby="progress">
    <h2 id="progress">Progress</h2>
    <p class="note">Required sections that are present.</p>
    ${progressChart(points)}
    <details>
      <summary>All figures</summary>
      <div class="wide" tabindex="0" role="region" aria-label="All figures">
        <table class="list">
          <caption class="hidden">
            Each report
          </caption>
          <thead>
            <tr>
              <th scope="col">day</th>
              ${[
                'documents',
                'without findings',
                'sections present',
                'of',
                'placeholders left',
                'errors',
                'warnings'
              ].map((name) => html`<th scope="col" class="number">${name}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${points.toReversed().map((point) => pointRow(point))}
          </tbody>
        </table>
      </div>
    </details>
  </section>`
}

function pointRow({day, documents, sound, present, due, placeholders, errors, warnings}: Point): Html {
  const values = [documents, sound, present, due, placeholders, errors, warnings]
  return html`<tr>
    <th scope="row">${day}</th>
    ${values.map((value) => html`<td class="number">${number(value)}</td>`)}
  </tr>`
}

function number(value: number): string {
  return value.toLocaleString('en')
}
