import type {PageData} from '../page-data.ts'
import {element, linkTo, sentence} from './elements.ts'

/** The most findings in one list. The tables show where the others are. */
const mostFindings = 500

/** List what a rule reports, each with a link to its place. */
export function drawFindings(rule: HTMLElement, rank: number, data: PageData): void {
  const all = data.grids.flatMap(({documents}) =>
    documents.flatMap((document) =>
      document.findings.flatMap((finding) => (finding[0] === rank ? [{document, finding}] : []))
    )
  )
  const items = all.slice(0, mostFindings).map(({document, finding: [, isError, line, column, , reason]}) => {
    const place = line === 0 ? document.path : `${document.path}:${line}:${column}`
    const kind = isError === 1 ? 'error' : 'warning'
    return element(
      'li',
      {},
      element('a', {href: linkTo(data, document, line, column)}, element('bdi', {}, place)),
      ' ',
      element('span', {class: kind}, kind),
      ' ',
      sentence(reason)
    )
  })
  const list = rule.querySelector('.findings')
  list?.replaceChildren(...items)
  if (all.length > mostFindings)
    list?.after(element('p', {class: 'note'}, `… and ${all.length - mostFindings} more in the tables above`))
}
