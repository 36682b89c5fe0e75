import {readFileSync, readdirSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from '@jest/globals'
import fc from 'fast-check'
import {VFile} from 'vfile'
import {rules} from '../rules/index.ts'
import {analyse} from '../src/analysis.ts'
import {activeRules} from '../src/config/active-rules.ts'
import {acceptedByMost} from '../src/infer/accepted.ts'
import {familiesOf, joined} from '../src/infer/families.ts'
import {type InferredTemplate, infer} from '../src/infer/infer.ts'
import {usualOrder} from '../src/infer/precedence.ts'
import {writeFaithfully} from '../src/infer/read-back.ts'
import type {InferredSection} from '../src/infer/sections.ts'
import {lint} from '../src/lint.ts'
import {readDocument} from '../src/markdown/read-document.ts'
import {requireNativeParser} from '../src/markdown/load-parser.ts'
import {parseByRemark} from '../src/markdown/remark-parser.ts'
import {foldedText, isOpen} from '../src/template/heading-pattern.ts'
import {readTemplate} from '../src/template/read-template.ts'
import type {SectionSpec, TemplateSchema} from '../src/template/schema.ts'
import {expectFile} from './fixture-findings.ts'
import {temporaryFolder} from './temporary-folder.ts'
import {warmGuidelint} from './warm-command-line.ts'

const {write} = temporaryFolder()
const parse = requireNativeParser() ?? parseByRemark
const active = activeRules(rules, [{}])

function inferred(texts: readonly string[], share = 0.7): InferredTemplate | undefined {
  return infer(
    texts.map((text, index) => ({name: `${index}.md`, document: readDocument(parse(text), text)})),
    share
  )
}

/** The template of some documents without blank lines; its comments on how many have what are kept. */
function templateOf(texts: readonly string[], share?: number): string {
  const template = inferred(texts, share)
  return template ? writeFaithfully(template, 't.md', parse).text.replaceAll(/\n+/g, '\n').trim() : ''
}

function withoutSupport(text: string): string {
  return text
    .replaceAll(/^<!-- (?!guidelint)[^\n]* -->$/gm, '')
    .replaceAll(/\n+/g, '\n')
    .trim()
}

/** What is found in a document by a template. */
function messagesIn(text: string, schema: TemplateSchema): VFile['messages'] {
  const file = new VFile({value: text})
  lint(file, analyse(readDocument(parse(text), text), schema), active)
  return file.messages
}

function times(count: number, textOf: (index: number) => string): readonly string[] {
  return Array.from({length: count}, (_, index) => textOf(index))
}

const names = ['Postgres', 'Kafka', 'Redis', 'Rust', 'Nomad', 'Vault', 'Envoy', 'Bazel', 'Helm', 'Flink']

function record(index: number, more = ''): string {
  return `# ADR ${index + 1}: Use ${names[index] ?? index}\n\n- **Status**: ${index % 3 === 0 ? 'Proposed' : 'Accepted'}\n- **Date**: 2031-0${index + 1}-12\n- **Deciders**: Team ${index}\n\n## Context\n\nText ${index}.\n\n## Decision\n\nText ${index}.\n\n${more}## Consequences\n\nText ${index}.\n`
}

function options(index: number): string {
  return `## Options\n\n### Option 1: ${names[index]}\n\n**Pros:**\n\n- x\n\n### Option 2: ${names[index + 1]}\n\n**Pros:**\n\n- x\n\n## Notes\n\n### ${names[index]} notes\n\nx\n\n### ${names[index + 2]} remarks\n\nx\n`
}

function stepsIn(index: number): string {
  return `# T${index}\n\n## Steps\n\n### Step 1: ${index < 5 ? 'Install' : names[index]}\n\nx\n\n### Step 2: Set ${names[index]} up\n\nx\n`
}

function notesIn(index: number): string {
  return `# T${index}\n\n## Usage\n\nx\n\n## Notes\n\nSome.\n\n${index < 6 ? `### ${names[index]} notes\n\nx\n\n### ${names[(index + 3) % 10]} remarks\n\nx\n` : ''}`
}

/** Each spec with what was inferred for it. */
function pairs(
  sections: readonly InferredSection[],
  schema: TemplateSchema,
  lines: ReadonlyMap<InferredSection, number>
): ReadonlyArray<readonly [InferredSection, SectionSpec | undefined]> {
  const all = (specs: readonly SectionSpec[]): readonly SectionSpec[] =>
    specs.flatMap((spec) => [spec, ...all(spec.children)])
  const specs = new Map(all(schema.root.children).map((spec) => [spec.line, spec]))
  const written = (own: readonly InferredSection[]): readonly InferredSection[] =>
    own.flatMap((section) => [...(lines.has(section) ? [section] : []), ...written(section.children)])
  return written(sections).map((section) => [section, specs.get(lines.get(section) ?? 0)])
}

/** Whether a section is read to the letter, as open where it has slots, and as optional where it was inferred so. */
function isReadAs({pieces, names: [first], isRequired}: InferredSection, spec: SectionSpec | undefined): boolean {
  if (!spec || (!isRequired && spec.occurs.min > 0)) return false
  return pieces.some((piece) => 'slot' in piece)
    ? isOpen(spec.heading)
    : foldedText(spec.heading.name) === foldedText(first?.name ?? '')
}

/** A template with blank lines in the place of comments on support, so that all stands on its line. */
function withoutNotes(text: string): string {
  return text
    .replaceAll(/^<!-- (?!guidelint)[^\n]* -->$/gm, '')
    .replaceAll(/ # (?:optional, )?\d+ of \d+ documents$/gm, (note) => (note.includes('optional') ? ' # optional' : ''))
}

/** A schema without the remarks, which are reported on request only. */
function comparable({placeholders, ...schema}: TemplateSchema): unknown {
  return JSON.parse(JSON.stringify({...schema, placeholders: placeholders.filter(({kind}) => kind !== 'remark')}))
}

describe('a template is what most documents have in common', () => {
  test('sections, labels with choices and dates, the title with slots, each with its support', () => {
    const texts = times(9, (index) =>
      record(index, index < 4 ? '### Options\n\n| Option | Cost |\n| --- | --- |\n| a | 1 |\n\n' : '')
    )
    expect(templateOf(texts)).toBe(
      [
        '# ADR [Number]: Use [Title]',
        '<!-- 9 of 9 documents -->',
        '<!-- Status 9, Date 9, Deciders 9 of 9 documents -->',
        '- **Status**: [Accepted | Proposed]',
        '- **Date**: YYYY-MM-DD',
        '- **Deciders**: [Deciders]',
        '## Context',
        '<!-- 9 of 9 documents -->',
        '[Context]',
        '## Decision',
        '<!-- 9 of 9 documents -->',
        '[Decision]',
        '### Options',
        '<!-- guidelint optional -->',
        '<!-- 4 of 9 documents with the section above it -->',
        '<!-- table 4, Option 4, Cost 4 of 4 documents with this section -->',
        '| Option | Cost |',
        '| --- | --- |',
        '| [Option] | [Cost] |',
        '## Consequences',
        '<!-- 9 of 9 documents -->',
        '[Consequences]'
      ].join('\n')
    )
  })

  test('the threshold is the share of documents that makes a section required, and half of it an optional one', () => {
    const texts = times(
      10,
      (index) =>
        `# T${index}\n\n## All\n\nx\n\n${index < 6 ? '## Most\n\nx\n\n' : ''}${index < 3 ? '## Some\n\nx\n' : ''}`
    )
    const demands = (share: number) =>
      inferred(texts, share)?.sections.map(({names: [first], isRequired}) => `${first?.name}${isRequired ? '' : '?'}`)
    expect(demands(0.6)).toEqual(['All', 'Most', 'Some?'])
    expect(demands(0.7)).toEqual(['All', 'Most?'])
  })

  test('near names are one where no document has both, by the usual spelling; numbers are no part of a name', () => {
    const texts = times(
      10,
      (index) =>
        `# T${index}\n\n## 1. ${index < 7 ? 'Mitigation' : 'Mitigations'}\n\nx\n\n## 2. Risk\n\nx\n\n## 3. Risks\n\nx\n`
    )
    expect(withoutSupport(templateOf(texts))).toBe(
      '# T[Number]\n## 1. Mitigation\n<!-- guidelint heading /^(Mitigation|Mitigations)$/ -->\n[Mitigation]\n## 2. Risk\n[Risk]\n## 3. Risks\n[Risks]'
    )
  })

  test('the order is that of most pairs, and a cycle gives way where it is weakest', () => {
    expect(
      usualOrder(
        [
          [0, 1, 2],
          [0, 1, 2],
          [2, 0, 1]
        ],
        3
      )
    ).toEqual([0, 1, 2])
    expect(
      usualOrder(
        [
          [0, 1],
          [0, 1],
          [0, 1],
          [1, 2],
          [1, 2],
          [2, 0]
        ],
        3
      )
    ).toEqual([0, 1, 2])
    expect(usualOrder([[2], [1]], 3)).toEqual([0, 1, 2])
  })

  test('a section under another parent in a few documents is counted below its usual one', () => {
    const texts = times(
      10,
      (index) => `# T${index}\n\n## Procedure\n\nx\n\n${index < 8 ? '### Rollback' : '## Rollback'}\n\nx\n`
    )
    expect(templateOf(texts)).toContain('### Rollback\n<!-- 10 of 10 documents with the section above it -->')
  })

  test('numbered steps of which the first is called alike in most documents are samples of one', () => {
    expect(withoutSupport(templateOf(times(6, stepsIn)))).toBe(
      '# T[Number]\n## Steps\n### Step 1: [Name]\n<!-- guidelint repeat 1+ -->\n[Step]'
    )
  })

  test('sections with names of their own that most documents have below one are optional', () => {
    expect(withoutSupport(templateOf(times(10, notesIn)))).toContain('### [Name]')
  })

  test('numbered sections are samples of one, with what all of these hold; so are sections with names of their own', () => {
    expect(withoutSupport(templateOf(times(6, (index) => `# T${index}\n\n${options(index)}`)))).toBe(
      '# T[Number]\n## Options\n### Option 1: [Name]\n<!-- guidelint repeat 1+ -->\n**Pros:**\n- [Pros]\n## Notes\n### [Name]\n<!-- guidelint repeat 1+ -->\n[Text]'
    )
  })

  test('a label that few fill in is none, and a section that most leave empty is optional where most would fail', async () => {
    const texts = times(
      6,
      (index) =>
        `# T${index}\n\n## Head\n\n- **Owner**: ${names[index]}\n- **Updated**:\n\n## Annex\n\n${index < 2 ? 'x' : ''}\n`
    )
    const template = await acceptedByMost(inferred(texts) as InferredTemplate, {
      path: 't.md',
      parse,
      shareAccepted: async (schema) =>
        texts.filter((text) => messagesIn(text, schema).every(({fatal}) => fatal !== true)).length / texts.length
    })
    expect(withoutSupport(template.text)).toBe(
      '# T[Number]\n## Head\n- **Owner**: [Owner]\n## Annex\n<!-- guidelint optional -->\n[Annex]'
    )
  })

  test('the name of the title is the same slot where it stands in a heading', () => {
    expect(
      withoutSupport(
        templateOf(times(6, (index) => `# ${names[index]} guide\n\n## Usage\n\nx\n\n## Install ${names[index]}\n\nx\n`))
      )
    ).toBe('# [Title] guide\n## Usage\n[Usage]\n## Install [Title]\n[Install]')
    expect(
      withoutSupport(
        templateOf(
          times(
            6,
            (index) =>
              `# ${names[index]} runbook: ${names[index + 1]} is down\n\n## Usage\n\n1. x\n\n## Restart ${names[index]}\n\nx\n`
          )
        )
      )
    ).toBe('# [Subject] runbook: [Title] is down\n## Usage\n1. [Step]\n## Restart [Subject]\n[Restart]')
  })

  test('keys of the front matter, with the values that all have, choices and dates', () => {
    const texts = times(
      9,
      (index) =>
        `---\nlayout: page\ntitle: ${names[index]}\nlevel: ${index % 2 === 0 ? 'low' : 'high'}\ndate: 2031-01-0${index + 1}\ntags:\n  - x\n${index < 5 ? `owner: ${names[index]}\n` : ''}---\n\n## Usage\n\nx\n`
    )
    expect(templateOf(texts)).toContain(
      '---\nlayout: page # 9 of 9 documents\ntitle: "[title]" # 9 of 9 documents\nlevel: low | high # 9 of 9 documents\ndate: YYYY-MM-DD # 9 of 9 documents\ntags: # 9 of 9 documents\n  - "[tags]"\nowner: "[owner]" # optional, 5 of 9 documents\n---'
    )
  })

  test('where each section stands in most documents, but few have all of them, the rarest are optional', async () => {
    const texts = times(
      12,
      (index) =>
        `# T${index}\n\n## All\n\nx\n\n${['Alpha', 'Bravo', 'Delta', 'Gamma']
          .filter((_, at) => index % 4 !== at)
          .map((name) => `## ${name}\n\nx\n\n`)
          .join('')}`
    )
    const template = inferred(texts) as InferredTemplate
    const accepts = (schema: TemplateSchema) =>
      texts.filter((text) => messagesIn(text, schema).every(({fatal}) => fatal !== true)).length / texts.length
    expect(accepts(writeFaithfully(template, 't.md', parse).schema)).toBe(0)
    const accepted = await acceptedByMost(template, {
      path: 't.md',
      parse,
      shareAccepted: async (schema) => accepts(schema)
    })
    expect(accepts(accepted.schema)).toBeGreaterThan(0.5)
    expect(accepted.inferred.sections.filter(({isRequired}) => isRequired).length).toBeGreaterThan(1)
  })
})

describe('a template is read as what was inferred', () => {
  const odd = [
    'Context',
    'Use `<name>` here',
    'The `[Config]` file',
    'Array<string>',
    '{braces} and {{more}}',
    '[Unreleased]',
    'a *b* _c_ snake_case',
    'Notes (if applicable)',
    'Optional settings',
    'Examples',
    'First example',
    'YYYY-MM-DD',
    'v1.0.0',
    'DATE RANGE',
    '$PROJECT setup',
    'Story 1',
    'Story 2',
    'ends -->',
    'a # b #',
    '| pipe |',
    'Contents',
    '日本語の見出し',
    '🚀 Launch',
    'Risk',
    'Risks',
    '&amp; more',
    'Remove this section',
    '# hash',
    '1. Numbered',
    '- dash',
    '\\[escaped\\]',
    'Added',
    'Changed',
    'Fixed',
    '[Link](https://example.com)',
    'ADR-NNNN'
  ]

  const sections = fc.uniqueArray(fc.tuple(fc.constantFrom(...odd), fc.constantFrom(2, 3), fc.constantFrom(1, 0.5)), {
    minLength: 1,
    maxLength: 12,
    selector: ([name]) => name
  })

  test('headings to the letter, required or optional as they were inferred, whatever they look like; comments on support change nothing', () => {
    fc.assert(
      fc.property(sections, (chosen) => {
        const texts = times(
          6,
          (index) =>
            `# Guide ${index}\n\n## Always\n\nx\n\n${chosen
              .filter(([, , share]) => index < share * 6)
              .map(([name, depth]) => `${'#'.repeat(depth)} ${name}\n\nSome words ${index}.\n\n`)
              .join('')}`
        )
        const template = inferred(texts) as InferredTemplate
        const {text, schema, lines} = writeFaithfully(template, 't.md', parse)
        const read = pairs(template.sections, schema, lines)
        expect(read.length).toBeGreaterThan(0)
        expect(read.filter(([section, spec]) => !isReadAs(section, spec))).toEqual([])
        expect(read.length).toBe(new Set(schema.root.children.flatMap((spec) => [spec, ...spec.children])).size)
        expect(comparable(readTemplate(withoutNotes(text), 't.md', parse))).toEqual(comparable(schema))
        expect(
          texts
            .slice(2, 4)
            .every((each) =>
              messagesIn(each, schema).every(
                ({reason}) => !/placeholder|Unexpected (?:heading|depth|parent)/.test(reason)
              )
            )
        ).toBe(true)
      }),
      {numRuns: 15}
    )
  })
})

describe('what cannot be a template', () => {
  test('documents without headings, or without one in common', () => {
    expect(inferred(times(5, (index) => `Text ${index}.\n`))).toBeUndefined()
    expect(inferred(times(5, () => ''))).toBeUndefined()
    expect(inferred(times(5, (index) => `# T\n\n## ${names[index]}\n\nx\n`))).toBeUndefined()
  })

  test('of several kinds of documents the largest is taken, and the others are named, though both have some names', () => {
    const kinds = [
      ...times(
        7,
        (index) => `# A${index}\n\n## Summary\n\nx\n\n## Context\n\nx\n\n## Decision\n\nx\n\n## Consequences\n\nx\n`
      ),
      ...times(
        5,
        (index) => `# B${index}\n\n## Summary\n\nx\n\n## Symptoms\n\nx\n\n## Diagnosis\n\nx\n\n## Mitigation\n\nx\n`
      )
    ]
    const template = inferred(kinds)
    expect(template?.documents).toBe(7)
    expect(template?.others).toEqual(['7.md', '8.md', '9.md', '10.md', '11.md'])
    expect(template?.sections.map(({names: [first]}) => first?.name)).toEqual([
      'Summary',
      'Context',
      'Decision',
      'Consequences'
    ])
  })

  test('names are compared in pairs up to a limit, however many there are', () => {
    const things = times(4000, (index) => `name ${(index * 7919).toString(36)} of its own`).map((name, rank) => ({
      rank: rank % 2000,
      name,
      key: name
    }))
    let asked = 0
    const counted = familiesOf(things).map((family) => ({
      ...family,
      get things() {
        asked++
        return family.things
      }
    }))
    expect(joined(counted, () => true).length).toBeGreaterThan(0)
    // Each comparison reads the other's name: all pairs would be eight million.
    expect(asked).toBeLessThan(300_000)
    expect(asked).toBeGreaterThan(50_000)
  })
})

test('the page on it shows a real run', () => {
  const root = path.resolve(import.meta.dirname, '..')
  const page = path.join(root, 'docs/infer.md')
  const pages = readdirSync(path.join(root, 'rules'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => readFileSync(path.join(root, 'rules', name), 'utf8'))
  const template = inferred(pages)
  const shown = template ? writeFaithfully(template, 't.md', parse).text : ''
  expectFile(
    page,
    readFileSync(page, 'utf8').replace(
      /(?<=````console\n\$ npx guidelint infer rules\n)[\s\S]*?\n(?=````\n)/,
      () => shown
    )
  )
})

test('the command writes a file that is not there yet, says what was left out, and refuses too few documents', () => {
  const records = times(6, (index) => record(index)).map((text, index) => [`docs/${index}.md`, text] as const)
  const short = record(6).replace(/## Decision[^]*(?=## Consequences)/, '')
  const cwd = write({
    ...Object.fromEntries(records),
    'docs/6.md': short,
    'docs/index.md': '# Index\n\n## Accepted\n\n- x\n'
  })
  const run = warmGuidelint(['infer', 'docs', '-o', 'template.md'], {cwd})
  expect(run.stderr).toBe(
    '1 of 8 documents shares too few sections with the others, and is left out: `docs/index.md`\n3 sections required and 0 optional, from 7 documents, of which 6 have no error with this template; with errors: `docs/6.md`\n'
  )
  expect(run.status).toBe(0)
  const text = readFileSync(path.join(cwd, 'template.md'), 'utf8')
  expect(text).toMatch(/^# ADR \[Number\]: Use \[Title\]\n/)
  const again = warmGuidelint(['infer', 'docs', '-o', 'template.md', '--share', '0.6'], {cwd})
  expect(again).toMatchObject({status: 2, stderr: 'template.md: Cannot write: the file already exists\n'})
  expect(readFileSync(path.join(cwd, 'template.md'), 'utf8')).toBe(text)
  expect(warmGuidelint(['infer', 'docs/1.md', 'docs/2.md', '--share', '0.6'], {cwd})).toMatchObject({
    status: 2,
    stdout: '',
    stderr: 'Expected at least 3 documents to infer a template from, found 2\n'
  })
})
