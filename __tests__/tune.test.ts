import {readFileSync, renameSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {VFile} from 'vfile'
import {rules} from '../rules/index.ts'
import {analyse} from '../src/analysis.ts'
import {activeRules} from '../src/config/active-rules.ts'
import {lint} from '../src/lint.ts'
import {readDocument} from '../src/markdown/read-document.ts'
import {parseByRemark} from '../src/markdown/remark-parser.ts'
import {agesOf} from '../src/tune/ages.ts'
import {commentFor, edited, endOfHeading, linesOf} from '../src/tune/edits.ts'
import {type Offer, type TunedDocument, tune} from '../src/tune/tune.ts'
import {commitOn, git} from './guides-with-history.ts'
import {temporaryFolder} from './temporary-folder.ts'
import {warmGuidelint} from './warm-command-line.ts'

const {write} = temporaryFolder()
const active = activeRules(rules, [{}])

/** Documents by their texts; `day` is when one was added, `folder` where it stands. */
function documentsOf(
  texts: ReadonlyArray<string | {readonly text: string; readonly day?: string; readonly folder?: string}>
): readonly TunedDocument[] {
  return texts.map((each, index) => {
    const {text, day, folder = 'docs'} = typeof each === 'string' ? {text: each} : each
    const document = readDocument(parseByRemark(text), text)
    return {
      path: `${folder}/${index}.md`,
      ...(day !== undefined && {age: {order: Date.parse(day), label: day}}),
      check: (schema) => {
        const file = new VFile({path: `${index}.md`, value: text})
        const analysis = analyse(document, schema)
        lint(file, analysis, active)
        return {analysis, messages: file.messages}
      }
    }
  })
}

async function tuned(
  text: string,
  texts: Parameters<typeof documentsOf>[0],
  isAccepted: (offer: Offer) => boolean = ({isUnsure}) => !isUnsure,
  name = 't.md'
) {
  const tuning = tune({text, path: name, documents: documentsOf(texts), parse: parseByRemark})
  const offers: Offer[] = []
  let step = await tuning.next(false)
  while (!step.done) {
    offers.push(step.value)
    step = await tuning.next(isAccepted(step.value))
  }
  return {
    ...step.value,
    offers: offers.map(
      ({line, directive, removes, isUnsure}) => `${line} ${directive}: ${removes}${isUnsure ? '?' : ''}`
    ),
    reasons: offers.map(({because}) => because),
    advised: step.value.advice.map(({about, because}) => `${about}: ${because}`)
  }
}

/** A reader says yes to all. */
const agreed = () => true

const section = (name: string, text = 'Text.') => `## ${name}\n\n${text}\n\n`
const times = <Each>(count: number, each: Each): readonly Each[] => Array.from({length: count}, () => each)
const abc = `# T\n\n${section('Usage')}${section('Limits')}${section('Support')}`
const without = (name: string) => abc.replace(section(name), '')

describe('a template is tuned', () => {
  test('by what may be left out, where a reader agrees: what all documents lack may be a fault of each', async () => {
    const texts = [...times(10, without('Limits')), abc]
    expect(await tuned(abc, texts)).toMatchObject({
      offers: ['7 optional: 10?'],
      reasons: ['10 of 11 documents lack it'],
      text: abc,
      after: 10
    })
    const result = await tuned(abc, texts, agreed)
    expect(result).toMatchObject({offers: ['7 optional: 10?'], before: 10, after: 0, advised: []})
    expect(result.text).toBe(abc.replace('## Limits\n', '## Limits\n<!-- guidelint optional -->\n'))
  })

  test.each([
    ['four documents are too few', times(4, without('Limits'))],
    ['a third has it', [...times(10, without('Limits')), ...times(5, abc)]],
    ['other documents have nothing of the template', times(9, '# Z\n\n## Q\n\nText.\n\n## R\n\nText.\n')],
    ['all is as it should be', times(9, abc)]
  ])('by nothing, where %s', async (_, texts) => {
    expect(await tuned(abc, texts)).toMatchObject({offers: [], advised: [], text: abc})
  })

  test('not by what newer documents have: since when is said', async () => {
    const texts = [
      ...times(20, {text: without('Limits'), day: '2021-03-01'}),
      ...times(5, {text: abc, day: '2024-05-06'})
    ]
    expect(await tuned(abc, texts)).toMatchObject({
      offers: [],
      advised: ['section `Limits`: 5 of 5 documents since 2024-05-06 have it, 20 of 20 documents earlier lack it']
    })
  })

  test('by what newer documents lack as well', async () => {
    const texts = [
      ...times(15, {text: without('Limits'), day: '2021-03-01'}),
      {text: abc, day: '2022-01-01'},
      ...times(5, {text: without('Limits'), day: '2024-05-06'})
    ]
    expect(await tuned(abc, texts)).toMatchObject({
      offers: ['7 optional: 20?'],
      reasons: ['20 of 21 documents lack it, of the 6 newest (since 2022-01-01) 5']
    })
  })

  test('not by what the documents of one folder have', async () => {
    const texts = [
      ...times(20, {text: without('Limits'), folder: 'docs/old'}),
      ...times(5, {text: abc, folder: 'docs/new'})
    ]
    expect(await tuned(abc, texts)).toMatchObject({
      offers: [],
      advised: ['section `Limits`: 5 of 5 documents in docs/new have it, 20 of 20 documents in docs/old lack it']
    })
  })

  test('requirements that came at one time are named together', async () => {
    const old = `# T\n\n${section('Usage')}`
    const texts = [...times(9, {text: old, day: '2021-03-01'}), ...times(9, {text: abc, day: '2024-05-06'})]
    expect((await tuned(abc, texts)).advised).toEqual([
      'section `Limits`: 9 of 9 documents since 2024-05-06 have it, 9 of 9 documents earlier lack it, and so with `Support`'
    ])
  })

  test('by names that are used instead', async () => {
    const result = await tuned(abc, [...times(6, abc.replace('Limits', 'Known Limits')), ...times(6, abc)])
    expect(result).toMatchObject({
      offers: ['7 heading /^(Limits|Known Limits)$/: 6'],
      reasons: ["6 documents have `Known Limits` in its place, 6 the template's own name"],
      after: 0
    })
    expect(result.text).toContain('## Limits\n<!-- guidelint heading /^(Limits|Known Limits)$/ -->\n')
  })

  test.each([
    ['a slip of a few', [...times(3, abc.replace('Limits', 'Limit')), ...times(60, abc)]],
    [
      'a section that others have beside it',
      [
        ...times(6, abc.replace('Limits', 'Known Limits')),
        ...times(6, abc.replace('## Limits', '## Known Limits\n\nText.\n\n## Limits'))
      ]
    ]
  ])('not by %s', async (_, texts) => {
    expect(await tuned(abc, texts)).toMatchObject({offers: [], advised: [], text: abc})
  })

  test('by a name that has no more than its place in common, only if a reader agrees', async () => {
    const texts = [...times(6, abc.replace('Limits', 'Colours')), ...times(6, abc)]
    expect(await tuned(abc, texts)).toMatchObject({offers: ['7 heading /^(Limits|Colours)$/: 6?'], text: abc, after: 6})
  })

  test('not by a name that brings findings elsewhere: that is said', async () => {
    const texts = [
      ...times(20, abc.replace('Limits', 'Known Limits')),
      `# T\n\n${section('Usage')}${section('Limits')}${section('Support')}${section('Known Limits', 'TODO')}`
    ]
    const result = await tuned(abc, texts)
    expect(result).toMatchObject({offers: [], text: abc})
    expect(result.advice.map(({advice}) => advice)).toEqual([
      'if that is what is meant: `heading /^(Limits|Known Limits)$/` says so, but brings new findings'
    ])
  })

  test('names are written so that a number and letters of either case do not matter where documents have such', async () => {
    const named = (name: string) => abc.replace('Limits', name)
    const {text, after} = await tuned(abc, [
      ...times(4, named('2. Known Limits')),
      ...times(3, named('Known limits')),
      named('LIMITS (optional)'),
      abc
    ])
    expect(text).toContain('<!-- guidelint heading /(?i)^(Limits|Known Limits)$/ -->')
    expect(after).toBe(0)
  })

  test('by labels: another one, one that may be left out, the values there are', async () => {
    const template =
      '# T\n\n## A\n\nText.\n\n- Owner: [Name]\n- Port: [Port]  \n- Status: draft | final\n- Mail: [Mail]\n\n## B\n\nText.\n'
    const document = '# T\n\n## A\n\nText.\n\n- Chief owner: Ada\n- Status: draft\n- Mail: a@b.c\n\n## B\n\nText.\n'
    const result = await tuned(
      template,
      [...times(6, document.replace('draft', 'retired for good')), ...times(4, document)],
      agreed
    )
    expect(result.offers).toEqual([
      '7 label /^(Chief owner)$/: 10',
      '9 values: draft, final, retired for good: 6',
      '8 optional: 10?'
    ])
    expect(result.text).toBe(
      template
        .replace('[Name]', '[Name] <!-- guidelint label /^(Chief owner)$/ -->')
        .replace('[Port]  ', '[Port] <!-- guidelint optional -->  ')
        .replace('| final', '| final <!-- guidelint values: draft, final, retired for good -->')
    )
    expect(result.after).toBe(0)
  })

  test('by text that is kept: by all, or left free where a few have dropped it', async () => {
    const template = `# T\n\n## Usage\n\nText.\n\nDescribe what it is for,\nin two sentences or more.\n\n${section('Limits')}`
    const filled = template.replace('Text.', 'Mine.')
    const kept = await tuned(template, times(6, filled))
    expect(kept).toMatchObject({offers: ['7 keep: 6'], after: 0})
    const free = await tuned(template, [...times(6, filled), filled.replace(/Describe[^.]*\.\n\n/, '')])
    expect(free).toMatchObject({offers: ['7 ignore: 6'], after: 0})
    expect(free.text).toBe(
      template.replace(/Describe[^.]*\./, '<!-- guidelint ignore -->\n$&\n<!-- guidelint /ignore -->')
    )
  })

  test('by an order that is not kept', async () => {
    const turned = `# T\n\n${section('Support')}${section('Limits')}${section('Usage')}`
    expect(await tuned(abc, times(6, turned))).toMatchObject({offers: ['1 any order: 12'], after: 0})
    expect(await tuned(abc, [...times(6, turned), ...times(6, abc)])).toMatchObject({offers: []})
  })

  test('by blocks that may be left out, but for the first of a section, where the directive would speak of that', async () => {
    const table = '| K | V |\n| - | - |\n| [k] | [v] |\n\n'
    const documents = times(10, abc)
    const inside = abc.replace('## Limits\n\nText.\n\n', `## Limits\n\nText.\n\n${table}`)
    expect(await tuned(inside, documents, agreed)).toMatchObject({
      offers: ['11 optional: 10?'],
      text: inside.replace(table, `<!-- guidelint optional -->\n${table}`)
    })
    const first = abc.replace('## Limits\n\nText.\n\n', `## Limits\n\n${table}`)
    expect(await tuned(first, documents)).toMatchObject({
      offers: [],
      advised: ['table `K | V` in `Limits`: 10 of 10 documents lack it'],
      text: first
    })
  })

  test('what no directive can say is said to a reader', async () => {
    const template = `---\nowner: [name]\nteam: [name]\n---\n\n${abc.replace('## Limits\n\nText.\n\n', '## Limits\n\nText.\n\n| K | V |\n| - | - |\n| [k] | [v] |\n\n')}`
    const document = `---\nteam: Clay\n---\n\n${abc.replace('## Limits\n\nText.\n\n', '## Limits\n\nText.\n\n| K |\n| - |\n| a |\n\n')}`
    const {offers, advice} = await tuned(template, times(6, document))
    expect(offers).toEqual([])
    expect(advice.map(({line, about, advice: what}) => `${line} ${about}: ${what}`)).toEqual([
      '2 key `owner`: `# optional` after it makes it optional',
      '16 column `V` in `Limits`: `V (optional)` in the header makes it optional'
    ])
  })

  test('step by step: what was accepted counts for what follows, and what was not is not asked again', async () => {
    const texts = times(10, `# T\n\n${section('Usage')}`)
    expect((await tuned(abc, texts, agreed)).offers).toEqual(['7 optional: 10?', '11 optional: 10?'])
    const one = await tuned(abc, texts, ({line}) => line === 11)
    expect(one).toMatchObject({
      offers: ['7 optional: 10?', '11 optional: 10?'],
      before: 20,
      after: 10,
      text: abc.replace('## Support\n', '## Support\n<!-- guidelint optional -->\n')
    })
  })

  test('with every byte but the new lines as it was', async () => {
    const windows = `\uFEFF${abc.replaceAll('\n', '\r\n').trimEnd()}`
    const {text, offers} = await tuned(windows, times(10, without('Support')), agreed)
    expect(offers).toEqual(['11 optional: 10?'])
    expect(text).toBe(windows.replace('## Support\r\n', '## Support\r\n<!-- guidelint optional -->\r\n'))
    const underlined = abc.replace('## Support\n', 'Support\n-------\n')
    expect((await tuned(underlined, times(10, without('Support')), agreed)).text).toBe(
      underlined.replace('-------\n', '-------\n<!-- guidelint optional -->\n')
    )
    expect((await tuned(abc, times(10, without('Support')), agreed, 't.mdx')).text).toContain(
      '## Support\n{/* guidelint optional */}\n'
    )
  })
})

test('an edit at the end of a text without a last line break leaves it without', () => {
  const texts = (['below', 'above', 'end'] as const).map(
    (at) => edited('# A\n\n## B', [{line: 3, at, comment: commentFor('optional', 't.md')}]).text
  )
  expect(texts).toEqual([
    '# A\n\n## B\n<!-- guidelint optional -->',
    '# A\n\n<!-- guidelint optional -->\n## B',
    '# A\n\n## B <!-- guidelint optional -->'
  ])
  expect(edited('a\rb\r', [{line: 1, at: 'below', comment: 'c'}])).toEqual({text: 'a\rc\rb\r', origins: [1, 1, 2]})
  expect([endOfHeading(linesOf('A\nB\n===\n'), 1), endOfHeading(linesOf('# A\n===\n'), 1)]).toEqual([3, 1])
})

describe('documents are as old as', () => {
  const paths = ['docs/0001-clay.md', 'docs/0002-kiln.md', 'docs/0003-glaze.md']
  test.each([
    ['git says', paths, [86_400, 0, 172_800], ['1970-01-02', '1970-01-01', '1970-01-03']],
    ['their numbers, where all came at once', paths, [0, 0, 0], ['0001-clay.md', '0002-kiln.md', '0003-glaze.md']],
    ['their numbers, where git knows too few', paths, [0], ['0001-clay.md', '0002-kiln.md', '0003-glaze.md']],
    ['the days in their names', ['2024-01-01-clay.md', '2024-02-01-kiln.md'], [], ['2024-01-01', '2024-02-01']],
    ['nobody knows', ['clay.md', 'kiln.md'], [], []]
  ])('%s', (_, names, seconds, expected) => {
    const ages = agesOf(names, new Map(seconds.map((time, index) => [names[index] ?? '', time])))
    expect([...ages.values()].map(({label}) => label)).toEqual(expected)
  })
})

describe('guidelint tune', () => {
  const configuration =
    'templates:\n  - {template: templates/guide.md, files: "docs/**"}\n  - {template: templates/spare.md, files: []}\n'
  const files = {
    '.git/HEAD': '',
    '.guidelintrc.yaml': configuration,
    'templates/guide.md': abc,
    'templates/spare.md': abc,
    ...Object.fromEntries(Array.from('abcdefghij', (name) => [`docs/${name}.md`, without('Limits')]))
  }

  test('prints what it proposes, and writes it where it is asked to', () => {
    const cwd = write({
      ...files,
      ...Object.fromEntries(
        Array.from('abcdefghij', (name) => [
          `docs/${name}.md`,
          abc.replace('Limits', 'Known Limits').replace(section('Support'), '')
        ])
      )
    })
    const template = path.join(cwd, 'templates/guide.md')
    const found = `templates/guide.md: 10 documents

    7  <!-- guidelint heading /^(Limits|Known Limits)$/ -->
       section \`Limits\`: 10 documents have \`Known Limits\` in its place, 0 the template's own name
       removes 10 findings

For you to decide:

   11  <!-- guidelint optional -->
       section \`Support\`: 10 of 10 documents lack it
       removes 10 findings

With 1 directive: 10 of 20 findings remain (--write puts them into the template)

`
    expect(warmGuidelint(['tune'], {cwd})).toEqual({status: 0, stderr: '', stdout: found})
    expect(readFileSync(template, 'utf8')).toBe(abc)
    const {status, stdout} = warmGuidelint(['tune', 'templates/guide.md', '--write', '-f', 'json'], {cwd})
    expect({status, data: JSON.parse(stdout) as unknown}).toMatchObject({
      status: 0,
      data: [
        {
          template: 'templates/guide.md',
          documents: 10,
          findings: 20,
          remaining: 10,
          written: true,
          proposals: [
            {line: 7, directive: 'heading /^(Limits|Known Limits)$/', removes: 10, reveals: 0, sure: true},
            {line: 11, directive: 'optional', removes: 10, sure: false}
          ],
          requirements: expect.arrayContaining([{line: 11, about: 'section `Support`', documents: 10, met: 0}])
        }
      ]
    })
    expect(readFileSync(template, 'utf8')).toBe(
      abc.replace('## Limits\n', '## Limits\n<!-- guidelint heading /^(Limits|Known Limits)$/ -->\n')
    )
    expect(warmGuidelint(['tune', '--verbose'], {cwd}).stdout).toMatch(/3 {2}10 of 10 {6}section `Usage`\n/)
  })

  test('dates documents by git, through a rename', () => {
    const cwd = write({
      '.guidelintrc.yaml': configuration.replace(/\n.*spare.*/, ''),
      'templates/guide.md': abc,
      ...Object.fromEntries(
        Array.from({length: 8}, (_, index) => [`docs/old-${index}.md`, `${without('Limits')}Pot ${index}.\n`])
      )
    })
    git(cwd, 'init', '-q', '-b', 'main')
    commitOn('2021-03-01', cwd)
    for (let index = 0; index < 8; index++)
      writeFileSync(path.join(cwd, `docs/new-${index}.md`), `${abc}Kiln ${index}.\n`)
    renameSync(path.join(cwd, 'docs/old-1.md'), path.join(cwd, 'docs/moved.md'))
    commitOn('2024-05-06', cwd)
    expect(warmGuidelint(['tune'], {cwd})).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringContaining(
        'section `Limits`: 8 of 8 documents since 2024-05-06 have it, 8 of 8 documents earlier lack it'
      )
    })
  })

  test('says in one line what it cannot do', () => {
    const cwd = write(files)
    const failed = (...args: readonly string[]) => warmGuidelint(['tune', ...args], {cwd})
    expect(failed('templates/spare.md')).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^templates\/spare\.md: No document has this template\n$/)
    })
    expect(failed('docs/a.md')).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'Unexpected template `docs/a.md`, expected one of the configuration that has documents: `templates/guide.md`\n'
    })
    writeFileSync(path.join(cwd, 'templates/guide.md'), Buffer.concat([Buffer.from(abc), Buffer.from([0xff, 0x0a])]))
    expect(failed('--write')).toEqual({status: 2, stdout: '', stderr: 'templates/guide.md: Cannot tune: not UTF-8\n'})
    writeFileSync(path.join(cwd, 'templates/guide.md'), '# A\n\n<!-- guidelint optinal -->\n')
    expect(failed()).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^templates\/guide\.md:3:1: [^\n]+\n$/)
    })
  })
})
