import {setDiagnostics} from '@codemirror/lint'
import guideText from '../fixtures/projects/pottery/docs/kiln.md?raw'
import templateText from '../fixtures/projects/pottery/templates/device.md?raw'
import {checkText, readTemplateText} from '../src/browser.ts'
import type {PresetName} from '../src/config/presets.ts'
import {DocumentError} from '../src/markdown/document.ts'
import {counted} from '../src/report/finding.ts'
import type {TemplateSchema} from '../src/template/schema.ts'
import {TemplateError} from '../src/template/template-error.ts'
import {makeEditor, replaceText} from './editor.ts'
import {byId, element} from './elements.ts'
import {explanationOf} from './explain.ts'
import {diagnosticsOf, listOf} from './findings.ts'
import {fragmentFor, sharedIn} from './share.ts'

/** How long to wait after the last change before checking, in milliseconds. */
const patience = 150

let timer = 0

function checkSoon(): void {
  window.clearTimeout(timer)
  timer = window.setTimeout(check, patience)
}

const first = (await sharedIn(location.hash.slice(1))) ?? {template: templateText, guide: guideText}
const template = makeEditor('template', 'Template', first.template, checkSoon)
const guide = makeEditor('guide', 'Guide', first.guide, checkSoon)
const preset = byId('preset') as HTMLSelectElement
const [list, count] = [byId('findings'), byId('count') as HTMLOutputElement]

function check(): void {
  const schema = schemaOf()
  if (!schema) return
  byId('requirements').replaceChildren(...explanationOf(schema, template))
  try {
    const found = checkText(guide.state.doc.toString(), schema, preset.value as PresetName)
    guide.dispatch(setDiagnostics(guide.state, [...diagnosticsOf(found, guide.state.doc.length)]))
    list.replaceChildren(...listOf(found, guide))
    const errors = found.filter(({message}) => message.fatal === true).length
    count.value =
      found.length === 0 ? 'none' : `${counted(errors, 'error')}, ${counted(found.length - errors, 'warning')}`
    if (found.length === 0)
      list.replaceChildren(element('li', {class: 'none'}, 'The guide has all that the template requires.'))
  } catch (error) {
    if (!(error instanceof DocumentError || error instanceof RangeError)) throw error
    refuse(error.message)
  }
}

/** What the template requires; undefined if it cannot be read, after showing the error at its place. */
function schemaOf(): TemplateSchema | undefined {
  try {
    const schema = readTemplateText(template.state.doc.toString())
    template.dispatch(setDiagnostics(template.state, []))
    return schema
  } catch (error) {
    if (!(error instanceof TemplateError || error instanceof RangeError)) throw error
    const reason = error instanceof TemplateError ? error.reason : error.message
    const line = template.state.doc.line(
      Math.min(error instanceof TemplateError ? error.line : 1, template.state.doc.lines)
    )
    template.dispatch(
      setDiagnostics(template.state, [{from: line.from, to: line.to, severity: 'error', message: reason}])
    )
    refuse(`The template cannot be read, at line ${line.number}: ${reason}`)
    return undefined
  }
}

/** Show why the guide cannot be checked. */
function refuse(reason: string): void {
  guide.dispatch(setDiagnostics(guide.state, []))
  count.value = ''
  list.replaceChildren(element('li', {class: 'none'}, reason))
}

preset.addEventListener('change', check)

byId('explain-toggle').addEventListener('click', ({currentTarget}) => {
  const panel = byId('explain')
  panel.hidden = !panel.hidden
  ;(currentTarget as HTMLElement).setAttribute('aria-expanded', String(!panel.hidden))
  document.body.classList.toggle('explains', !panel.hidden)
})

byId('share').addEventListener('click', async () => {
  const fragment = await fragmentFor({template: template.state.doc.toString(), guide: guide.state.doc.toString()})
  window.history.replaceState(null, '', `#${fragment}`)
  const said = byId('shared') as HTMLOutputElement
  try {
    await navigator.clipboard.writeText(location.href)
    said.value = 'Copied: it carries both texts'
  } catch {
    said.value = 'The address of this page carries both texts now'
  }
})

window.addEventListener('hashchange', async () => {
  const shared = await sharedIn(location.hash.slice(1))
  if (!shared) return
  replaceText(template, shared.template)
  replaceText(guide, shared.guide)
})

check()
