import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {afterAll, beforeAll, describe, expect, jest, test} from '@jest/globals'
import {location} from 'vfile-location'
import {type CodeAction, type Diagnostic, DiagnosticSeverity, type Range} from 'vscode-languageserver-protocol/node'
import {type Editor, openEditor} from '../bench/language-client.ts'
import {editorProject, pottery} from './editor-project.ts'
import {temporaryFolder} from './temporary-folder.ts'

// Only for failures: a server that never answers.
jest.setTimeout(60_000)

const kiln = readFileSync(path.join(pottery, 'docs/kiln.md'), 'utf8')
const wheel = readFileSync(path.join(pottery, 'docs/wheel.md'), 'utf8')
const template = readFileSync(path.join(pottery, 'templates/device.md'), 'utf8')

const temporary = temporaryFolder()
let folder = ''
let editor: Editor

beforeAll(async () => {
  folder = editorProject(temporary)
  editor = await openEditor(folder)
})

afterAll(async () => {
  expect(await editor.close()).toBe(0)
})

function writeTemplate(text: string): void {
  writeFileSync(path.join(folder, 'templates/device.md'), text)
}

function reasonOf({message}: Diagnostic): string {
  const [reason = ''] = (typeof message === 'string' ? message : message.value).split('\n')
  return reason
}

/** The file's text with its only occurrence of another one replaced. */
function changed(text: string, from: string, to: string): string {
  expect(text.split(from)).toHaveLength(2)
  return text.replace(from, to)
}

function edited(text: string, {edit}: CodeAction): string {
  const places = location(text)
  const offsetOf = ({line, character}: Range['start']) =>
    places.toOffset({line: line + 1, column: character + 1}) ?? Number.NaN
  const [[{range, newText}]] = Object.values(edit?.changes ?? {}) as [[{range: Range; newText: string}]]
  return text.slice(0, offsetOf(range.start)) + newText + text.slice(offsetOf(range.end))
}

describe('diagnostics', () => {
  test('stand at the place of each finding, with its severity and rule', async () => {
    const diagnostics = await editor.show('docs/kiln.md', kiln)
    expect(
      diagnostics.map(
        ({range: {start, end}, severity, code}) =>
          `${start.line}:${start.character}-${end.line}:${end.character} ${severity} ${code}`
      )
    ).toEqual([
      '3:15-3:25 1 valid-anchors',
      '5:35-5:35 2 table-of-contents',
      '11:0-11:3 1 required-headings',
      '17:3-17:10 1 required-headings',
      '19:21-19:21 1 table-columns',
      '21:23-21:36 1 no-placeholders',
      '21:47-21:47 2 required-headings',
      '23:3-23:19 2 no-extra-headings',
      '25:0-25:3 1 no-placeholders'
    ])
  })

  test('lead to the page of the rule and to the line of the template', async () => {
    const diagnostics = await editor.show('docs/kiln.md', kiln)
    expect(diagnostics.find(({range}) => range.start.line === 17)).toEqual({
      range: {start: {line: 17, character: 3}, end: {line: 17, character: 10}},
      severity: DiagnosticSeverity.Error,
      source: 'guidelint',
      code: 'required-headings',
      codeDescription: {href: 'https://github.com/guidelint/guidelint/blob/main/rules/required-headings.md'},
      message: 'Unexpected heading `Setings`, expected `Settings`\nTemplate: templates/device.md:22',
      data: {expected: ['Settings']}
    })
  })

  test('count UTF-16 code units, as editors do', async () => {
    const [diagnostic] = await editor.show(
      'docs/emoji.md',
      changed(wheel, '[Overview](#overview)', '[Overview 🏺](#overvew)')
    )
    expect(diagnostic).toMatchObject({
      code: 'valid-anchors',
      range: {start: {line: 2, character: 16}, end: {line: 2, character: 24}}
    })
  })

  test('are none for a guide without a fault', async () => {
    expect(await editor.show('docs/wheel.md', wheel)).toEqual([])
  })

  test('of a document without a template are those of rules that need none', async () => {
    const diagnostics = await editor.show(
      'notes.md',
      '# Notes\n\n## Setings\n\n[Description] in [the settings](#settings)\n'
    )
    expect(diagnostics.map(reasonOf)).toEqual(['Unexpected link to `#settings`, expected `#setings`'])
  })
})

describe('a quick fix', () => {
  test.each<{
    does: string
    fault: [from: string, to: string]
    finding: string
    title: string
    result?: string
    left?: string[]
  }>([
    {
      does: 'inserts a missing section, which is then to be filled',
      fault: ['## Overview\n\nThe wheel reports its speed, and stops when it is told to.\n\n', ''],
      finding: 'Missing section `Overview`, expected it before `Connection`',
      title: 'Insert `## Overview\n\n[What the device does and who uses it]\n\n`',
      result: changed(
        wheel,
        'The wheel reports its speed, and stops when it is told to.',
        '[What the device does and who uses it]'
      ),
      left: ['Unexpected placeholder `[What the device does and who uses it]`, expected your own text']
    },
    {
      does: 'renames a heading',
      fault: ['## Settings', '## Setings'],
      finding: 'Unexpected heading `Setings`, expected `Settings`',
      title: 'Replace `Setings` with `Settings`'
    },
    {
      does: 'corrects an anchor',
      fault: ['#connection', '#conection'],
      finding: 'Unexpected link to `#conection`, expected `#connection`',
      title: 'Replace `#conection` with `#connection`'
    },
    {
      does: 'renames a column',
      fault: ['| Required |', '| Requird |'],
      finding: 'Unexpected column `Requird`, expected `Required`',
      title: 'Replace `Requird` with `Required`'
    },
    {
      does: 'adds an entry to the table of contents',
      fault: ['- [Connection](#connection)\n', ''],
      finding: 'Missing entry `Connection` in the contents list',
      title: 'Insert `\n- [Connection](#connection)`'
    }
  ])('$does', async ({fault: [from, to], finding, title, result = wheel, left = []}) => {
    const text = changed(wheel, from, to)
    const before = await editor.show('docs/faulty.md', text)
    const diagnostic = before.find((one) => reasonOf(one) === finding)
    if (!diagnostic) throw new Error(`${finding} is not among:\n${before.map(reasonOf).join('\n')}`)
    const actions = await editor.quickFixes('docs/faulty.md', diagnostic)
    expect(actions).toMatchObject([{kind: 'quickfix', isPreferred: true, title: expect.stringContaining(title)}])
    const [action] = actions as [CodeAction]
    const mended = edited(text, action)
    expect(mended).toBe(result)
    const after = await editor.show('docs/faulty.md', mended)
    expect(after.map(reasonOf)).toEqual(left)
  })

  test('is not offered where nobody can know the right text', async () => {
    const diagnostics = await editor.show('docs/kiln.md', kiln)
    const placeholder = diagnostics.find(({code}) => code === 'no-placeholders') as Diagnostic
    expect(await editor.quickFixes('docs/kiln.md', placeholder)).toEqual([])
  })
})

function reasonsOnSettings(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(reasonOf).filter((reason) => /Setings`, expected/.test(reason))
}

describe('a baseline', () => {
  test('takes what is known out of what is shown, and counts as it is on disk', async () => {
    mkdirSync(path.join(folder, 'known'))
    writeFileSync(
      path.join(folder, 'known/.guidelintrc.yaml'),
      'template: ../templates/device.md\nbaseline: known.json\n'
    )
    writeFileSync(
      path.join(folder, 'known/known.json'),
      '[\n["kiln.md", "required-headings", "", {"name of Settings": 1}],\n{"guidelint-baseline": 1}\n]\n'
    )
    expect(reasonsOnSettings(await editor.show('known/wheel.md', changed(wheel, '## Settings', '## Setings')))).toEqual(
      ['Unexpected heading `Setings`, expected `Settings`']
    )
    expect(reasonsOnSettings(await editor.show('known/kiln.md', changed(wheel, '## Settings', '## Setings')))).toEqual(
      []
    )
    writeFileSync(path.join(folder, 'known/known.json'), '[{"guidelint-baseline": 1}]')
    expect(
      reasonsOnSettings(await editor.show('known/kiln.md', `${changed(wheel, '## Settings', '## Setings')}\n`))
    ).toEqual(['Unexpected heading `Setings`, expected `Settings`'])
    writeFileSync(path.join(folder, 'known/known.json'), '<<<<<<< HEAD\n')
    expect(await editor.show('known/kiln.md', wheel)).toMatchObject([
      {message: 'known/known.json:1: Unexpected mark of a merge conflict, expected the lines of one side or of both'}
    ])
  })
})

describe('a template', () => {
  test('that is edited on disk counts at the next change of a guide', async () => {
    expect(await editor.show('docs/wheel.md', wheel)).toEqual([])
    writeTemplate(`${template}\n## Disposal\n\n[Where it goes]\n`)
    const diagnostics = await editor.show('docs/wheel.md', `${wheel}\n`)
    writeTemplate(template)
    expect(diagnostics.map(reasonOf)).toEqual(['Missing section `Disposal`, expected it after `Error Handling`'])
    expect(await editor.show('docs/wheel.md', wheel)).toEqual([])
  })

  test('that cannot be read is one error, which says where in the template, and the server goes on', async () => {
    writeTemplate(changed(template, '## Connection\n', '## Connection\n\n<!-- guidelint repaet 2 -->\n'))
    const diagnostics = await editor.show('docs/wheel.md', wheel)
    writeTemplate(template)
    expect(diagnostics).toMatchObject([
      {
        severity: DiagnosticSeverity.Error,
        message: expect.stringContaining(
          'templates/device.md:14:1: Unexpected directive `repaet 2`, expected `repeat 1..5`'
        )
      }
    ])
    expect(await editor.show('docs/wheel.md', wheel)).toEqual([])
  })
})
