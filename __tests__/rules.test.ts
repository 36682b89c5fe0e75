import {readFileSync, readdirSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {remark} from 'remark'
import {VFile} from 'vfile'
import {rules} from '../rules/index.ts'
import {fixBeside, fixOf} from '../src/fix/fix.ts'
import {lintText, readTemplate} from '../src/index.ts'
import {createLinter} from '../src/linter.ts'
import {parseByRemark} from '../src/markdown/remark-parser.ts'
import {ruleIds} from '../src/rule.ts'
import {check, expectFile, shown} from './fixture-findings.ts'
import {page} from './rule-page.ts'

const root = path.resolve(import.meta.dirname, '..')

test('all rules are known by their names', () => {
  expect(rules.map(({meta}) => meta.id)).toEqual(ruleIds)
})

for (const {meta} of rules) {
  const folder = path.join(root, 'fixtures', meta.id)
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.md') && name !== 'template.md')
    .map((name) => path.basename(name, '.md'))
  const faulty = names.filter((name) => name.startsWith('not-ok'))

  describe(meta.id, () => {
    test('has fixtures of both kinds', () => {
      expect(names).toContain('ok')
      expect(faulty.length).toBeGreaterThan(0)
    })

    test.each(names.filter((name) => name.startsWith('ok')))('%s.md has no finding', (name) => {
      expect(check(folder, name).map((message) => shown(message))).toEqual([])
    })

    test.each(faulty)('%s.md has the findings of %s.txt', (name) => {
      const messages = check(folder, name)
      expect(messages.map(({ruleId}) => ruleId)).toContain(meta.id)
      expectFile(path.join(folder, `${name}.txt`), messages.map((message) => shown(message)).join(''))
    })

    test.each(faulty)('findings of %s.md say who says so, where, and where to read on', (name) => {
      for (const {ruleId, source, url, place, reason, note, ancestors, cause} of check(folder, name)) {
        expect(rules.some((rule) => rule.meta.id === ruleId)).toBe(true)
        expect({source, url}).toEqual({
          source: 'guidelint',
          url: expect.stringMatching(new RegExp(`/rules/${ruleId}\\.md$`))
        })
        expect(place).toBeDefined()
        expect(reason).toMatch(/^(?:Missing|Unexpected) [^\n]*[^.\n]$/)
        expect(note ?? 'Template: template.md:1').toMatch(/^Template: template\.md:\d+$/)
        expect([ancestors, cause]).toEqual([undefined, undefined])
      }
    })

    test.each(names)('%s.md has as many findings with other line breaks and a byte order mark', (name) => {
      const plain = check(folder, name).map(({line, column, reason}) => `${line}:${column} ${reason}`)
      expect(
        check(folder, name, (text) => `\uFEFF${text}`).map(({line, column, reason}) => `${line}:${column} ${reason}`)
      ).toEqual(plain)
      expect(
        check(folder, name, (text) => text.replaceAll('\n', '\r\n')).map(
          ({line, column, reason}) => `${line}:${column} ${reason}`
        )
      ).toEqual(plain)
    })

    test('says what is mended of what it finds, if anything', () => {
      const ofInference = readdirSync(path.join(root, 'fixtures/inference'), {recursive: true, encoding: 'utf8'})
        .filter((name) => name.endsWith('.txt'))
        .map((name) => readFileSync(path.join(root, 'fixtures/inference', name), 'utf8'))
      const isShown = ofInference.some((text) => new RegExp(`^\\S+ \\w+ ${meta.id}: .* → `, 'm').test(text))
      const isMended = faulty.some((name) =>
        check(folder, name).some((message) => message.ruleId === meta.id && fixOf(message, fixBeside(message)))
      )
      expect(meta.fixes !== undefined).toBe(isMended || (meta.fixes !== undefined && isShown))
    })

    test('has a page whose examples are its fixtures', () => {
      const file = path.join(root, 'rules', `${meta.id}.md`)
      expectFile(file, page(readFileSync(file, 'utf8'), meta, folder))
    })

    test('is a plugin of its own', async () => {
      const rule = rules.find((candidate) => candidate.meta.id === meta.id)
      const file = await remark()
        .use(rule as never, ['error', {}])
        .process('# A\n\n[b](#b)\n')
      expect(file.messages.map(({ruleId}) => ruleId)).toEqual(meta.id === 'valid-anchors' ? ['valid-anchors'] : [])
    })
  })
}

test.each([
  [
    'brackets',
    'By [Acme] and {kiln}, `rows[i]`, [a link](https://example.com), [P] a tag.',
    ['Unexpected brackets `[Acme]`, expected text', 'Unexpected brackets `{kiln}`, expected text']
  ],
  [
    'comments',
    '<!-- Say how hot it gets. -->\n\nHot.\n\n<!-- Mine. -->',
    ['Unexpected comment `Say how hot it gets.`, expected it to be removed']
  ]
])('no-placeholders tells %s on request', (option, text, expected) => {
  const template = readTemplate(
    '## A\n\n<!-- Say how hot it gets. -->\n\n<!-- guidelint optional -->\n\n- item\n',
    't.md'
  )
  const reasons = (options: Record<string, boolean>) =>
    lintText(`## A\n\n${text}\n`, {template, rules: {'no-placeholders': ['error', options]}}).messages.map(
      ({reason}) => reason
    )
  expect(reasons({})).toEqual([])
  expect(reasons({[option]: true})).toEqual(expected)
})

test('a tree without positions is checked without a crash', async () => {
  const {removePosition} = await import('unist-util-remove-position')
  for (const {meta} of rules) {
    const folder = path.join(root, 'fixtures', meta.id)
    const lint = createLinter({
      rules,
      parse: parseByRemark,
      configuration: {templates: [{template: 'template.md'}]},
      cwd: folder
    })
    const value = readFileSync(
      path.join(folder, readdirSync(folder).find((name) => /^not-ok.*\.md$/.test(name)) ?? ''),
      'utf8'
    )
    const tree = remark().parse(value)
    removePosition(tree, {force: true})
    const file = new VFile({cwd: folder, path: 'not-ok.md', value})
    lint(file, tree)
    expect(file.messages.every(({place}) => place === undefined)).toBe(true)
  }
})
