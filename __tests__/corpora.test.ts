import {existsSync, readFileSync, readdirSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from '@jest/globals'
import * as satteri from 'satteri'
import {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import {templatesIn} from '../bench/templates.ts'
import {rules} from '../rules/index.ts'
import type {PresetName} from '../src/index.ts'
import {createLinter} from '../src/linter.ts'
import {nativeParser} from '../src/markdown/native-parser.ts'
import {readTemplate} from '../src/index.ts'
import {faultsOfNewDocument} from './new-documents.ts'

/** Real templates and documents, which do not belong to the project. */
const shared = path.resolve(import.meta.dirname, '../../shared')
const corpora = path.join(shared, 'corpora')
const templates = path.join(shared, 'templates')

/** Skipped, saying so, where the corpora are not at hand. */
const whereCorpora = existsSync(corpora) && existsSync(templates) ? test : test.skip

function markdownBelow(folder: string): readonly string[] {
  return readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .filter((name) => /\.(?:md|markdown)$/.test(name))
    .toSorted((a, b) => a.localeCompare(b, 'en'))
}

interface Checked {
  readonly name: string
  readonly messages: readonly VFileMessage[]
}

function check(
  corpus: string,
  preset: PresetName,
  template = 'template.md',
  isChosen: (index: number) => boolean = () => true
): readonly Checked[] {
  const cwd = path.join(corpora, corpus)
  const lint = createLinter({
    rules,
    parse: nativeParser(satteri),
    configuration: {preset, templates: [{template}]},
    cwd
  })
  return markdownBelow(path.join(cwd, 'docs'))
    .filter((_, index) => isChosen(index))
    .map((name) => {
      const file = new VFile({
        cwd,
        path: path.join('docs', name),
        value: readFileSync(path.join(cwd, 'docs', name), 'utf8')
      })
      lint(file)
      return {name, messages: file.messages}
    })
}

/** The sections of the template that `required-headings` says are not there as they should be. */
function sectionsAtFault(messages: readonly VFileMessage[]): readonly string[] {
  return messages
    .filter(({ruleId}) => ruleId === 'required-headings')
    .flatMap(({reason}) => {
      // Of several that are missing from one gap what follows says where they belong.
      const named = reason.startsWith('Missing sections ') ? reason.replace(/, expected them .*$/, '') : reason
      const names = Array.from(named.matchAll(/`([^`]+)`/g), ([, name]) => name ?? '')
      if (reason.startsWith('Unexpected heading')) return names.slice(1)
      return reason.startsWith('Missing section ') || / of section /.test(reason) ? names.slice(0, 1) : names
    })
}

describe('EIPs', () => {
  /** Optional sections in other lettering or at another depth: eipw calls them unknown or nothing, which says less. */
  const optional: Readonly<Record<string, readonly string[]>> = {
    'eip-1014.md': ['Motivation'],
    'eip-1102.md': ['Backwards Compatibility'],
    'eip-1474.md': ['Backwards Compatibility'],
    'eip-3.md': ['Motivation'],
    'eip-4.md': ['Motivation'],
    'eip-5.md': ['Motivation', 'Backwards Compatibility'],
    'eip-5022.md': ['Motivation', 'Backwards Compatibility'],
    'eip-6.md': ['Motivation'],
    'eip-616.md': ['Motivation'],
    'eip-778.md': ['Motivation'],
    'eip-8.md': ['Motivation', 'Backwards Compatibility'],
    'eip-868.md': ['Motivation']
  }

  whereCorpora(
    'the sections at fault are those that eipw finds missing',
    () => {
      const verdicts = JSON.parse(readFileSync(path.join(corpora, 'eip/eipw-verdicts.json'), 'utf8')) as Record<
        string,
        {missing: string[]}
      >
      const checked = check('eip', 'strict')
      expect(checked.length).toBe(Object.keys(verdicts).length)
      for (const {name, messages} of checked) {
        expect([name, sectionsAtFault(messages).toSorted((a, b) => a.localeCompare(b, 'en'))]).toEqual([
          name,
          [...(verdicts[name]?.missing ?? []), ...(optional[name] ?? [])].toSorted((a, b) => a.localeCompare(b, 'en'))
        ])
      }
    },
    120_000
  )
})

describe('false alarms', () => {
  whereCorpora.each(['cip', 'madr'])(
    'nothing is missing in the documents of %s, whose authors check them',
    (corpus) => {
      const found = check(corpus, 'recommended').flatMap(({name, messages}) =>
        messages.filter(({ruleId}) => ruleId === 'required-headings').map(({reason}) => `${name}: ${reason}`)
      )
      expect(found).toEqual([])
    },
    60_000
  )

  whereCorpora(
    'real guides that know nothing of our template have none of its placeholders',
    () => {
      const found = check('guides', 'recommended', '../../templates/integration-guide.md').flatMap(({name, messages}) =>
        messages.filter(({ruleId}) => ruleId === 'no-placeholders').map(({reason}) => `${name}: ${reason}`)
      )
      expect(found).toEqual([])
    },
    60_000
  )
})

describe('drift', () => {
  whereCorpora.each(['kep', 'swift'])(
    'each twentieth document of %s is checked, and each finding has a place within it',
    (corpus) => {
      const checked = check(corpus, 'strict', 'template.md', (index) => index % 20 === 0)
      expect(checked.length).toBeGreaterThan(20)
      for (const {messages} of checked) {
        for (const {place, line} of messages) {
          expect(place).toBeDefined()
          expect(line).toBeGreaterThan(0)
        }
      }
    },
    60_000
  )
})

describe('new documents', () => {
  whereCorpora(
    'have nothing but something to fill in, and something of that',
    () => {
      const files = [templates, corpora].flatMap((folder) => templatesIn(folder))
      // One with all names, the next with none.
      const faults = files.flatMap((file, index) =>
        faultsOfNewDocument(
          readFileSync(file, 'utf8'),
          path.relative(shared, file).replaceAll(path.sep, '/'),
          index % 2 === 0
        )
      )
      expect(files.length).toBe(135)
      const named = faults.map((fault) =>
        /(?:[^/ ]+\/template\.md|[^/ ]+) [\w-]+/.exec(fault)?.[0].replace(/^(?!.*\/template\.md).*\//, '')
      )
      // Faults of their own, which a copy has as well: a bar in a cell, no sign of what is to be replaced but in a comment,
      // references without definitions.
      expect([...new Set(named)]).toEqual([
        'LevyDeSales+dokploy-management-template__docs__templates__integration.md table-cells',
        'linear-b+gitstream__docs__templates__integration-template.md looks',
        'check-readmes/template.md valid-anchors'
      ])
    },
    120_000
  )
})

describe('templates', () => {
  whereCorpora('all are read, and each inference has its reason and its line', () => {
    const names = markdownBelow(templates)
    expect(names.length).toBe(116)
    for (const name of names) {
      const source = readFileSync(path.join(templates, name), 'utf8')
      const schema = readTemplate(source, name)
      const lines = source.split('\n').length
      const specs = [...schema.root.children]
      for (const spec of specs) {
        expect(spec.because.length).toBeGreaterThan(0)
        for (const {reason, line} of spec.because) {
          expect(reason).not.toBe('')
          expect(line).toBeGreaterThan(0)
          expect(line).toBeLessThanOrEqual(lines)
        }
        specs.push(...spec.children)
      }
      for (const {line, column} of schema.placeholders) {
        expect([line, column].every((value) => value > 0)).toBe(true)
        expect(line).toBeLessThanOrEqual(lines)
      }
    }
  })
})
