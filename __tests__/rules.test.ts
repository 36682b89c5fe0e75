import {spawnSync} from 'node:child_process'
import {copyFileSync, mkdirSync, readFileSync, readdirSync, symlinkSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {remark} from 'remark'
import {VFile} from 'vfile'
import {format} from 'prettier'
import manifest from '../package.json' with {type: 'json'}
import {rules} from '../rules/index.ts'
import {fixBeside, fixOf} from '../src/fix/fix.ts'
import {lintText, readTemplate} from '../src/index.ts'
import {createLinter} from '../src/linter.ts'
import {parseByRemark} from '../src/markdown/remark-parser.ts'
import {type Rule, ruleIds} from '../src/rule.ts'
import {check, expectFile, shown} from './fixture-findings.ts'
import {page} from './rule-page.ts'
import {temporaryFolder} from './temporary-folder.ts'

const root = path.resolve(import.meta.dirname, '..')

/** What `npm run create-rule` left to do in a file. */
function tasksIn(file: string, folder: string = root): readonly string[] {
  return Array.from(
    readFileSync(path.join(folder, file), 'utf8').matchAll(/create-rule: (task \d.*?)(?: -->)?$/gm),
    ([, task]) => `${task} (${file})`
  )
}

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
      expect(names.some((name) => name.startsWith('ok'))).toBe(true)
      expect(faulty.length).toBeGreaterThan(0)
    })

    test.each(names.filter((name) => name.startsWith('ok')))('%s.md has no finding', (name) => {
      expect(check(folder, name).map((message) => shown(message))).toEqual([])
    })

    test.each(faulty)('%s.md has the findings of its .txt', (name) => {
      const messages = check(folder, name)
      expectFile(path.join(folder, `${name}.txt`), messages.map((message) => shown(message)).join(''))
      expect(messages.map(({ruleId}) => ruleId)).toContain(meta.id)
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

    test('has a page whose examples are its fixtures (UPDATE=1 writes them)', () => {
      const file = path.join(root, 'rules', `${meta.id}.md`)
      expectFile(file, page(readFileSync(file, 'utf8'), meta, folder))
    })

    // After the page, of which one task is a part.
    test('has no task left of those that create-rule wrote', () => {
      const written = [
        ...readdirSync(folder)
          .filter((name) => /\.(?:md|txt)$/.test(name))
          .map((name) => `fixtures/${meta.id}/${name}`),
        `rules/${meta.id}.ts`,
        `rules/${meta.id}.md`
      ]
      expect(written.flatMap((file) => tasksIn(file)).toSorted()).toEqual([])
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

/** Run the script as npm does, in a folder. */
function createRule(cwd: string, words: readonly string[]) {
  const script = path.join(root, 'scripts/create-rule.js')
  const {status, stdout, stderr} = spawnSync(process.execPath, [script, ...words], {cwd, encoding: 'utf8'})
  return {status, stdout, stderr}
}

describe('create-rule', () => {
  const {write} = temporaryFolder()
  const registries = ['src/rule.ts', 'rules/index.ts']
  const repository = (more: Readonly<Record<string, string>> = {}) =>
    write({
      ...Object.fromEntries(registries.map((file) => [file, readFileSync(path.join(root, file), 'utf8')])),
      ...more
    })
  test('writes a rule that works, and registers it', async () => {
    const cwd = repository()
    expect(createRule(cwd, ['kiln-size'])).toMatchObject({status: 0, stderr: ''})
    const read = (file: string) => readFileSync(path.join(cwd, file), 'utf8')
    expect(read('src/rule.ts')).toContain(`'${ruleIds.at(-1)}',\n  'kiln-size'\n] as const`)
    expect(read('rules/index.ts')).toMatch(/,\n {2}kilnSize\n\]\n$/)
    const imported = Array.from(read('rules/index.ts').matchAll(/^import \w+ from '\.\/(.*)\.ts'$/gm), ([, id]) => id)
    expect(imported).toEqual([...ruleIds, 'kiln-size'].toSorted())
    for (const file of [...registries, 'rules/kiln-size.ts'])
      expect(await format(read(file), {...(manifest.prettier as object), parser: 'typescript'})).toBe(read(file))

    const beside = write({})
    symlinkSync(path.join(root, 'src'), path.join(beside, 'src'), 'junction')
    mkdirSync(path.join(beside, 'rules'))
    copyFileSync(path.join(cwd, 'rules/kiln-size.ts'), path.join(beside, 'rules/kiln-size.ts'))
    const {default: rule} = (await import(path.join(beside, 'rules/kiln-size.ts'))) as {default: Rule}
    const lint = createLinter({
      rules: [rule],
      parse: parseByRemark,
      configuration: {preset: 'strict', templates: [{template: 'template.md'}]},
      cwd: path.join(cwd, 'fixtures/kiln-size')
    })
    const findings = (name: string) => {
      const file = new VFile({
        cwd: path.join(cwd, 'fixtures/kiln-size'),
        path: name,
        value: read(`fixtures/kiln-size/${name}`)
      })
      lint(file)
      return file.messages.map(({reason}) => reason)
    }
    expect(findings('ok-strict.md')).toEqual([])
    expect(findings('not-ok-strict.md')).toEqual(['Unexpected fault in section `Usage`, expected other text'])

    const tasks = ['template.md', 'ok-strict.md', 'not-ok-strict.md', 'not-ok-strict.txt']
      .map((name) => `fixtures/kiln-size/${name}`)
      .concat('rules/kiln-size.ts', 'rules/kiln-size.md')
      .flatMap((file) => tasksIn(file, cwd))
    expect(tasks.map((task) => task.slice(0, 'task 1'.length))).toEqual(
      Array.from({length: 9}, (_, index) => `task ${index + 1}`)
    )
  })

  test.each([
    ['no id', [], /^Usage: npm run create-rule -- <id>\n$/],
    ['two ids', ['kiln-size', 'wheel-size'], /^Usage: npm run create-rule -- <id>\n$/],
    ['capitals', ['KilnSize'], /^Unexpected rule id `KilnSize`, expected .*\n$/],
    ['a path', ['../kiln'], /^Unexpected rule id `\.\.\/kiln`, expected .*\n$/],
    ['a rule that exists', ['title'], /^The id `title` is taken: rules\/title\.ts exists\n$/],
    ['the list of the rules', ['index'], /^The id `index` is taken: rules\/index\.ts exists\n$/],
    ['a folder of other fixtures', ['workflows'], /^The id `workflows` is taken: fixtures\/workflows exists\n$/]
  ])('refuses %s', (_, words, problem) => {
    const cwd = repository({'rules/title.ts': '', 'fixtures/workflows/guides.yml': ''})
    const {status, stdout, stderr} = createRule(cwd, words)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(problem)
    expect(readFileSync(path.join(cwd, 'rules/index.ts'), 'utf8')).toBe(
      readFileSync(path.join(root, 'rules/index.ts'), 'utf8')
    )
  })
})
