import {spawnSync} from 'node:child_process'
import {copyFileSync, readFileSync, renameSync, statSync, symlinkSync, utimesSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {beforeAll, describe, expect, test} from '@jest/globals'
import {remark} from 'remark'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkLint from 'remark-lint'
import remarkPresetLintRecommended from 'remark-preset-lint-recommended'
import {VFile} from 'vfile'
import guidelint, {type Options} from '../src/index.ts'
import {guidelint as runGuidelint} from './command-line.ts'
import {temporaryFolder} from './temporary-folder.ts'

const root = path.resolve(import.meta.dirname, '..')
const guides = path.join(root, 'fixtures/templates/integration-guide')
const pottery = path.join(root, 'fixtures/projects/pottery')
/** The program that users start; its package exports nothing else. */
const remarkCli = path.join(root, 'node_modules/remark-cli/cli.js')

const temporary = temporaryFolder()

async function messages(text: string, options: Options, cwd = temporary.path()): Promise<readonly string[]> {
  const rules = {'no-empty-sections': 'off', ...options.rules} as const
  const file = await remark()
    .use(guidelint, {...options, rules})
    .process(new VFile({value: text, path: 'docs/d.md', cwd}))
  return file.messages.map(({ruleId, reason}) => `${ruleId}: ${reason}`)
}

describe('the plugin', () => {
  test('finds what the command line finds, with the configuration that it finds', async () => {
    const value = readFileSync(path.join(pottery, 'docs/kiln.md'), 'utf8')
    const file = await remark()
      .use(guidelint)
      .process(new VFile({value, path: 'docs/kiln.md', cwd: pottery}))
    expect(file.messages.map(({ruleId, line}) => `${line} ${ruleId}`)).toEqual([
      '4 valid-anchors',
      '6 table-of-contents',
      '12 required-headings',
      '18 required-headings',
      '20 table-columns',
      '22 no-placeholders',
      '22 required-headings',
      '24 no-extra-headings',
      '26 no-placeholders'
    ])
  })

  test('takes a configuration in its call', async () => {
    writeFileSync(path.join(temporary.path(), 't.md'), '## A\n\n## B\n')
    expect(await messages('## B\n\n## A\n', {template: 't.md', rules: {'heading-order': 'off'}})).toEqual([])
    expect(await messages('## B\n\n## A\n', {template: 't.md'})).toEqual([
      'heading-order: Unexpected order of section `B`, expected it after `A`'
    ])
    expect(
      await messages('## A\n\n## B\n\n## C\n', {templates: [{template: 't.md', files: 'docs/*.md'}], preset: 'strict'})
    ).toEqual(['no-extra-headings: Unexpected section `C`, expected only sections of the template'])
  })

  test('leaves alone what is ignored, and checks by the rules of a template', async () => {
    writeFileSync(path.join(temporary.path(), 'own.md'), '## A\n\n## B\n')
    expect(await messages('## B\n', {template: 'own.md', ignore: 'docs'})).toEqual([])
    expect(
      await messages('## A\n\n## B\n\n## C\n', {
        templates: [{template: 'own.md', files: 'docs', preset: 'strict', rules: {'no-extra-headings': 'warn'}}],
        preset: 'recommended',
        rules: {'no-extra-headings': 'off'}
      })
    ).toEqual(['no-extra-headings: Unexpected section `C`, expected only sections of the template'])
  })

  test('says which option it does not know', () => {
    expect(() =>
      remark()
        .use(guidelint, {extends: './base.yaml'} as Options)
        .freeze()
    ).toThrow('Options of guidelint: Unexpected key `extends`, expected it in a configuration file')
    expect(() =>
      remark()
        .use(guidelint, {tempalte: 't.md'} as Options)
        .freeze()
    ).toThrow('Options of guidelint: Unexpected key `tempalte`, expected `template`')
  })

  test('reads a template again when it changes on disk', async () => {
    const template = path.join(temporary.path(), 'changing.md')
    writeFileSync(template, '## A\n')
    expect(await messages('## A\n', {template: 'changing.md'})).toEqual([])
    writeFileSync(template, '## A\n\n## B\n')
    expect(await messages('## A\n', {template: 'changing.md'})).toEqual([
      'required-headings: Missing section `B`, expected it after `A`'
    ])
    const {size, atime, mtime} = statSync(template)
    writeFileSync(template, '## A\n\n## C\n'.slice(0, size))
    utimesSync(template, atime, new Date(mtime.getTime() + 2000))
    expect(await messages('## A\n', {template: 'changing.md'})).toEqual([
      'required-headings: Missing section `C`, expected it after `A`'
    ])
  })

  test('keeps lists where front matter is not closed', async () => {
    writeFileSync(path.join(temporary.path(), 'list.md'), '## A\n\n- [Item]\n')
    expect(await messages('---\na: b\n\n## A\n\n- [x](#nowhere)\n- [Item]\n', {template: 'list.md'})).toEqual([
      'valid-anchors: Unexpected link to `#nowhere`, expected a heading or an anchor of that name',
      'no-placeholders: Unexpected placeholder `[Item]`, expected your own text'
    ])
  })

  test('as it is bundled, reads and writes the same beside the extensions that it brings along', async () => {
    const {default: bundled} = (await import(path.join(root, 'dist/src/index.js'))) as {default: typeof guidelint}
    const text =
      '---\na: b\n---\n\n# A\n\n| a | b |\n| - | :-: |\n| ~x~ ~~y~~ | www.example.com |\n\n- [ ] task\n- [x] done https://example.com/a_b\n\nfoot[^1] me@example.com\n\n[^1]: note\n'
    const plain = remark().use(remarkGfm).use(remarkFrontmatter)
    for (const processor of [
      remark().use(bundled),
      remark().use(remarkGfm).use(remarkFrontmatter).use(bundled),
      remark().use(bundled).use(remarkGfm).use(remarkFrontmatter)
    ]) {
      expect(processor.parse(text)).toEqual(plain.parse(text))
      expect(processor.stringify(plain.parse(text))).toBe(plain.stringify(plain.parse(text)))
    }
  })

  test('stands beside remark-lint in one processor', async () => {
    const value = '# Kiln\n\n## Usge\n\n*\tA [text] in brackets\n'
    writeFileSync(path.join(temporary.path(), 'usage.md'), '# [Name]\n\n## Usage\n')
    const file = await remark()
      .use(remarkLint)
      .use(remarkPresetLintRecommended)
      .use(guidelint, {template: 'usage.md'})
      .process(new VFile({value, path: 'd.md', cwd: temporary.path()}))
    expect(new Set(file.messages.map(({source}) => source))).toEqual(new Set(['guidelint', 'remark-lint']))
    expect(file.messages.filter(({source}) => source === 'guidelint').map(({ruleId}) => ruleId)).toEqual([
      'required-headings'
    ])
  })
})

describe('comments', () => {
  const faulty = '## B\n\n[a](#a)\n\n[c](#c)\n'

  beforeAll(() => {
    writeFileSync(path.join(temporary.path(), 'b.md'), '## B\n\n## Z\n')
  })

  test.each([
    [
      'a rule is off from its comment on',
      '## B\n\n[a](#a)\n\n<!--lint disable valid-anchors-->\n\n[c](#c)\n',
      ['#a', 'Z']
    ],
    [
      'it is on again behind another',
      '<!--lint disable valid-anchors-->\n\n## B\n\n[a](#a)\n\n<!--lint enable valid-anchors-->\n\n[c](#c)\n',
      ['#c', 'Z']
    ],
    ['it is off for the next block', '## B\n\n<!--lint ignore valid-anchors-->\n\n[a](#a)\n\n[c](#c)\n', ['#c', 'Z']],
    ['all rules are off where none is named', `<!--lint disable-->\n\n${faulty}`, []],
    ['what was before a comment at the end stays', `${faulty}\n<!--lint disable-->\n`, ['#a', '#c']],
    [
      'one rule is on again where all were off',
      '<!--lint disable-->\n\n## B\n\n[a](#a)\n\n<!--lint enable valid-anchors-->\n\n[c](#c)\n',
      ['#c']
    ],
    ['several rules stand in one comment', `<!--lint disable valid-anchors required-headings-->\n\n${faulty}`, []],
    ['rules of others are left alone', `<!--lint disable no-undefined-references-->\n\n${faulty}`, ['#a', '#c', 'Z']],
    ['a finding behind the last word is kept', '## B', ['Z']]
  ])('%s', async (_, text, found) => {
    const reasons = await messages(text, {template: 'b.md'})
    expect(reasons.map((reason) => /`([^`]+)`/.exec(reason)?.[1])).toEqual(found)
  })
})

const openedBy = (opening: string) => `${opening}\n\n## A\n`

describe('the template that a document names', () => {
  const templates = [
    {template: 'guide.md', files: 'docs/*.md'},
    {template: 'templates/adr.md', files: 'adr/*.md'}
  ]

  beforeAll(() => {
    writeFileSync(path.join(temporary.path(), 'guide.md'), '## A\n')
    writeFileSync(path.join(temporary.path(), 'site.md'), '---\ntemplate: page\n---\n\n## A\n')
  })

  test.each([
    ['a comment', '<!-- guidelint template: adrs -->', 'expected `adr`'],
    ['a comment with a name like none', '<!-- guidelint template: runbook -->', 'expected one of the configuration'],
    ['front matter', '---\ntemplate: giude\n---', 'expected `guide`'],
    ['front matter with a name like none', '---\ntemplate: runbook\n---', 'expected one of the configuration'],
    ['front matter with a path', '---\ntemplate: "templates/runbook.md"\n---', 'expected one of the configuration']
  ])('has to be configured: %s', async (_, opening, expected) => {
    expect(await messages(openedBy(opening), {templates})).toEqual([
      expect.stringMatching(new RegExp(`^no-placeholders: Unexpected template .*, ${expected}$`))
    ])
  })

  test('is told at its name, with the right one for it', async () => {
    const file = await remark()
      .use(guidelint, {templates, rules: {'no-empty-sections': 'off'}})
      .process(
        new VFile({
          value: openedBy('---\nowner: Ada\ntemplate: giude # ours\n---'),
          path: 'docs/d.md',
          cwd: temporary.path()
        })
      )
    expect(file.messages).toEqual([
      expect.objectContaining({line: 3, column: 11, actual: 'giude', expected: ['guide'], fatal: true})
    ])
  })

  test.each([
    ['the template of another tool', '---\ntemplate: home.html\n---', templates],
    ['a key that is empty', '---\ntemplate:\n---', templates],
    ['a key that the template has as well', '---\ntemplate: post\n---', [{template: 'site.md', files: 'docs/*.md'}]],
    ['a key where no template fits', '---\ntemplate: post\n---', [{template: 'templates/adr.md', files: 'adr/*.md'}]]
  ])('may be no template of ours: %s', async (_, opening, others) => {
    expect(await messages(openedBy(opening), {templates: others})).toEqual([])
  })

  test('does not matter where there is one template for all', async () => {
    expect(await messages(openedBy('<!-- guidelint template: runbook -->'), {template: 'guide.md'})).toEqual([])
  })
})

/** The same from the other host, which has another parser. */
function fromCommandLine(text: string): readonly unknown[] {
  const {stdout} = runGuidelint(
    ['-', '-t', 'keys.md', '-r', 'required-headings=off', '-r', 'no-empty-sections=off', '-f', 'json'],
    {cwd: temporary.path(), input: text}
  )
  const [file] = JSON.parse(stdout) as Array<{messages: Array<{reason: string}>}>
  return file?.messages.map(({reason}) => /`([^`]+)`/.exec(reason)?.[1]) ?? []
}

describe('comments right behind front matter', () => {
  const options = {template: 'keys.md', rules: {'required-headings': 'off'}} as const

  beforeAll(() => {
    writeFileSync(path.join(temporary.path(), 'keys.md'), '---\nowner: [Owner]\nstatus: draft | final\n---\n\n# A\n')
  })

  test.each([
    ['hold for it', '---\nstatus: odd\n---\n\n<!--lint disable front-matter-->\n\n# A\n', []],
    [
      'hold for it among other comments',
      '---\nstatus: odd\n---\n<!-- kept by hand -->\n\n<!--lint disable-->\n\n# A\n',
      []
    ],
    ['hold for front matter that is missing', '<!--lint disable front-matter-->\n\n# A\n', []],
    [
      'hold until the next one',
      '---\nstatus: odd\n---\n<!--lint disable-->\n<!--lint enable front-matter-->\n\n# A\n',
      ['odd', 'owner']
    ],
    [
      'hold for the rule that they name',
      '---\nstatus: odd\n---\n\n<!--lint disable title-->\n\n# A\n',
      ['odd', 'owner']
    ],
    [
      'do not where content stands before them',
      '---\nstatus: odd\n---\n\n# A\n\n<!--lint disable-->\n',
      ['odd', 'owner']
    ]
  ])('%s', async (_, text, found) => {
    const reasons = await messages(text, options)
    expect(reasons.map((reason) => /`([^`]+)`/.exec(reason)?.[1])).toEqual(found)
    expect(fromCommandLine(text)).toEqual(found)
  })
})

describe('a baseline', () => {
  const faulty = '# A\n\n## Usage\n\nText [x](#nowhere).\n'
  const reasonsOf = async (cwd: string, name: string, options: Options, text = faulty) => {
    const file = await remark()
      .use(remarkLint)
      .use(guidelint, options)
      .process(new VFile({value: text, path: name, cwd}))
    return file.messages.map(({ruleId, reason}) => ruleId ?? reason)
  }

  test('of the command line is that of the plugin, from the configuration or from its options', async () => {
    const cwd = temporary.write({
      '.git/HEAD': '',
      'docs/d.md': faulty,
      'docs/e.md': faulty,
      't.md': '## Usage\n\n## Support\n',
      '.guidelintrc.yaml': 'template: t.md\nbaseline: known.json\n'
    })
    expect(runGuidelint(['docs/d.md', '--update-baseline', '--no-cache'], {cwd}).status).toBe(0)
    expect(await reasonsOf(cwd, 'docs/d.md', {})).toEqual([])
    expect(await reasonsOf(cwd, 'docs/d.md', {}, faulty.replace('Text', 'Text [y](#elsewhere)'))).toEqual([
      'valid-anchors'
    ])
    expect(await reasonsOf(cwd, 'docs/e.md', {})).toEqual(['valid-anchors', 'required-headings'])
    writeFileSync(path.join(cwd, 'none.json'), '[{"guidelint-baseline": 1}]')
    expect(await reasonsOf(cwd, 'docs/d.md', {baseline: 'none.json'})).toEqual(['valid-anchors', 'required-headings'])
    writeFileSync(path.join(cwd, '.guidelintrc.yaml'), 'template: t.md\n')
    expect(await reasonsOf(cwd, 'docs/d.md', {baseline: 'known.json'})).toEqual([])
  })

  test('that is missing, or stands outside the repository, is one message', async () => {
    const cwd = temporary.write({'.git/HEAD': '', 't.md': '## Usage\n'})
    expect(await reasonsOf(cwd, 'd.md', {template: 't.md', baseline: 'nowhere.json'}, '## Usage\n\nText\n')).toEqual([
      'nowhere.json: Missing baseline, expected a file that guidelint --update-baseline wrote'
    ])
    expect(await reasonsOf(cwd, 'd.md', {template: 't.md', baseline: '../known.json'}, '## Usage\n\nText\n')).toEqual([
      expect.stringMatching(/^Options of guidelint: Unexpected baseline `\.\.\/known\.json`, expected a file below /)
    ])
  })

  test('keeps a document that git knows by another name', async () => {
    const cwd = temporary.write({
      'docs/d.md': faulty,
      't.md': '## Usage\n\n## Support\n',
      '.guidelintrc.yaml': 'template: t.md\nbaseline: known.json\n'
    })
    const git = (...args: readonly string[]) =>
      expect(
        spawnSync('git', ['-c', 'user.name=guidelint', '-c', 'user.email=guidelint@example.com', ...args], {cwd}).status
      ).toBe(0)
    git('init', '-q')
    expect(runGuidelint(['docs/d.md', '--update-baseline', '--no-cache'], {cwd}).status).toBe(0)
    git('add', '.')
    git('commit', '-q', '-m', 'baseline')
    renameSync(path.join(cwd, 'docs/d.md'), path.join(cwd, 'docs/moved.md'))
    expect(await reasonsOf(cwd, 'docs/moved.md', {})).toEqual([])
    writeFileSync(
      path.join(cwd, 'docs/new.md'),
      'Quite another text, longer than the other one is.\n'.repeat(9) + faulty
    )
    expect(await reasonsOf(cwd, 'docs/new.md', {})).toEqual(['valid-anchors', 'required-headings'])
  })
})

describe('the remark command line', () => {
  test('runs the shipped .remarkrc.example', () => {
    const cwd = temporary.write({})
    symlinkSync(path.join(root, 'node_modules'), path.join(cwd, 'node_modules'))
    const rc = readFileSync(path.join(root, '.remarkrc.example'), 'utf8').replaceAll(
      '- guidelint\n',
      `- ${path.join(root, 'dist/src/index.js')}\n`
    )
    writeFileSync(
      path.join(cwd, '.remarkrc.yaml'),
      rc.replace('templates/integration-guide.md', 'template.md').replace('docs/**/*.md', '*.md')
    )
    for (const name of ['template.md', 'ledgerly.md', 'tidewatch.md', 'draft.md'])
      copyFileSync(path.join(guides, name), path.join(cwd, name))
    const run = (...args: readonly string[]) =>
      spawnSync(process.execPath, [remarkCli, '--no-stdout', '--no-color', ...args], {cwd, encoding: 'utf8'})
    const guide = run('tidewatch.md', '--report', 'json')
    expect(JSON.parse(guide.stderr)).toMatchObject([{path: 'tidewatch.md'}])
    expect(
      (JSON.parse(guide.stderr) as Array<{messages: Array<{source: string}>}>)[0]?.messages.filter(
        ({source}) => source === 'guidelint'
      )
    ).toEqual([])
    const draft = run('draft.md')
    expect(draft.status).toBe(1)
    expect(draft.stderr).toContain('Unexpected heading `Technical Requirments`, expected `Technical Requirements`')
    expect(draft.stderr).not.toContain('no-undefined-references')
  })
})
