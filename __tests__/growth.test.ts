import {mkdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {VFile} from 'vfile'
import {rules} from '../rules/index.ts'
import {alignFields} from '../src/align/field-alignment.ts'
import {analyse} from '../src/analysis.ts'
import {activeRules} from '../src/config/active-rules.ts'
import {configurationSearch} from '../src/config/find-configuration.ts'
import {readTemplate} from '../src/index.ts'
import {lint} from '../src/lint.ts'
import {readDocument} from '../src/markdown/read-document.ts'
import {labelledLines} from '../src/markdown/fields.ts'
import {requireNativeParser} from '../src/markdown/load-parser.ts'
import {withinLimits} from '../src/markdown/parse-limits.ts'
import {parseByRemark} from '../src/markdown/remark-parser.ts'
import {rankAmong} from '../src/markdown/siblings.ts'
import {nearest, nearestFinder} from '../src/nearest-name.ts'
import {slotsIn} from '../src/template/heading-pattern.ts'
import {anyText} from '../src/template/skeleton-marks.ts'
import {slotIndex} from '../src/template/slot-index.ts'
import {guidelint} from './command-line.ts'
import {temporaryFolder} from './temporary-folder.ts'

const {write} = temporaryFolder()

function times(count: number, line: (index: number) => string, between = '\n\n'): string {
  return Array.from({length: count}, (_, index) => line(index)).join(between)
}

const parse = requireNativeParser() ?? parseByRemark
const strict = activeRules(rules, [{preset: 'strict'}])

/** What is found in a document; natively parsed where that can be done, since these are long. */
function messagesIn(template: string, document: string, ruleId: string): ReadonlyArray<VFile['messages'][number]> {
  const file = new VFile({value: document})
  lint(file, analyse(readDocument(parse(document), document), readTemplate(template, 't.md')), strict)
  return file.messages.filter((message) => message.ruleId === ruleId)
}

function reasons(template: string, document: string, ruleId: string): readonly string[] {
  return messagesIn(template, document, ruleId).map(({reason}) => reason)
}

/** The search as it is meant: each name with each. */
function plainly(name: string, candidates: readonly string[]): string | undefined {
  const most = Math.min(Math.floor(name.length * 0.4), Math.max(2, Math.floor(name.length / 3)))
  const distances = candidates
    .filter((other) => digitsOf(other) === digitsOf(name))
    .map((other) => ({other, distance: distanceOf(name.toLowerCase(), other.toLowerCase())}))
  const near = distances.filter(({other, distance}) => distance <= most && Math.abs(other.length - name.length) <= most)
  const least = Math.min(...near.map(({distance}) => distance))
  const nearestOnes = near.filter(({distance}) => distance === least).map(({other}) => other)
  if (new Set(nearestOnes.map((other) => other.toLowerCase())).size !== 1) return undefined
  const inCase = nearestOnes.map((other) => distanceOf(name, other))
  const [nearestOne, ...others] = nearestOnes.filter((_, index) => inCase[index] === Math.min(...inCase))
  return others.length === 0 ? nearestOne : undefined
}

function digitsOf(name: string): string {
  return name.replaceAll(/\D+/g, ' ').trim()
}

function distanceOf(a: string, b: string): number {
  let row = Array.from({length: b.length + 1}, (_, index) => index)
  for (const [rank, letter] of Array.from(a).entries()) {
    const next = [rank + 1]
    for (const [index, other] of Array.from(b).entries())
      next.push(
        Math.min((next[index] ?? 0) + 1, (row[index + 1] ?? 0) + 1, (row[index] ?? 0) + (letter === other ? 0 : 1))
      )
    row = next
  }
  return row[b.length] ?? 0
}

/** Words that are different for each index below 8,000, and three letters and more apart. */
function word(index: number): string {
  const [parts, ends] = [
    'ba be bi bo bu da de di do du fa fe fi fo fu ga ge gi go gu'.split(' '),
    'ka le mi no pu ra se ti vo wu xa ye zi jo qu ha ce ni to su'.split(' ')
  ]
  return `${parts[index % 20]?.repeat(2)}${ends[Math.floor(index / 20) % 20]?.repeat(2)}${parts[Math.floor(index / 400) % 20]?.repeat(2)}`
}

function tables(count: number, column: (index: number) => string): string {
  return times(count, (index) => `| ${word(index)} | ${column(index)} |\n| - | - |\n| x | y |`)
}

function table(rows: number): string {
  return `## A\n\n| Name | Value |\n| - | - |\n${times(rows, () => '| [Name of it] | [Value of it] |', '\n')}\n`
}

function labels(count: number): readonly string[] {
  return Array.from(
    {length: count},
    (_, index) =>
      `- **Label ${'abcdefghijklmnopqrst'[index % 20]}${'abcdefghijklmnopqrst'[Math.floor(index / 20) % 20]}${'abcdefghij'[Math.floor(index / 400)]}**: x`
  )
}

describe('names that were meant', () => {
  test('the nearest is found, as if each had been compared, and none where several are', () => {
    const words =
      'alpha beta gamma delta epsilon usage Usage useage setup set-up step-1 step-2 steps limit limits'.split(' ')
    const candidates = words.flatMap((first) => [first, ...words.map((second) => `${first}-${second}`)])
    for (const name of candidates
      .filter((_, index) => index % 7 === 0)
      .map((candidate, index) => candidate.slice(0, index % 7) + candidate.slice((index % 7) + 1))) {
      expect([name, nearest(name, candidates)]).toEqual([name, plainly(name, candidates)])
    }
  })

  test.each([
    ['guIDE.md', 'guide.md'],
    ['GUIDE.md', 'Guide.md'],
    ['Giude.md', 'Guide.md'],
    ['giude.md', 'guide.md']
  ])('of names that differ in letter case the nearer is found: %s', (name, expected) => {
    expect(nearest(name, ['Guide.md', 'guide.md'])).toBe(expected)
  })

  test('of names that differ in letter case none is found where two are as near', () => {
    expect(nearest('gUide.md', ['Guide.md', 'guidE.md'])).toBeUndefined()
    expect(nearest('giude.md', ['guide.md', 'guide.md'])).toBe('guide.md')
  })

  test('behind the pairs that a document is worth, none is looked for', () => {
    const find = nearestFinder(3)
    const candidates = ['usage', 'setup']
    expect([find('usige', candidates), find('usige', candidates), find('satup', candidates)]).toEqual([
      'usage',
      'usage',
      undefined
    ])
  })

  test('of many stale links the first are told what was meant, all are told', () => {
    const document = `${times(1000, (index) => `## Part ${'abcdefghij'[index % 10]} of ${'klmnopqrst'[Math.floor(index / 10) % 10]}${'uvwxyzabcdefghij'[Math.floor(index / 100)]}`)}\n\n${times(300, (index) => `[x](#port-${'abcdefghij'[index % 10]}-of-${'klmnopqrst'[Math.floor(index / 10) % 10]}${'uvwxyzab'[Math.floor(index / 100)]})`)}`
    const found = reasons('## A\n', document, 'valid-anchors')
    expect(found).toHaveLength(300)
    expect(found[0]).toBe('Unexpected link to `#port-a-of-ku`, expected `#part-a-of-ku`')
    expect(found.at(-1)).toBe('Unexpected link to `#port-j-of-tw`, expected a heading or an anchor of that name')
  })
})

describe('many of one kind', () => {
  test('a right contents list of many entries is right, and its order is that of the headings', () => {
    const headings = times(400, (index) => `## Part ${index}`)
    const entries = Array.from({length: 400}, (_, index) => `- [Part ${index}](#part-${index})`)
    expect(reasons('## A\n', `## Contents\n\n${entries.join('\n')}\n\n${headings}`, 'table-of-contents')).toEqual([])
    expect(
      reasons(
        '## A\n',
        `## Contents\n\n${[...entries.slice(1), entries[0]].join('\n')}\n\n${headings}`,
        'table-of-contents'
      )
    ).toEqual(['Unexpected order of entry `Part 0` in the contents list, expected that of the headings'])
  })

  const samples = '# [Name]\n\n## Type 1: [Name]\n\n### Details\n\n#### Limits\n'

  test('samples that lack a part are told, each', () => {
    const found = reasons(
      samples,
      `# A\n\n${times(500, (index) => `## Type ${index}: Kiln\n\nText`)}`,
      'required-headings'
    )
    expect(found).toHaveLength(500)
  })

  test('a part in bold is found in its own sample', () => {
    const found = messagesIn(
      samples,
      `# A\n\n${times(400, (index) => `## Type ${index}: Kiln\n\n**Details**\n\nText`)}`,
      'required-headings'
    )
    expect(new Set(found.map(({reason}) => reason))).toEqual(
      new Set(['Missing section `Details`, expected it as a heading instead of bold text'])
    )
    expect(new Set(found.map(({line}) => line)).size).toBe(400)
  })

  test('parts at another depth are recognised with all that they hold, however many', () => {
    const found = reasons(
      samples,
      `# A\n\n${times(120, (index) => `## Type ${index}: Kiln\n\n#### Details\n\n##### Limits\n\nText`)}`,
      'required-headings'
    )
    expect(new Set(found)).toEqual(new Set(['Unexpected depth 4 of section `Details`, expected 3']))
    expect(found).toHaveLength(120)
  })

  test('placeholders in all rows of a table are told once for each row', () => {
    expect(reasons(table(1), table(500), 'no-placeholders')).toHaveLength(500)
  })

  test('placeholders on one line are one fault', () => {
    expect(
      reasons(
        '## A\n\n[Name of it] [Value of it]\n',
        `## A\n\n${times(1500, () => '[Name of it]', ' ')}\n`,
        'no-placeholders'
      )
    ).toHaveLength(1)
  })

  test('labels are laid on those of the template in the order of both', () => {
    const fields = `## A\n\n${labels(500).join('\n').replaceAll(': x', ': [x y]')}\n`
    const [first, ...others] = labels(500)
    const moved = [...others, first]
    expect(reasons(fields, `## A\n\n${moved.join('\n')}\n`, 'list-labels')).toEqual([
      'Unexpected order of field `Label aaa`, expected it before `Label baa`'
    ])
  })

  test('of more labels than are compared letter by letter, the exact ones are found', () => {
    const lines = labels(600)
    const text = `## A\n\n${lines.join('\n')}\n`
    const document = readDocument(parse(text), text)
    const {root} = readTemplate(
      `## A\n\n${lines.map((line, index) => (index === 7 ? line : line.replace('Label', 'Lable')).replace(': x', ': [x y]')).join('\n')}\n`,
      't.md'
    )
    const {matched, missing} = alignFields(
      root.children[0]?.content.fields ?? [],
      labelledLines(document, () => true)
    )
    expect([matched.length, missing.length]).toEqual([1, 599])
  })

  test('of more misspelt sections than are compared, the first of the template are recognised, the others are missing', () => {
    const found = reasons(
      `# [Name]\n\n${times(800, (index) => `## ${word(index)}`)}`,
      `# A\n\n${times(800, (index) => `## ${word(index)}x\n\nText`)}`,
      'required-headings'
    )
    expect(found[0]).toBe(`Unexpected heading \`${word(0)}x\`, expected \`${word(0)}\``)
    expect(found.slice(0, Math.floor(250_000 / 800)).every((reason) => reason.startsWith('Unexpected heading'))).toBe(
      true
    )
    expect(found.at(-1)).toMatch(/^Missing section/)
  })

  test('of more lists of names than are compared, the first are all that they list', () => {
    const [template, document] = [
      `# [Name]\n\n${times(400, (index) => `## ${word(index)}`)}`,
      `# A\n\n${times(200, (index) => `## ${word(index * 2)} and ${word(index * 2 + 1)}\n\nText`)}`
    ]
    const joined = reasons(template, document, 'required-headings').filter((reason) => reason.includes(' and '))
    expect(joined[0]).toContain(`\`${word(0)} and ${word(1)}\``)
    expect(joined.slice(0, 50_000 / 400).every((reason) => reason.startsWith('Unexpected heading'))).toBe(true)
    expect(joined.length).toBeLessThan(200)
  })

  test('of more unknown sections than are compared with optional ones, the first are told what was meant', () => {
    const found = reasons(
      `# [Name]\n\n## Usage\n\n${times(600, (index) => `## ${word(index)} (optional)`)}`,
      `# A\n\n## Usage\n\nText\n\n${times(600, (index) => `## ${word(index)}x\n\nText`)}`,
      'no-extra-headings'
    )
    expect(found[0]).toContain(`expected \`${word(0)}`)
    expect(found.at(-1)).toBe(`Unexpected section \`${word(599)}x\`, expected only sections of the template`)
  })

  test('of many sections with slots, a heading is one of those that start and end as it does', () => {
    const skeletons = [
      anyText,
      `${anyText} of ${anyText}`,
      ...Array.from({length: 40}, (_, index) => [
        `${word(index)} ${anyText}`,
        `${anyText} ${word(index)}`,
        `${word(index % 3)} ${anyText} ${word(index % 7)}`,
        `the ${anyText} of ${word(index)}`
      ]).flat()
    ]
    const mayFit = slotIndex(skeletons, (skeleton) => skeleton)
    for (const text of Array.from({length: 60}, (_, index) => [
      `${word(index)} x`,
      `x ${word(index)}`,
      `${word(index % 4)} y ${word(index % 9)}`,
      `the x of ${word(index)}`,
      'x'
    ]).flat()) {
      const fitting = (candidates: readonly string[]) => candidates.filter((skeleton) => slotsIn(skeleton, text))
      expect(fitting(mayFit(text))).toEqual(fitting(skeletons))
      expect(mayFit(text).length).toBeLessThan(12)
    }
  })

  test('of more than 500 sections with slots that start and end alike, the last are not found', () => {
    const found = (lead: string) =>
      reasons(
        `# [Name]\n\n${times(501, (index) => `## ${lead}[One] ${word(index)} [Two]`)}`,
        `# A\n\n${times(501, (index) => `## ${lead}a ${word(index)} b\n\nText`)}`,
        'required-headings'
      )
    expect(found('')).toEqual([`Unexpected heading \`a ${word(500)} b\`, expected \`[One] ${word(500)} [Two]\``])
    // These words are near enough.
    expect(found('Part ')).toEqual([])
  })

  test('an unknown section in the place of a missing one leaves it without a replacement, behind 500 others it does not', () => {
    const found = [499, 500].map((count) =>
      messagesIn(
        '# [Name]\n\n## Usage\n\n## Limits',
        `# A\n\n${times(count, (index) => `## ${word(index)}\n\nText`)}\n\n## Usage\n\nText\n\n## Odd\n\nText\n`,
        'required-headings'
      )
    )
    expect(found.map((messages) => messages.map(({reason, expected}) => [reason, expected]))).toEqual([
      [['Missing section `Limits`, expected it after `Usage` (there is `Odd`)', undefined]],
      [['Missing section `Limits`, expected it after `Usage`', ['\n\n## Limits']]]
    ])
  })

  test('a section elsewhere with most of the words of a missing one leaves it without a replacement, behind 200 others it does not', () => {
    const found = [190, 210].map((count) =>
      messagesIn(
        '# [Name]\n\n## Usage\n\n## Cleaning kilns weekly',
        `# A\n\n## Usage\n\nText\n\n${times(count, (index) => `### ${word(index)}\n\nText`)}\n\n### Cleaning kilns\n\nText\n`,
        'required-headings'
      )
    )
    expect(found.map((messages) => messages.map(({expected}) => expected))).toEqual([
      [undefined],
      [['\n\n## Cleaning kilns weekly']]
    ])
  })

  test('tables are known by some of their columns, two of more than are compared only by all', () => {
    const missing = (count: number) =>
      reasons(
        `## A\n\n${tables(count, (index) => `Value ${word(index)}`)}\n`,
        `## A\n\n${tables(count, (index) => (index === 7 || index === 9 ? 'Other' : `Value ${word(index)}`))}\n`,
        'table-columns'
      )
    expect(missing(60)).toContainEqual(expect.stringContaining(`expected \`Value ${word(7)}\``))
    expect(missing(120)).toEqual([])
  })

  test('of more front matter keys than are compared, none is told as a slip', () => {
    const keys = (count: number, end: string) =>
      `---\n${times(count, (index) => `${word(index)}${end}: x`, '\n')}\n---\n\n# A\n\n## B\n\nText\n`
    const found = (count: number) => reasons(keys(count, ''), keys(count, 'q'), 'front-matter')
    expect(found(500)[0]).toBe(`Unexpected key \`${word(0)}q\` in the front matter, expected \`${word(0)}\``)
    expect(found(501)).toEqual([
      expect.stringMatching(new RegExp(`^Missing keys \`${word(0)}\`, .* and 481 more in the front matter$`))
    ])
  })

  test('all of 125,000 findings are told, and printed', () => {
    const cwd = write({'d.md': times(125_000, () => 'TODO')})
    const {status, stdout} = guidelint(['d.md', '-p', 'strict', '--no-cache'], {cwd})
    expect(status).toBe(1)
    expect(stdout.match(/Unexpected `TODO`/g)).toHaveLength(125_000)
    expect(stdout).toMatch(/✖ 125000 errors\n$/)
  })
})

/** The lines of the findings that are left of one rule. */
function left(body: string): ReadonlyArray<number | undefined> {
  return messagesIn('## A\n', body, 'no-placeholders').map(({line}) => line)
}

describe('boxes', () => {
  test('of a long list, those that are missing are found by their texts', () => {
    const all = times(300, (index) => `- [x] Part ${index} of the kiln ${index % 7}`, '\n')
    expect(reasons(`## A\n\n${all.replaceAll('[x]', '[ ]')}\n`, `## A\n\n${all}\n`, 'task-lists')).toEqual([])
  })

  test('too many that are unknown are not compared', () => {
    const template = `## A\n\n<!-- guidelint tick all -->\n\n- [ ] Kiln\n${times(260, (index) => `- [ ] Kiln of the potter ${'x'.repeat(index % 50)}${index}`, '\n')}\n`
    const [first] = reasons(
      template,
      `## A\n\n- [x] Kiln\n${times(260, (index) => `- [x] Glaze of another potter ${'y'.repeat(index % 50)}${index}`, '\n')}\n`,
      'task-lists'
    )
    expect(first).toBeUndefined()
  })
})

describe('comments that switch rules', () => {
  test('the last word holds, in a row and around each other', () => {
    expect(left('<!--lint ignore no-placeholders-->\n\n<!--lint enable no-placeholders-->\n\nTODO')).toEqual([5])
    expect(left('<!--lint enable no-placeholders-->\n\n<!--lint ignore no-placeholders-->\n\nTODO\n\nTODO')).toEqual([
      7
    ])
    expect(left('<!--lint ignore no-placeholders-->\n\n<!-- guidelint optoinal -->\n\nTODO')).toEqual([3])
    expect(
      left('<!--lint ignore no-placeholders-->\n\n> TODO\n>\n> <!--lint ignore title-->\n>\n> TODO\n\nTODO')
    ).toEqual([9])
    expect(
      left(
        '<!--lint disable-->\n\nTODO\n\n<!--lint enable title-->\n\nTODO\n\n<!--lint enable no-placeholders-->\n\nTODO'
      )
    ).toEqual([11])
  })

  test('thousands of them are each for what follows', () => {
    const body = times(
      600,
      (index) => `<!--lint ${['disable', 'enable', 'ignore'][index % 3]} no-placeholders-->\n\nTODO`
    )
    expect(left(body)).toHaveLength(200)
    expect(left(`${times(600, () => '<!--lint ignore no-placeholders-->')}\n\nTODO\n\nTODO`)).toHaveLength(1)
  })
})

describe('folders', () => {
  test('a configuration is read once for all folders below it, and is one object', () => {
    const cwd = write({
      '.git/HEAD': '',
      '.guidelintrc.yaml': 'preset: strict\n',
      'docs/own/.config/guidelintrc.yaml': 'preset: recommended\n',
      'docs/a/b/x.md': '',
      'docs/own/c/x.md': ''
    })
    const find = configurationSearch(cwd, {rules})
    const [first, own] = [find(path.join(cwd, 'docs/a/b')), find(path.join(cwd, 'docs/own/c'))]
    expect([first?.configuration.preset, first?.folder, own?.configuration.preset, own?.folder]).toEqual([
      'strict',
      cwd,
      'recommended',
      path.join(cwd, 'docs/own')
    ])
    // What is no YAML any more shows whether it is read again.
    writeFileSync(path.join(cwd, '.guidelintrc.yaml'), 'preset: [')
    for (const name of ['docs', 'docs/a', 'docs/d', 'docs/e/f']) {
      mkdirSync(path.join(cwd, name), {recursive: true})
      expect(find(path.join(cwd, name))).toBe(first)
    }
    expect(() => configurationSearch(cwd, {rules})(path.join(cwd, 'docs/a'))).toThrow('Unexpected syntax')
  })

  test('a folder of which it is known that none is in it is not looked at again', () => {
    const cwd = write({
      '.git/HEAD': '',
      '.guidelintrc.yaml': 'preset: strict\n',
      'docs/.guidelintrc.yaml': 'preset: recommended\n'
    })
    const find = configurationSearch(cwd, {rules}, new Set([path.join(cwd, 'docs')]))
    expect(find(path.join(cwd, 'docs'))?.configuration.preset).toBe('strict')
  })

  test('a folder that is not there, or a file in its place, has the configuration above', () => {
    const cwd = write({'.git/HEAD': '', '.guidelintrc.yaml': 'preset: strict\n'})
    expect(configurationSearch(cwd, {rules})(path.join(cwd, 'not/there'))?.configuration.preset).toBe('strict')
  })
})

describe('siblings', () => {
  test('a node that was moved since is found where it stands', () => {
    const [a, b] = [
      {type: 'text' as const, value: 'a'},
      {type: 'text' as const, value: 'b'}
    ]
    const siblings = [a, b]
    expect(rankAmong(siblings, b)).toBe(1)
    siblings.reverse()
    expect([rankAmong(siblings, b), rankAmong(siblings, a), rankAmong(siblings, {type: 'text', value: 'a'})]).toEqual([
      0, 1, -1
    ])
  })
})

describe('what the native parser would take time without end for', () => {
  const limited = withinLimits(() => ({type: 'root', children: []}))

  test('is refused with the reason', () => {
    for (const marker of ['> ', '+ ', '1. ', '> - ', '* - '])
      expect(() => limited(`a\n\n${marker.repeat(60_000)}a`)).toThrow('Nested deeper than 500 levels')
    expect(() => limited(`a\n\n${'_a'.repeat(100_000)}`)).toThrow(
      'Too much markup in line 3, expected it in several lines'
    )
    for (const references of ['&amp;'.repeat(20_000), 'a &#38;\n'.repeat(20_000)])
      expect(() => limited(`a\n\n${references}`)).toThrow(
        'Too many character references in the paragraph in line 3, expected it in several paragraphs'
      )
    expect(() => limited(`a\n\n${'*ä* '.repeat(30_000)}`)).toThrow(
      'Too much markup in line 3, expected it in several lines'
    )
  })

  test('is little of what is long', () => {
    for (const text of [
      '>'.repeat(400),
      '*a* '.repeat(30_000),
      'snake_case '.repeat(10_000),
      '- '.repeat(30_000),
      '* '.repeat(30_000),
      '&amp; &amp;\n\n'.repeat(10_000),
      'ä'.repeat(300_000),
      '*ä*\n'.repeat(30_000),
      `${'> > '.repeat(900)}\n`.repeat(20)
    ])
      expect(limited(text).type).toBe('root')
  })
})
