import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {expect} from '@jest/globals'
import {VFile} from 'vfile'
import type {Point} from 'unist'
import type {VFileMessage} from 'vfile-message'
import {rules} from '../rules/index.ts'
import {type Fix, fixBeside} from '../src/fix/fix.ts'
import {createLinter} from '../src/linter.ts'
import {parseByRemark} from '../src/markdown/remark-parser.ts'

const isUpdate = process.env['UPDATE'] !== undefined

/** Check a fixture with all rules: what another rule says of the same fault is a second finding, and would show. */
export function check(folder: string, name: string, change?: (text: string) => string): readonly VFileMessage[] {
  return checkUnder(name.endsWith('strict') ? 'strict' : 'recommended', folder, name, change)
}

/** Check a fixture under a preset, whatever its name says. */
export function checkUnder(
  preset: 'recommended' | 'strict',
  folder: string,
  name: string,
  change: (text: string) => string = (text) => text
): readonly VFileMessage[] {
  const lint = createLinter({
    rules,
    parse: parseByRemark,
    configuration: {preset, templates: [{template: 'template.md'}]},
    cwd: folder
  })
  const file = new VFile({
    cwd: folder,
    path: `${name}.md`,
    value: change(readFileSync(path.join(folder, `${name}.md`), 'utf8'))
  })
  lint(file)
  return file.messages
}

/** A finding as a line of a fixture's `.txt`, with what may stand in its place, or what else mends it. */
export function shown(message: VFileMessage): string {
  const {line, column, place, fatal, ruleId, reason, expected} = message
  const end = place && 'end' in place ? `-${place.end.line}:${place.end.column}` : ''
  const fix = fixBeside(message)
  const replacements = fix ? shownFix(fix) : expected?.map((text) => JSON.stringify(text)).join(', ')
  return `${line}:${column}${end} ${fatal ? 'error' : 'warning'} ${ruleId}: ${reason}${replacements === undefined ? '' : ` → ${replacements}`}\n`
}

function shownFix({edits, isMove}: Fix): string {
  if (isMove) return `moved to ${shownPoint(edits.at(-1)?.place.start)}`
  return edits
    .map(
      ({place: {start, end}, text}) =>
        `${shownPoint(start)}${end.offset === start.offset ? '' : `-${shownPoint(end)}`} ${JSON.stringify(text)}`
    )
    .join(', ')
}

function shownPoint(point: Point | undefined): string {
  return point ? `${point.line}:${point.column}` : ''
}

/** Hold what was made against a file that says what is expected; with UPDATE=1 write that file. */
export function expectFile(file: string, content: string): void {
  if (isUpdate) writeFileSync(file, content)
  expect(content).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '')
}
