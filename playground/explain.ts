import type {EditorView} from '@codemirror/view'
import {type Demand, demandsOf} from '../src/template/demands.ts'
import type {TemplateSchema} from '../src/template/schema.ts'
import {goToLine} from './editor.ts'
import {element, sentence} from './elements.ts'

/** What a template requires, as lists; each entry leads to its line in the template. */
export function explanationOf(schema: TemplateSchema, view: EditorView): readonly HTMLElement[] {
  const {demands, placeholders, allowed} = demandsOf(schema)
  return [
    listOf(demands, view),
    ...(allowed.length > 0 ? [element('p', {}, `Sections that its comments allow: ${allowed.join(', ')}`)] : []),
    ...(placeholders.length > 0
      ? [element('h3', {}, `${placeholders.length} to replace`), listOf(placeholders, view)]
      : [])
  ]
}

function listOf(demands: readonly Demand[], view: EditorView): HTMLElement {
  return element('ul', {class: 'demands', role: 'list'}, ...demands.map((demand) => entryOf(demand, view)))
}

function entryOf({line, demand, reason, level = 0}: Demand, view: EditorView): HTMLElement {
  const button = element(
    'button',
    {type: 'button', class: 'place'},
    element('span', {class: 'hidden'}, 'Line '),
    String(line)
  )
  button.addEventListener('click', () => goToLine(view, line))
  return element(
    'li',
    {class: `level-${Math.min(level, 4)}`},
    button,
    element('span', {class: 'what'}, sentence(demand), element('span', {class: 'reason'}, reason))
  )
}
