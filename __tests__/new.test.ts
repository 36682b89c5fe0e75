import {existsSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {PassThrough} from 'node:stream'
import {describe, expect, test} from '@jest/globals'
import fc from 'fast-check'
import * as satteri from 'satteri'
import {parse as parseYaml} from 'yaml'
import {templatesIn} from '../bench/templates.ts'
import {answerTo, openTerminal} from '../src/cli/question.ts'
import {readDocument} from '../src/markdown/read-document.ts'
import {nativeParser} from '../src/markdown/native-parser.ts'
import {parseByRemark} from '../src/markdown/remark-parser.ts'
import {textOf} from '../src/markdown/text.ts'
import {fileFor, namingOf, slugOf} from '../src/new/file-name.ts'
import {findName} from '../src/new/names.ts'
import {ValueError, documentSource} from '../src/new/new-document.ts'
import {TemplateError} from '../src/template/template-error.ts'
import {faultsOfNewDocument} from './new-documents.ts'
import {temporaryFolder} from './temporary-folder.ts'
import {atTerminal, hasTerminal} from './user-machine.ts'
import {warmGuidelint} from './warm-command-line.ts'

const parse = nativeParser(satteri)
const today = '2031-04-02'
const {write} = temporaryFolder()

/** A new document of a template, with the values of names by what they are called. */
function made(
  template: string,
  set: Readonly<Record<string, string>> = {},
  {bare = false, number}: {readonly bare?: boolean; readonly number?: number} = {}
): string {
  const source = documentSource(template, 'template.md', parse)
  const values = new Map(
    Object.entries(set).map(([given, value]) => {
      const name = findName(given, source.names)
      if (!name) throw new Error(`No name ${given} in ${source.names.map((known) => known.name).join(', ')}`)
      return [name, value] as const
    })
  )
  return source.write({values, today, bare, ...(number !== undefined && {number})})
}

describe('names are put in', () => {
  test('in whatever form they are written', () => {
    expect(
      made('# [Pot Name] guide\n\nAsk {pot_name}, <pot-name> or {potName}, not [Pot].\n', {'Pot Name': 'Ash'})
    ).toBe('# Ash guide\n\nAsk Ash, Ash or Ash, not [Pot].\n')
  })

  test('wherever they stand: title, headings, text, tables, code, targets of links, HTML, front matter, and the contents list follows', () => {
    const template = `---
title: "[Pot] guide"
tags: [clay, [Pot]]
---

# [Pot] guide

- [Firing [Pot]](#firing-pot)
- [Glaze](#glaze)

## Firing [Pot]

**[Pot]** is fired as \`fire --name [Pot]\`; see [how [Pot] looks](./pots/[pot].md "A [Pot]") and <https://pots.example.com/[Pot]/list>.

<td align="left">[Pot]</td>

\`\`\`sh
fire [Pot]
\`\`\`

## Glaze

| Name | [Pot] |
| --- | --- |
| [Colour] | [pot] |
`
    expect(made(template, {Pot: 'Big Pot'})).toBe(`---
title: "Big Pot guide"
tags: [clay, Big Pot]
---

# Big Pot guide

- [Firing Big Pot](#firing-big-pot)
- [Glaze](#glaze)

## Firing Big Pot

**Big Pot** is fired as \`fire --name Big Pot\`; see [how Big Pot looks](./pots/Big%20Pot.md "A Big Pot") and <https://pots.example.com/Big%20Pot/list>.

<td align="left">Big Pot</td>

\`\`\`sh
fire Big Pot
\`\`\`

## Glaze

| Name | Big Pot |
| --- | --- |
| [Colour] | Big Pot |
`)
  })

  test('in any notation, by their words, with or without brackets', () => {
    const template = '# {kiln_name} and <Owner>\n\n## Use\n\n{{kiln_name}} of <owner>, and {kiln_name}\n'
    expect(made(template, {'kiln name': 'Dragon', '<Owner>': 'Ada'})).toBe(
      '# Dragon and Ada\n\n## Use\n\nDragon of Ada, and Dragon\n'
    )
  })

  test('but not in comments, nor where a bracket is something else', () => {
    const template =
      '# [Name]\n\n## Use\n\n<!-- Say what [Name] is. -->\n\n`pots[Name]`, [Name](https://example.com), a$[Name]\n\n## [Name]\n\n```js\nconst pot = pots[Name]\nshow(`${[Name]}`)\n```\n'
    const text = made(template, {Name: 'Kiln'})
    expect(text).toContain(
      '<!-- Say what [Name] is. -->\n\n`pots[Name]`, [Name](https://example.com), a$[Name]\n\n## Kiln\n\n```js\nconst pot = pots[Name]\n'
    )
  })

  test('only whole into what is checked as a whole, so that what is left open in it is found', () => {
    const template =
      '---\ntitle: "{pot} of {owner}"\n---\n\n# {pot}\n\n## Use\n\n[Say what {pot} is for]\n\nSee [it](./{owner}/{pot}.md).\n\n```sh\nfire {{pot}} --token YOUR_TOKEN\n```\n\n```sh\nfire {{pot}}\n```\n'
    expect(made(template, {pot: 'Jug'})).toBe(
      '---\ntitle: "{pot} of {owner}"\n---\n\n# Jug\n\n## Use\n\n[Say what {pot} is for]\n\nSee [it](./{owner}/{pot}.md).\n\n```sh\nfire {{pot}} --token YOUR_TOKEN\n```\n\n```sh\nfire Jug\n```\n'
    )
    expect(made(template, {pot: 'Jug', owner: 'Ada'})).toContain('title: "Jug of Ada"')
  })
})

/** What a value may be: words with all that is markup somewhere. */
const anyValue = fc
  .array(
    fc.constantFrom(
      'a',
      'B',
      '7',
      ' ',
      '|',
      '`',
      '``',
      '*',
      '_',
      '__',
      '~',
      '[',
      ']',
      '(',
      ')',
      '<',
      '>',
      '<b>',
      '</td>',
      '&',
      '&amp;',
      '#',
      '-',
      '+',
      '=',
      '1.',
      '2)',
      ':',
      ': ',
      ' #',
      '"',
      "'",
      '\\',
      '{',
      '}',
      '%',
      '!',
      '$',
      '@',
      'é',
      '漢',
      '\u{1F3FA}',
      '---',
      '```',
      '~~~',
      '://',
      ',',
      '- ',
      '# '
    ),
    {minLength: 1, maxLength: 8}
  )
  .map((parts) => parts.join('').trim())
  .filter((value) => /[\p{L}\p{N}]/u.test(value) && !value.includes('\\|'))

describe('a value is text', () => {
  const template = `---
plain: [Name]
double: "for [Name]"
single: 'for [Name]'
list:
  - [Name]
flow: [clay, [Name]]
folded: >
  It is [Name]
---

# Guide to [Name]

[Name]

- [Name]

> [Name] is **[Name]**

| [Name] | Other |
| --- | --- |
| \`[Name]\` | b |

\`x [Name]\`

Setext [Name]
-------------

\`\`\`
[Name]
\`\`\`

Read [about [Name]](./other.md "On [Name]").
`

  test('that readers see as it is, in every place, by both parsers', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const text = made(template, {Name: value})
        for (const read of [parse, parseByRemark]) {
          const document = readDocument(read(text), text)
          const seen = value.replaceAll(/\s+/g, ' ')
          expect(document.nodes('heading').map(({node}) => textOf(node))).toEqual([
            `Guide to ${seen}`,
            `Setext ${seen}`
          ])
          expect(document.nodes('paragraph').map(({node}) => textOf(node))).toEqual([
            seen,
            seen,
            `${seen} is ${seen}`,
            `x ${seen}`,
            `Read about ${seen}.`
          ])
          expect(document.nodes('tableCell').map(({node}) => textOf(node))).toEqual([seen, 'Other', seen, 'b'])
          expect(document.nodes('inlineCode').map(({node}) => node.value)).toEqual([value, `x ${value}`])
          expect(document.nodes('code').map(({node}) => node.value)).toEqual([value])
          expect(
            document
              .nodes('link')
              .flatMap(({node}) => (node.title === null || node.title === undefined ? [] : [node.title]))
          ).toEqual([`On ${value}`])
          const [yaml] = document.nodes('yaml')
          expect(parseYaml(yaml?.node.value ?? '')).toEqual({
            plain: value,
            double: `for ${value}`,
            single: `for ${value}`,
            list: [value],
            flow: ['clay', value],
            folded: expect.stringContaining(value)
          })
        }
      }),
      {numRuns: 40}
    )
  })

  test('or is refused where nothing can show it: code in a table has no backslash before a bar', () => {
    expect(() => made(template, {Name: String.raw`a\|b`})).toThrow(
      new ValueError(
        'Unexpected value `a\\|b` for `Name`: it would break the structure of the document, expected a plain name'
      )
    )
  })

  test.each(['yes', 'null', '007', '1e3', '2031-01-01', 'a: b', '- a', '#x', '@x', '*x', '{a}', '"', "it's"])(
    'in front matter where it would be something else: %s',
    (value) => {
      const text = made('---\nname: [Name]\n---\n\n# [Name]\n\n## Use\n\nText\n', {Name: value})
      expect(parseYaml(text.split('---\n')[1] ?? '')).toEqual({name: value})
    }
  )

  test('in TOML as well', () => {
    expect(made('+++\ntitle = "[Name]"\n+++\n\n# [Name]\n\n## Use\n\nText\n', {Name: 'A "b" \\ c'})).toContain(
      String.raw`title = "A \"b\" \\ c"`
    )
  })

  test('and in a target of a link part of a path, or all of the URL', () => {
    expect(
      made('# {name}\n\n## Use\n\n[a](https://example.com/{name}?q={name}) [b]({name})\n', {name: 'a b/ü?#&(c)'})
    ).toContain(
      '[a](https://example.com/a%20b/%C3%BC%3F%23%26%28c%29?q=a%20b/%C3%BC%3F%23%26%28c%29) [b](a%20b/%C3%BC?#&%28c%29)'
    )
    expect(made('# {url}\n\n## Use\n\n[b]({url})\n', {url: 'https://example.com/a%20b?c=d'})).toContain(
      '[b](https://example.com/a%20b?c=d)'
    )
  })
})

describe('days are put in', () => {
  test.each([
    ['- Date: YYYY-MM-DD', '- Date: 2031-04-02'],
    ['**Created:** [YYYY-MM-DD]', '**Created:** 2031-04-02'],
    ['Last updated: {DD.MM.YYYY}', 'Last updated: 02.04.2031'],
    ["- Start Date: (fill me in with today's date, YYYY-MM-DD)", '- Start Date: 2031-04-02'],
    ['Written on <date>.', 'Written on <date>.'],
    ['Date: [Date]', 'Date: 2031-04-02'],
    ['Datum: [JJJJ-MM-TT]', 'Datum: 2031-04-02'],
    ['- Next review: YYYY-MM-DD', '- Next review: YYYY-MM-DD'],
    ['Due date: [YYYY-MM-DD]', 'Due date: [YYYY-MM-DD]'],
    ['From YYYY-MM-DD on', 'From YYYY-MM-DD on'],
    ['- Date: [YYYY-MM-DD HH:MM]', '- Date: [YYYY-MM-DD HH:MM]'],
    [
      '| Created | YYYY-MM-DD |\n| --- | --- |\n| Updated | [YYYY-MM-DD] |\n| Due | YYYY-MM-DD |',
      '| Created | 2031-04-02 |\n| --- | --- |\n| Updated | 2031-04-02 |\n| Due | YYYY-MM-DD |'
    ]
  ])('where a template asks for the day on which it is written, in `%s`', (line, expected) => {
    expect(made(`# [Name]\n\n## Use\n\nSome text.\n\n${line}\n`)).toBe(
      `# [Name]\n\n## Use\n\nSome text.\n\n${expected}\n`
    )
  })

  test('in front matter without or between quotes, in the first row of a history, below a heading', () => {
    const text = made(
      '---\ndate: {YYYY-MM-DD when it was decided}\ncreated: "YYYY-MM-DD"\nlast_reviewed: YYYY-MM-DD\n---\n\n# [Name]\n\n## Date\n\nYYYY-MM-DD\n\n## Change history\n\n| Date | What |\n| --- | --- |\n| YYYY-MM-DD | [First] |\n| YYYY-MM-DD | [Second] |\n'
    )
    expect(text).toBe(
      '---\ndate: 2031-04-02\ncreated: "2031-04-02"\nlast_reviewed: YYYY-MM-DD\n---\n\n# [Name]\n\n## Date\n\n2031-04-02\n\n## Change history\n\n| Date | What |\n| --- | --- |\n| 2031-04-02 | [First] |\n| YYYY-MM-DD | [Second] |\n'
    )
  })

  test('not the day of what is reported', () => {
    expect(made('# Incident: [Name]\n\n- Date: YYYY-MM-DD\n- Created: YYYY-MM-DD\n\n## What\n\n[What]\n')).toContain(
      '- Date: YYYY-MM-DD\n- Created: 2031-04-02\n'
    )
  })

  test('nor in code', () => {
    const template = '# [Name]\n\n## Use\n\n```\nDate: YYYY-MM-DD\n```\n'
    expect(made(template)).toBe(template)
  })
})

test('the number of the file goes into the title, as wide as it is asked for there', () => {
  const template = '# ADR-NNN: [Title]\n\n- Supersedes: ADR-NNN\n\n## Context\n\n[Why]\n'
  expect(made(template, {Title: 'Clay'}, {number: 43})).toBe(
    '# ADR-043: Clay\n\n- Supersedes: ADR-NNN\n\n## Context\n\n[Why]\n'
  )
  expect(made('# [NNNN]. [Title]\n\n## Context\n\n[Why]\n', {}, {number: 7})).toContain('# 0007. [Title]\n')
})

describe('left out', () => {
  test('are directives, without holes', () => {
    const template =
      '<!-- guidelint placeholder: ACME -->\n\n# ACME [Name]\n\n<!-- guidelint optional -->\n\n## One <!-- guidelint heading /One|Two/ -->\n\nSome ACME text\n<!-- guidelint rows 1+ -->\n| A | B |\n| --- | --- |\n| [a] | [b] |\n\n- Owner: [Who] <!-- guidelint optional -->\n- Team: [Which]\n\n<!-- optional -->\n## Three\n\n[Text]\n\n<!-- guidelint any of -->\n\n### Four\n\n[Four]\n\n### Five\n\n[Five]\n\n<!-- guidelint /any of -->\n'
    expect(made(template)).toBe(
      '# ACME [Name]\n\n## One\n\nSome ACME text\n\n| A | B |\n| --- | --- |\n| [a] | [b] |\n\n- Owner: [Who]\n- Team: [Which]\n\n## Three\n\n[Text]\n\n### Four\n\n[Four]\n\n### Five\n\n[Five]\n'
    )
  })

  test('are instructions on request, never placeholders, labels, lists that are due or comments to tools', () => {
    const template =
      '# [Name]\n\n<!-- Copy this file. -->\n\n## Use\n\nDescribe what it is for.\n\n## Parts\n\n<!-- markdownlint-disable MD013 -->\n\n[Part]\n\n<!-- Think of all of them. -->\n\n- **Owner**: Describe who owns it.\n\n## Last (optional)\n\n<!-- toc -->\n\n> Explain the rest of it here.\n'
    expect(made(template)).toBe(template)
    expect(made(template, {}, {bare: true})).toBe(
      '# [Name]\n\n## Use\n\n## Parts\n\n<!-- markdownlint-disable MD013 -->\n\n[Part]\n\n- **Owner**: Describe who owns it.\n\n## Last (optional)\n\n<!-- toc -->\n'
    )
  })

  test('is what explains a template: a page around a fence, what stands above, the front matter by which a forge offers it', () => {
    const template = '# [Name]\n\n## Use\n\n[Use]\n\n## Care\n\n[Care]\n'
    expect(made(`# How to write guides\n\nTake this.\n\n\`\`\`markdown\n${template}\`\`\`\n\nThank you.\n`)).toBe(
      template
    )
    expect(made(`Copy the template below.\n\n---\n\n${template}`)).toContain(template)
    const below = '---\ntitle: Kiln\n---\n\n## Use\n\n[Use]\n'
    expect(made(`# How to write guides\n\nBe brief.\n\n${below}`)).toBe(below)
    expect(made(`# Template for guides\n\nFill it in.\n\n${template}`)).toBe(template)
    expect(made(`---\nname: Fault\nabout: Report a fault\nlabels: fault\n---\n\n${template}`)).toBe(template)
  })
})

test('there are as many samples as a directive demands', () => {
  expect(
    made(
      '# [Name]\n\n<!-- guidelint repeat 2..3 -->\n\n## Firing 1: [When]\n\n<!-- guidelint rows 3+ -->\n\n| Pot |\n| --- |\n| [Pot] |\n\n## End\n\n<!-- guidelint rows 2+ -->\n\n1. [Step]\n'
    )
  ).toBe(
    '# [Name]\n\n## Firing 1: [When]\n\n| Pot |\n| --- |\n| [Pot] |\n| [Pot] |\n| [Pot] |\n\n## Firing 2: [When]\n\n| Pot |\n| --- |\n| [Pot] |\n| [Pot] |\n| [Pot] |\n\n## End\n\n1. [Step]\n2. [Step]\n'
  )
})

test('line endings, byte order mark and the end of the file stay', () => {
  expect(
    made('\uFEFF# [Name]\r\n\r\n<!-- guidelint optional -->\r\n\r\n## Use\r\n\r\nDate: YYYY-MM-DD', {Name: 'Kiln'})
  ).toBe('\uFEFF# Kiln\r\n\r\n## Use\r\n\r\nDate: 2031-04-02')
  expect(made('# [Name]\r\r<!-- guidelint optional -->\r\r## Use\r\rDate: YYYY-MM-DD\r', {Name: 'Kiln'})).toBe(
    '# Kiln\r\r## Use\r\rDate: 2031-04-02\r'
  )
  expect(made('# [Name]\n\n## Use\n\n[Use]\n\n<!-- Last words. -->', {}, {bare: true})).toBe(
    '# [Name]\n\n## Use\n\n[Use]'
  )
})

test('documents of the templates of the fixtures have nothing but something to fill in', () => {
  const folder = path.resolve(import.meta.dirname, '../fixtures')
  const files = [
    folder,
    ...['templates', 'projects/pottery/templates', 'projects/workspace/templates'].map((name) =>
      path.join(folder, name)
    )
  ].flatMap((each) => templatesIn(each))
  // One with all names, the next with none.
  const faults = files.flatMap((file, index) => {
    try {
      return faultsOfNewDocument(
        readFileSync(file, 'utf8'),
        path.relative(folder, file).replaceAll(path.sep, '/'),
        index % 2 === 0
      )
    } catch (error) {
      // Those of faulty directives, which fixtures of their own show.
      if (error instanceof TemplateError) return []
      throw error
    }
  })
  expect(files.length).toBeGreaterThan(200)
  // A directive has values for a label that shows none of them.
  expect(faults.filter((fault) => !fault.startsWith('inference/14-values/template.md list-labels: '))).toEqual([])
})

describe('the file of a new document', () => {
  test.each([
    [
      [
        'docs/adr/0001-clay.md',
        'docs/adr/0042-glaze.md',
        ...Array.from({length: 40}, (_, index) => `docs/adr/${String(index + 2).padStart(4, '0')}-x.md`)
      ],
      'docs/adr/0043-use-salt.md'
    ],
    [['adr/ADR-001-clay.md', 'adr/ADR-002-glaze.md'], 'adr/ADR-003-use-salt.md'],
    [['a/001_clay_body.md', 'a/002_wood_ash.md'], 'a/003_use_salt.md'],
    [['a/9-clay.md', 'a/8-ash.md', 'a/7-x.md'], 'a/10-use-salt.md'],
    [['notes/2031-01-02-clay.md', 'notes/2030-11-30-ash.md'], 'notes/2031-04-02-use-salt.md'],
    [['guides/clay-runbook.md', 'guides/wood-ash-runbook.md'], 'guides/use-salt-runbook.md'],
    [['guides/clay.md', 'guides/wood-ash.md'], 'guides/use-salt.md'],
    [['k/0001-clay/README.md', 'k/0002-ash/README.md'], 'k/0003-use-salt/README.md'],
    [['0001-clay.md'], '0002-use-salt.md']
  ])('is named as those of %j', (documents, expected) => {
    const naming = namingOf(documents, () => [])
    expect(naming && fileFor(naming, 'Use Salt!', today)).toBe(expected)
  })

  test.each([[['k/1287-clay.md', 'k/2400-ash.md', 'k/3998-x.md']], [['a/clay.md', 'b/ash.md', 'c/salt.md']], [[]]])(
    'is not known by %j',
    (documents) => {
      expect(namingOf(documents, () => [])).toBeUndefined()
    }
  )

  test('has no number that anything else in its folder has', () => {
    const naming = namingOf(['a/0001-clay.md'], () => [
      '0001-clay.md',
      '0002-draft.markdown',
      'assets',
      '0003-other-kind'
    ])
    expect(naming && fileFor(naming, 'Salt', today)).toBe('a/0004-salt.md')
  })

  test.each([
    ['C++ & “Größe” / ../x', 'c-große-x'],
    ["Ada's kiln", 'adas-kiln'],
    ['漢字 テスト', '漢字-テスト'],
    ['한국어', '한국어'],
    ['../..', ''],
    ['long '.repeat(50), Array.from({length: 12}, () => 'long').join('-')]
  ])('is called by %j as %j', (name, slug) => {
    expect(slugOf(name, '-')).toBe(slug)
  })
})

describe('the command', () => {
  const template = '# ADR-NNNN: [Title]\n\n- Date: YYYY-MM-DD\n\n## Context\n\n[Why]\n\n## Decision\n\n[What]\n'
  const adr = (number: string, title: string) =>
    template
      .replace('NNNN', number)
      .replace('[Title]', title)
      .replace('YYYY-MM-DD', '2031-01-01')
      .replace('[Why]', 'So.')
      .replace('[What]', 'Thus.')
  const repository = (files: Readonly<Record<string, string>> = {}) =>
    write({
      '.git/HEAD': '',
      'docs/adr/template.md': template,
      'docs/adr/0001-clay.md': adr('0001', 'Clay'),
      'docs/adr/0002-ash.md': adr('0002', 'Ash'),
      'docs/adr/README.md': '# About\n',
      ...files
    })

  test('writes it beside the documents of the template, under the next number, and prints where; never over a file', () => {
    const cwd = repository()
    expect(warmGuidelint(['new', 'docs/adr/template.md', '--set', 'title=Use Salt'], {cwd})).toEqual({
      status: 0,
      stdout: 'docs/adr/0003-use-salt.md\n',
      stderr: ''
    })
    const text = readFileSync(path.join(cwd, 'docs/adr/0003-use-salt.md'), 'utf8')
    expect(text).toMatch(/^# ADR-0003: Use Salt\n\n- Date: 20\d\d-\d\d-\d\d\n\n## Context\n\n\[Why\]\n/)
    writeFileSync(path.join(cwd, 'docs/adr/0003-use-salt.md'), 'Own text.\n')
    expect(warmGuidelint(['new', 'docs/adr/template.md', '-o', 'docs/adr/0003-use-salt.md'], {cwd})).toEqual({
      status: 2,
      stdout: '',
      stderr: 'docs/adr/0003-use-salt.md: Cannot write: the file already exists\n'
    })
    expect(readFileSync(path.join(cwd, 'docs/adr/0003-use-salt.md'), 'utf8')).toBe('Own text.\n')
    expect(readdirSync(path.join(cwd, 'docs/adr')).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      '0001-clay.md',
      '0002-ash.md',
      '0003-use-salt.md',
      'README.md',
      'template.md'
    ])
  })

  test('goes by the configuration, into a folder that is yet to be made', () => {
    const cwd = write({
      '.git/HEAD': '',
      '.guidelintrc.yaml': 'templates:\n  - template: templates/0000-template.md\n    files: ["docs/decisions/*.md"]\n',
      'templates/0000-template.md': template
    })
    expect(warmGuidelint(['new', 'templates/0000-template.md', '-s', 'Title=Salt'], {cwd})).toEqual({
      status: 0,
      stdout: 'docs/decisions/0001-salt.md\n',
      stderr: ''
    })
    expect(warmGuidelint(['new', 'templates/0000-template.md', '-s', 'Title=Ash', '-o', 'docs/other/'], {cwd})).toEqual(
      {status: 0, stdout: 'docs/other/ash.md\n', stderr: ''}
    )
  })

  test('prints it where nothing says where it belongs, and says why', () => {
    const cwd = write({'t.md': template})
    const run = warmGuidelint(['new', 't.md', '--set', 'Title=Salt'], {cwd})
    expect({...run, stdout: run.stdout.split('\n', 1)[0]}).toEqual({
      status: 0,
      stdout: '# ADR-NNNN: Salt',
      stderr: 'Printed, because no documents of t.md show where it belongs: use -o\n'
    })
    expect(warmGuidelint(['new', 'docs/adr/template.md'], {cwd: repository()}).stderr).toBe(
      "Printed, because the file's name depends on the title, which is not filled in: use --set or -o\n"
    )
  })

  test('refuses names that the template does not have, values that are none, and a folder without a name', () => {
    const cwd = repository()
    const refused = (...args: readonly string[]) => warmGuidelint(['new', 'docs/adr/template.md', ...args], {cwd})
    expect(refused('--set', 'Titel=x')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'Unexpected name `Titel`, expected `Title`; docs/adr/template.md has `Title`, `Why`, `What`\n'
    })
    expect(refused('--set', 'Title=a\nb')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'Unexpected line break or control character in the value for `Title`, expected one line of text\n'
    })
    expect(refused('-o', 'docs')).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'docs: Missing name of the file, which depends on the title: expected --set with a name in the title, or a file after -o\n'
    })
    expect(readdirSync(path.join(cwd, 'docs'))).toEqual(['adr'])
  })

  const withLinks = process.platform === 'win32' ? test.skip : test
  withLinks('follows no link out of the repository, and writes none', () => {
    const cwd = repository({'elsewhere/.git/HEAD': '', 'elsewhere/docs/a.md': '', 'outside/b.md': ''})
    symlinkSync(path.join(cwd, 'outside'), path.join(cwd, 'elsewhere/docs/out'))
    symlinkSync('nowhere.md', path.join(cwd, 'elsewhere/docs/dangling.md'))
    const run = (file: string) =>
      warmGuidelint(['new', '../docs/adr/template.md', '-o', file], {cwd: path.join(cwd, 'elsewhere')})
    expect(run('docs/out/x.md')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'docs/out/x.md: Cannot write: a symbolic link that leads out of the repository\n'
    })
    expect(run('docs/dangling.md').status).toBe(2)
    expect(existsSync(path.join(cwd, 'elsewhere/docs/nowhere.md'))).toBe(false)
  })

  const atTerminalOnly = hasTerminal ? test : test.skip
  atTerminalOnly('asks at a terminal for the names of the title that are not given, and where to write', async () => {
    const cwd = repository()
    const run = await atTerminal(['new', 'docs/adr/template.md'], ['Use Salt', ''], cwd)
    expect(run.questions).toEqual(['Title (Return keeps the placeholder):', 'Write docs/adr/0003-use-salt.md? [Y/n]'])
    expect(statSync(path.join(cwd, 'docs/adr/0003-use-salt.md')).isFile()).toBe(true)
    const declined = await atTerminal(['new', 'docs/adr/template.md', '--set', 'Title=Ash'], ['n'], cwd)
    expect(declined.questions).toEqual(['Write docs/adr/0004-ash.md? [Y/n]'])
    expect(declined.stdout).toContain('# ADR-NNNN: Ash')
  })
})

test('a line that is typed ahead of its question answers it', async () => {
  const input = new PassThrough()
  const terminal = openTerminal({input, output: new PassThrough(), terminal: false})
  input.write('Acme\nBerlin\n\nyes\n')
  const asked = ['Name:', 'Place:', 'Note:', 'Sure?']
  const answers: string[] = []
  for (const question of asked) answers.push(await answerTo(terminal, question))
  terminal.close()
  expect(answers).toEqual(['Acme', 'Berlin', '', 'yes'])
})
