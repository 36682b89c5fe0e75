import type {Diagnostic} from '@codemirror/lint'
import type {EditorView} from '@codemirror/view'
import {type Found, fixedText, ruleMetas} from '../src/browser.ts'
import type {Fix} from '../src/fix/fix.ts'
import {goTo, replaceText} from './editor.ts'
import {element, sentence} from './elements.ts'

/** How many fixes are offered for a finding. */
const mostFixes = 3

/** The findings as diagnostics of an editor, with their fixes. */
export function diagnosticsOf(found: readonly Found[], length: number): readonly Diagnostic[] {
  return found.map(({message, fixes}) => ({
    ...stretchOf(message, length),
    severity: message.fatal === true ? 'error' : 'warning',
    message: message.reason,
    renderMessage: () => sentence(message.reason),
    source: message.ruleId ?? '',
    actions: fixes
      .slice(0, mostFixes)
      .map((fix) => ({
        name: labelOf(fix),
        apply: (view: EditorView) => replaceText(view, fixedText(view.state.doc.toString(), fix))
      }))
  }))
}

/** The findings as a list: a click on a finding leads to its place, a click on a fix applies it. */
export function listOf(found: readonly Found[], view: EditorView): readonly HTMLElement[] {
  return found.map(({message, fixes}) => {
    const {from, to} = stretchOf(message, view.state.doc.length)
    const severity = message.fatal === true ? 'error' : 'warning'
    const place = element(
      'button',
      {type: 'button', class: 'place'},
      element('span', {class: 'hidden'}, 'Line '),
      `${message.line ?? 1}:${message.column ?? 1}`
    )
    place.addEventListener('click', () => goTo(view, from, to))
    const rule = element(
      'a',
      {
        href: message.url ?? '',
        target: '_blank',
        rel: 'noreferrer',
        title: ruleMetas.get(message.ruleId ?? '')?.summary ?? ''
      },
      message.ruleId ?? ''
    )
    const buttons = fixes.slice(0, mostFixes).map((fix) => {
      const button = element('button', {type: 'button', class: 'fix'}, labelOf(fix))
      button.addEventListener('click', () => {
        replaceText(view, fixedText(view.state.doc.toString(), fix))
        view.focus()
      })
      return button
    })
    return element(
      'li',
      {},
      place,
      element('span', {class: `severity ${severity}`}, severity),
      element('span', {class: 'what'}, sentence(message.reason), ' ', rule),
      element('span', {class: 'fixes'}, ...buttons)
    )
  })
}

/** The offsets of the start and end of a finding. */
function stretchOf({place}: Found['message'], length: number): {readonly from: number; readonly to: number} {
  const [start, end] = place && 'start' in place ? [place.start, place.end] : [place, place]
  const from = Math.min(start?.offset ?? 0, length)
  return {from, to: Math.min(Math.max(from, end?.offset ?? from), length)}
}

const longestLabel = 40

function labelOf({edits, isMove}: Fix): string {
  const [edit] = edits
  if (isMove) return 'Move it'
  if (!edit || edits.length > 1) return 'Mend it'
  const text = edit.text.trim().replaceAll(/\s+/g, ' ')
  const shown = text.length > longestLabel ? `${text.slice(0, longestLabel - 1)}…` : text
  if (text === '') return 'Remove it'
  return `${edit.place.start.offset === edit.place.end.offset ? 'Insert' : 'Replace with'} “${shown}”`
}
