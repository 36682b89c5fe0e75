import type {EditorView} from '@codemirror/view'
import {type ExplainedRequirement, explainedRequirements} from '../src/template/explained-requirements.ts'
import type {TemplateSchema} from '../src/template/schema.ts'
import {goToLine} from './editor.ts'
import {element, sentence} from './elements.ts'

/** What a template requires, as lists; each entry leads to its line in the template. */
export function explanationOf(schema: TemplateSchema, view: EditorView): readonly HTMLElement[] {
  const {requirements, placeholders, allowed} = explainedRequirements(schema)
  return [
    listOf(requirements, view),
    ...(allowed.length > 0 ? [element('p', {}, `Sections that its comments allow: ${allowed.join(', ')}`)] : []),
    ...(placeholders.length > 0
      ? [element('h3', {}, `${placeholders.length} to replace`), listOf(placeholders, view)]
      : [])
  ]
}

function listOf(requirements: readonly ExplainedRequirement[], view: EditorView): HTMLElement {
  return element(
    'ul',
    {class: 'requirements', role: 'list'},
    ...requirements.map((requirement) => entryOf(requirement, view))
  )
}

function entryOf({line, what, reason, level = 0}: ExplainedRequirement, view: EditorView): HTMLElement {
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
    element('span', {class: 'what'}, sentence(what), element('span', {class: 'reason'}, reason))
  )
}
