import {defaultKeymap, history, historyKeymap} from '@codemirror/commands'
import {markdown} from '@codemirror/lang-markdown'
import {HighlightStyle, syntaxHighlighting} from '@codemirror/language'
import {lintGutter, lintKeymap} from '@codemirror/lint'
import {EditorView, highlightActiveLine, keymap, lineNumbers} from '@codemirror/view'
import {tags} from '@lezer/highlight'
import {byId} from './elements.ts'

const colours = HighlightStyle.define([
  {tag: tags.heading, class: 'md-heading'},
  {tag: tags.strong, class: 'md-strong'},
  {tag: tags.emphasis, class: 'md-emphasis'},
  {tag: tags.monospace, class: 'md-code'},
  {tag: [tags.link, tags.url], class: 'md-link'},
  {tag: [tags.comment, tags.processingInstruction, tags.contentSeparator], class: 'md-mark'}
])

/**
 * Make an editor for Markdown in an element of the page.
 *
 * @param label Its name for assistive technology.
 * @param onChange Called when its text has changed.
 */
export function makeEditor(id: string, label: string, text: string, onChange: () => void): EditorView {
  return new EditorView({
    parent: byId(id),
    doc: text,
    extensions: [
      lineNumbers(),
      lintGutter(),
      history(),
      highlightActiveLine(),
      EditorView.lineWrapping,
      markdown(),
      syntaxHighlighting(colours),
      keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap]),
      EditorView.contentAttributes.of({'aria-label': label}),
      // The nonce in the content security policy of the page.
      EditorView.cspNonce.of('editor'),
      EditorView.updateListener.of(({docChanged}) => {
        if (docChanged) onChange()
      })
    ]
  })
}

/**
 * Replace the text of an editor by one change, from the first character that differs to the last, so that the cursor
 * stays.
 */
export function replaceText(view: EditorView, text: string): void {
  const before = view.state.doc.toString()
  let from = 0
  while (from < before.length && from < text.length && before[from] === text[from]) from += 1
  let end = 0
  const most = Math.min(before.length, text.length) - from
  while (end < most && before.at(-1 - end) === text.at(-1 - end)) end += 1
  view.dispatch({changes: {from, to: before.length - end, insert: text.slice(from, text.length - end)}})
}

/** Move the cursor of an editor to a place, given by offsets, and show it. */
export function goTo(view: EditorView, from: number, to = from): void {
  view.dispatch({selection: {anchor: from, head: to}, effects: EditorView.scrollIntoView(from, {y: 'center'})})
  view.focus()
}

/** Move the cursor of an editor to a line, 1-based, and show it. */
export function goToLine(view: EditorView, line: number): void {
  goTo(view, view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines)).from)
}
