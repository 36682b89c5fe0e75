import path from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {structuralFindings, templatesIn} from '../bench/templates.ts'
import {type SectionSpec, TemplateError, lintText, readTemplate} from '../src/index.ts'
import {explainedRequirements} from '../src/template/explained-requirements.ts'

/** A template's sections as a tree of `depth name min..max`. */
function sections(source: string): readonly string[] {
  return readTemplate(source, 't.md').root.children.flatMap((spec) => lines(spec, ''))
}

function lines({heading, occurs, children}: SectionSpec, indent: string): readonly string[] {
  const demand = `${occurs.min}..${occurs.max ?? ''}`
  return [`${indent}${heading.name} ${demand}`, ...children.flatMap((child) => lines(child, `${indent}  `))]
}

/** What a template's placeholders are, without those of its headings. */
function placeholders(source: string): readonly string[] {
  return readTemplate(`## A\n\n${source}\n`, 't.md').placeholders.map(({kind, text}) => `${kind} ${text}`)
}

function asksForContent(source: string, preset: 'recommended' | 'strict'): boolean {
  const template = readTemplate(source, 't.md')
  return lintText('# Kiln\n\n## A\n\nOne.\n', {template, preset}).messages.some(
    ({ruleId}) => ruleId === 'required-content'
  )
}

describe('what is said to be required of a block is what is checked', () => {
  test.each([
    ['code with a language', '```sh\nx [a]\n```', 'a code block, under strict; a language where there is one'],
    ['code', '```\nx [a]\n```', 'a code block, under strict'],
    ['a list', '- [a]\n- [b]', 'a list'],
    ['a list of one item', '- [a]', 'a list, under strict'],
    ['a diagram', '```mermaid\ngraph\n```', 'a mermaid diagram'],
    ['code that a directive asks for', '<!-- guidelint required -->\n\n```sh\nx\n```', 'a code block with a language']
  ])('%s', (_, block, what) => {
    const source = `# [Name]\n\n## A\n\nText.\n\n${block}\n`
    expect(explainedRequirements(readTemplate(source, 't.md')).requirements.at(-1)?.what).toBe(what)
    expect(asksForContent(source, 'recommended')).toBe(!what.includes('under strict'))
    expect(asksForContent(source, 'strict')).toBe(true)
  })

  test('code in a sample may be without a language', () => {
    const template = readTemplate('# [Name]\n\n## Step 1: [What]\n\n```sh\nx [a]\n```\n', 't.md')
    expect(explainedRequirements(template).requirements.at(-1)?.what).toBe('a code block, under strict')
    expect(lintText('# Kiln\n\n## Step 1: Light\n\n```\nlight\n```\n', {template, preset: 'strict'}).messages).toEqual(
      []
    )
  })
})

test('each requirement is explained by the line that makes it, and a reason', () => {
  const {requirements} = explainedRequirements(
    readTemplate(
      `# [Name]

## Pots

| Pot | Use |
| --- | --- |
| [Pot 1] | [Use] |
| [Pot 2] | [Use] |

## Form

| Field | Answer |
| --- | --- |
| Owner | [Name] |
| Fuel | Gas \\| Wood |

## Who

- Owner: [Name]
- Helper (optional): [Name]

<!-- guidelint keep -->

Never leave the kiln alone.
`,
      't.md'
    )
  )
  expect(requirements.map(({line, what, reason}) => `${line} ${what} (${reason})`)).toEqual([
    '1 a title like `[Name]` (the only heading of depth 1, with placeholders)',
    '3 ## Pots: required (a heading of the template)',
    '5 table: | Pot | Use | (its header row)',
    '5 Pot: each once (its cells are samples)',
    '10 ## Form: required (a heading of the template)',
    '12 table: | Field | Answer | (its header row)',
    '12 rows Owner, Fuel (Gas | Wood) (names with room for an answer)',
    '17 ## Who: required (a heading of the template)',
    '19 field Owner (a label with something to fill in)',
    '20 field Helper (optional), optional (a label that says so)',
    '24 the text Never leave the kiln alone. (a comment says so)'
  ])
})

describe('sections', () => {
  test('every heading but the title is due, once', () => {
    expect(sections('# [Name]\n\n## A\n\n### B\n\n## C\n')).toEqual(['A 1..1', '  B 1..1', 'C 1..1'])
  })

  test('several headings of depth 1 are sections', () => {
    expect(readTemplate('# A\n\n# B\n', 't.md').title).toBeUndefined()
    expect(sections('# A\n\n# B\n')).toEqual(['A 1..1', 'B 1..1'])
  })

  test('headings in quotes, lists and code are none', () => {
    expect(sections('## A\n\n> ## B\n\n- ## C\n\n```\n## D\n```\n')).toEqual(['A 1..1'])
  })

  test.each([
    ['a mark in the heading', '## A (Optional)\n'],
    ['a mark in brackets', '## A [optional]\n'],
    ['a mark with a condition', '## A (if applicable)\n'],
    ['a mark with a condition of its own', '## A *(include if there are data)*\n'],
    ['a mark in another language', '## A (si aplica)\n'],
    ['a comment in the heading', '## A <!-- optional -->\n'],
    ['a comment before the heading', 'x\n\n<!-- This is an optional element. Feel free to remove. -->\n## A\n'],
    ['a comment that opens the section', '## A\n\n<!-- This section is optional. -->\n\nx\n'],
    ['a comment with a condition', '## A\n\n<!-- Omit this section if it is not needed. -->\n'],
    ['a comment that says when it goes', '## A\n\n<!-- If nothing is cached, DELETE THIS ENTIRE SECTION. -->\n'],
    ['its first words', '## A\n\nOmit this section if it does not apply.\n'],
    ['the placeholder that opens it', '## A\n\n[Describe the pattern if applicable]\n'],
    ['a directive', '## A\n\n<!-- guidelint optional -->\n']
  ])('%s makes a section optional', (_, source) => {
    expect(sections(`# T\n\n${source}\n## Z\n`)).toEqual([expect.stringMatching(/^A.* 0\.\.1$/), 'Z 1..1'])
  })

  test.each(
    'voluntary, not required, voluntario, facultativo, cuando aplique, non obligatoire, voluntário, facoltativo, freiwillig, fakultativ, falls relevant, vrijwillig, frivilligt, valfritt, fakultatywne, volitelné, факультативно, если есть, опціонально, isteğe bağlı, nếu có, opcionális, 非必填, 任意項目, 해당 시'.split(
      ', '
    )
  )('"%s" makes a section optional behind its name and on a line below', (mark) => {
    const upper = mark.charAt(0).toUpperCase() + mark.slice(1)
    for (const source of [`## A (${mark})\n\nx`, `## A\n\n(${mark})\n\nx`, `## A\n\n*${upper}.*\n\nx`])
      expect(sections(`# T\n\n${source}\n\n## Z\n`)).toEqual([expect.stringMatching(/^A.* 0\.\.1$/), 'Z 1..1'])
  })

  test.each([
    ['a name with such a word', '## Voluntary work (freiwillige Feuerwehr)\n'],
    ['a sentence that opens with such a word', '## A\n\nVoluntary contributions are listed by year.\n'],
    ['a comment further down', '## A\n\nx\n\n<!-- This part is optional -->\n\ny\n'],
    ['prose further down', '## A\n\nx\n\nThis section is optional.\n'],
    ['a question with a condition', '## A\n\n<!-- If applicable, how will it be upgraded? -->\n'],
    ['a list of other optional sections', '## A\n\nx\n\n<!-- OPTIONAL SECTIONS: see README -->\n'],
    ['a directive against its mark', '## A (Optional)\n\n<!-- guidelint required -->\n']
  ])('%s does not', (_, source) => {
    expect(sections(`# T\n\n${source}\n## Z\n`)).toEqual([expect.stringMatching(/ 1\.\.1$/), 'Z 1..1'])
  })

  test.each([
    ['siblings with slots and numbers', '## Type 1: [Name]\n\n## Type 2: [Name]\n', ['Type 1: [Name] 1..']],
    ['a single one with a slot', '## Option A: {title}\n', ['Option A: {title} 1..']],
    ['siblings with nothing but numbers', '## Story 1\n\n## Story 2\n', ['Story 1 1..']],
    [
      'two samples with texts of their own',
      '## Scenario 1: First Use\n\n## Scenario 2: Other Use\n',
      ['Scenario 1: First Use 1..']
    ],
    ['nothing but a placeholder', '## {title of option 1}\n\n## {title of option 2}\n', ['{title of option 1} 1..']],
    ['a tag that HTML does not have', '## <EnumName>\n', ['<EnumName> 1..']],
    ['a placeholder in code', '## `GET /users/<id>`\n', ['GET /users/<id> 1..']],
    ['nothing but a comment', '## <!-- title of option -->\n', ['title of option 1..']],
    ['a date', '## 2031-04-02\n', ['2031-04-02 1..']],
    ['a comment that says so', '## Endpoint\n\n<!-- Repeat this section per endpoint -->\n', ['Endpoint 1..']],
    ['a directive', '## Endpoint\n\n<!-- guidelint repeat 1..5 -->\n', ['Endpoint 1..5']]
  ])('%s stand once or more', (_, source, expected) => {
    expect(sections(source)).toEqual(expected)
  })

  test('the steps of a fixed course are sections of their own', () => {
    expect(sections('## Step 1: Get a key\n\n## Step 2: Install\n\n## Step 3: Verify\n')).toEqual([
      'Step 1: Get a key 1..1',
      'Step 2: Install 1..1',
      'Step 3: Verify 1..1'
    ])
  })

  test('what only one of two samples has may be left out', () => {
    expect(sections('## Type 1: [Name]\n\n### Pros\n\n### Cons\n\n## Type 2: [Name]\n\n### Pros\n')).toEqual([
      'Type 1: [Name] 1..',
      '  Pros 1..1',
      '  Cons 0..1'
    ])
  })

  test('directives leave out what is not for documents', () => {
    expect(
      sections(
        '## A\n\n<!-- guidelint ignore -->\n\n## B\n\n<!-- guidelint /ignore -->\n\n## C\n\n## How to use this template\n\n<!-- remove -->\n'
      )
    ).toEqual(['A 1..1', 'C 1..1'])
  })

  test('each inference has its reason and its line', () => {
    const {root} = readTemplate(
      '# T\n\n## A\n\n<!-- This section is optional. -->\n\n## B 1: [x]\n\n## B 2: [x]\n',
      't.md'
    )
    expect(root.children.map(({because}) => because)).toEqual([
      [{demand: 'optional', reason: 'a comment says so', line: 5}],
      [
        {demand: 'required', reason: 'a heading of the template', line: 7},
        {demand: 'once or more', reason: 'another sample stands at line 9', line: 7}
      ]
    ])
  })
})

/** Whether a heading passes for another. */
function fits(pattern: string, heading: string): boolean {
  const template = readTemplate(`${pattern}\n\n## Other section\n`, 't.md')
  return (
    lintText(`${heading}\n\n## Other section\n`, {
      template,
      rules: {'valid-anchors': 'off', 'no-placeholders': 'off', 'no-empty-sections': 'off'}
    }).messages.length === 0
  )
}

test.each(['# RFC-0003 Clay from the north pit', '# RFC-12: Clay from the north pit'])(
  'a title of a number and words stands for %s',
  (title) => {
    const template = readTemplate('# RFC-NNNN Title\n\n## Usage\n', 't.md')
    expect(lintText(`${title}\n\n## Usage\n\nText\n`, {template}).messages).toEqual([])
  }
)

test('a page about a template in a fence stands for that, on its lines', () => {
  const page = 'Copy this:\n\n````markdown\n# [Name]\n\n## A\n\n```sh\nls\n```\n\n## B\n````\n\n## Tone\n\nBe brief.\n'
  expect(sections(page)).toEqual(['A 1..1', 'B 1..1'])
  expect(readTemplate(page, 't.md').root.children.map(({line}) => line)).toEqual([6, 12])
})

/** The sections that may go where a document has no use for them. */
function going(head: string): readonly string[] {
  return readTemplate(`${head}\n\n## Cargo\n\n[What]\n\n## Route\n\n[Where to]\n`, 't.md').root.children.flatMap(
    ({mayGo, heading: {name}}) => (mayGo ? [name] : [])
  )
}

describe('what the head of a template lets go', () => {
  test.each([
    '<!-- Omit sections that do not apply. -->\n\n# [Barge]',
    '# [Barge]\n\nRemove any section that is not needed.',
    '# [Barge]\n\n> - Be brief.\n> - If a section does not apply to your barge, feel free to remove it.',
    '# [Barge]\n\nNot every section is relevant for every barge.',
    '# [Barge]\n\n<!-- The sections below are the usual shape. You may drop sections that you do not need. -->',
    '# [Barge]\n\n*Please adapt or remove sections as you see fit.*',
    '# [Barge]\n\nNicht zutreffende Abschnitte können gelöscht werden.',
    '# [Barge]\n\n> 不适用的章节可以删除。'
  ])('%j', (head) => {
    expect(going(head)).toEqual(['Cargo', 'Route'])
  })

  test.each([
    '# [Barge]\n\nDo not remove sections that do not apply.',
    '# [Barge]\n\nIf a section does not apply, write N/A and never remove it.',
    '# [Barge]\n\nPlease remove the sections of the hull before you start.',
    '# [Barge]\n\nAll sections are required. Other sections are in the handbook.'
  ])('not: %j', (head) => {
    expect(going(head)).toEqual([])
  })

  test('but for the sections that it names as required', () => {
    expect(
      going(
        '# [Barge]\n\n<!--\nThe two required sections are `## Route` and\n`## Crew` — the lock asks for both.\nThe remaining sections vary by barge; drop or reshape as needed.\n-->'
      )
    ).toEqual(['Cargo'])
  })
})

test.each([
  ['## Sources (required for new kilns)\n\n[Links]\n', true],
  ['## Options\n\nIf the choice was hard, list what else there was.\n\n- [Option]\n', true],
  ['## Sources (required)\n\n[Links]\n', undefined],
  ['## Options\n\nIf you have questions, ask the potter.\n\n- [Option]\n', undefined]
])('a section says itself in which case it is written: %j', (source, mayGo) => {
  expect(readTemplate(source, 't.md').root.children[0]?.mayGo).toBe(mayGo)
})

test.each([
  ['Remove this comment before you publish.', ['comment']],
  ['When all questions are answered, rename this section and remove this comment.', ['remark']]
])('a comment that is to be removed is left over, but in a case that it names: %j', (comment, kinds) => {
  expect(readTemplate(`## Kiln\n\n<!-- ${comment} -->\n`, 't.md').placeholders.map(({kind}) => kind)).toEqual(kinds)
})

test('front matter below a preamble is that of the template, and the preamble is no part of it', () => {
  const template = readTemplate(
    '# How to write a page\n\nCopy what stands here.\n\n## The template begins here\n\n---\ntitle: [Barge]\n---\n\n## Cargo\n\n[What]\n',
    't.md'
  )
  expect(template.frontMatter.map(({key}) => key)).toEqual(['title'])
  expect(template.root.children.map(({heading: {name}}) => name)).toEqual(['Cargo'])
  expect(template.title).toBeUndefined()
  expect(template.placeholders.map(({text, line}) => [text, line])).toEqual(expect.arrayContaining([['[What]', 13]]))
})

describe('heading patterns', () => {
  test.each([
    ['## Internal dependencies', '## External dependencies'],
    ['## Installation', '## Uninstallation'],
    ['## Functional requirements', '## Non-functional requirements']
  ])('the opposite of %s, %s, is no misspelling of it', (pattern, heading) => {
    const template = readTemplate(`${pattern}\n\n## Other section\n`, 't.md')
    const {messages} = lintText(`${heading}\n\nText\n\n## Other section\n\nText\n`, {template})
    expect(messages.map(({reason}) => reason)).toEqual([expect.stringMatching(/^Missing section /)])
  })

  test.each([
    ['## Usage', '## usage:'],
    ['## Usage', '## 1.2 *Usage*'],
    ['## Usage', '## 🚀 Usage (Optional)'],
    ['## Usage', '## <a name="x"></a>Usage <!-- omit in toc -->'],
    ['## Usage', '## `Usage` {#use}'],
    ['## Usage', 'Usage\n-----'],
    ['## Usage', '## Usage ##'],
    ['## Do’s — and don’ts', "## Do's - and don'ts"],
    ['## Type 1: [Name]', '## Type 3: REST'],
    ['## Type 1: [Name]', '## Type B - REST'],
    ['## Type 1: [Name]', '## REST'],
    ['## Story 1\n\nText\n\n## Story 2', '## Story 3: A writer in a hurry'],
    ['## ADR-[NUMBER]: [Title]', '## ADR-12: Use clay'],
    ['## Cost (optional — for large parts)', '## Cost'],
    ['## API\n\n<!-- guidelint heading /API( Reference)?/ -->', '## API Reference'],
    ['## Risks and Mitigations', '## Risks & Mitigations'],
    ['## Risks/Issues', '## Risks / Issues'],
    ['## Risks / Issues', '## Risks'],
    ['## Mitigation (quickest way)', '## Mitigation'],
    ['## Mitigation', '## Mitigation (first hour)'],
    ['## Mitigation (quickest way)', '## Mitigation (first hour)'],
    ['## Owner(s)', '## Owners'],
    ['## Owner(s)', '## Owner'],
    ['## Usage', '## (2) Usage'],
    ['## Usage', '## 2️⃣ Usage'],
    ['## Usage', '## ② Usage'],
    ['## Usage', '## Us\u00ADage\u200B'],
    ['## Usage', '## Usage {: #use }'],
    ['## 概要', '## 一、概要'],
    ['## 概要', '## （五） 概要'],
    ['## 概要', '## 第3章 概要'],
    ['## 概要', '## ２．概要'],
    ['## いつ使うか？', '## いつ使うか'],
    ['## 設定(Config)', '## 設定（Config）'],
    ['## 개요', '## 제2장 개요'],
    ['## REQ-001: [Title]', '## REQ-014: Heat'],
    ['## E1-S1: [Story]', '## E2-S3: A story'],
    ['## 09:00 - [Event]', '## 14:05 - Rain'],
    ['## FM1: [Name]', '## FM2a: Too hot'],
    ['## 1. Check [this]\n\nText\n\n## 2. Verify [that]', '## 1. Count the pots'],
    ['## [1.0.0] - YYYY-MM-DD', '## [2.1.0] - 2031-02-03'],
    ['## 1.0.0 - Initial version', '## 1.4.0 - A word less']
  ])('%s takes %s', (pattern, heading) => {
    expect(fits(pattern, heading)).toBe(true)
  })

  test.each([
    ['## Usage', '## Usages'],
    ['## Usage', '## Use'],
    ['## Authors', '## Author'],
    ['## Internal dependencies', '## External dependencies'],
    ['## Installation', '## Uninstallation'],
    ['## Goals', '## Non-goals'],
    ['## N-1: Close the gate\n\n## N-2: Light the lamp', '## N-1: Close the gate'],
    ['## 1.2.3 Limits', '## 1.2.3 Costs'],
    ['## ADR-[NUMBER]: [Title]', '## ADR-: Use clay'],
    ['## API\n\n<!-- guidelint heading /^API( Reference)?$/ -->', '## APIs']
  ])('%s does not take %s', (pattern, heading) => {
    expect(fits(pattern, heading)).toBe(false)
  })
})

describe('placeholders', () => {
  test.each([
    ['[Name]', ['bracket [Name]']],
    ['**Owner**: [Name]', ['bracket [Name]']],
    ['with [Service Name] for [use case]', ['bracket [Service Name]', 'bracket [use case]']],
    ['{name} and {{other name}}', ['brace {name}', 'brace {{other name}}']],
    ['<your name>', ['angle <your name>']],
    ['<Overview text>', ['angle <Overview text>']],
    ['On YYYY-MM-DD', ['date YYYY-MM-DD']],
    ['See KEP-NNNN', ['number KEP-NNNN']],
    ['(fill me in with the date)', ['note (fill me in with the date)']],
    [
      '[Official [Service Name] Docs](https://example.com/...)',
      ['bracket [Service Name]', 'link https://example.com/...']
    ],
    ['`<test coverage>`', ['code <test coverage>']],
    ['Why should we *not* do this?', ['instruction Why should we not do this?']],
    ['Describe what it is for.', ['instruction Describe what it is for.']],
    ['<!-- Remove this comment. -->', ['comment Remove this comment.']]
  ])('%s has them', (source, expected) => {
    expect(placeholders(source)).toEqual(expected)
  })

  test.each([
    ['- [ ] open\n- [x] done'],
    ['> [!NOTE]\n> An alert.'],
    ['[P] a task, [US1] a story'],
    ['- **[Story]**: what it is for'],
    ['[defined], [full][defined]\n\n[defined]: https://example.com'],
    ['[a link](https://example.com) and \\[escaped\\]'],
    ['`rows[i]` and values[0]'],
    ['<details>\n\nMore\n\n</details>'],
    ['<intent-contract>\n\nText\n\n</intent-contract>'],
    ['<https://example.com> and <me@example.com>'],
    ['${HOME} and \\frac{a}{b}'],
    ['What it costs:'],
    ['Do not commit secrets to the repository.'],
    ['The text is plain.']
  ])('%s has none', (source) => {
    expect(placeholders(source)).toEqual([])
  })

  test('cells that are numbered from row to row are samples, and a choice is one', () => {
    expect(placeholders('| Key | Due |\n| --- | --- |\n| `VAR_1` | Yes/No |\n| `VAR_2` | Yes |\n')).toEqual([
      'sample VAR_1',
      'line VAR_1 | Yes/No',
      'choice Yes/No',
      'sample VAR_2'
    ])
  })

  test('a name in code that the template explains stays as it is', () => {
    expect(placeholders('Fire `<pot>`.')).toEqual(['code <pot>'])
    expect(placeholders('Fire `<pot>`, where `<pot>` is the name of yours.')).toEqual([])
  })

  test('a directive names further texts', () => {
    const template = readTemplate('<!-- guidelint placeholder: [ACME Corp] -->\n\n# T\n\n## A\n', 't.md')
    expect(template.placeholders.map(({text}) => text)).toEqual(['[ACME Corp]'])
  })
})

/** A list of boxes with a text before it. */
function readList(text: string, boxes = '- [ ] Kiln\n- [ ] Wheel\n') {
  return readTemplate(`## A\n\n${text}\n\n${boxes}`, 't.md').root.children[0]?.content.taskLists?.[0]
}

describe('task lists', () => {
  test.each([
    [
      'one',
      [
        'Tick one of the boxes',
        '<!-- NOTE: Please check the one that applies to this PR using "x". -->',
        '(choose one)',
        'Select one of the following:',
        'Choose the type of your change',
        'Mark the relevant option with an "x"',
        'Put an x in the box that applies',
        '[x] the one that applies',
        'Check one or more of the following',
        'Check at least one',
        '> **Kind of change** (pick one)'
      ]
    ],
    [
      'only one',
      [
        'Please, check only 1! box! If your PR requires multiple boxes to be checked, split it.',
        'Tick exactly one box.',
        'CHECK THE PROPER BOX ONLY.',
        'Only one of the following should be checked',
        'Bitte genau eine Option ankreuzen',
        'Cochez seulement une case'
      ]
    ],
    [
      'all',
      [
        'All boxes must be checked before it is merged.',
        'Put an x in each of the boxes, like this',
        "Please don't send it until all of the boxes are ticked."
      ]
    ],
    [
      undefined,
      [
        'Check any relevant boxes with "x"',
        'Put an `x` in all the boxes that apply.',
        'Check what applies.',
        'Check one of the logs for errors:',
        'Check the status of the kiln:',
        'If you use a kiln, check the box below.',
        'Use [x] to mark an item',
        'To check a box, click it',
        'Confirm each of the following.',
        'Check this box to confirm it.',
        'Check all boxes that apply.'
      ]
    ]
  ] as const)('ticks: %s', (expected, texts) => {
    expect(texts.map((text) => [text, readList(text)?.tick?.boxes])).toEqual(texts.map((text) => [text, expected]))
  })

  test('there is always a kind of change, whatever applies', () => {
    expect(readList('What types of changes are they? Put an x in all the boxes that apply.')?.tick).toEqual({
      boxes: 'one',
      isUncertain: true
    })
  })

  test.each([
    [
      'asked for',
      [
        'Please delete options that are not relevant.',
        'Remove items that do not apply. For completed items, change [ ] to [x].',
        'Keep only the relevant ones',
        'Adapt this checklist to your change.',
        'For example:'
      ]
    ],
    [
      'forbidden',
      ['Please, DO NOT DELETE ANY TEXT from this template! (unless instructed).', "Please don't delete this checklist!"]
    ],
    [undefined, ['Delete the branch after the merge.', 'Please remove this comment', 'Check the following.']]
  ] as const)('deletion: %s', (expected, texts) => {
    expect(texts.map((text) => [text, readList(text)?.deletion])).toEqual(texts.map((text) => [text, expected]))
  })

  test.each(['- [ ] Check 1\n- [ ] Check 2\n', '- [ ] Kiln\n- [ ] [Any other part]\n'])(
    'samples may go: %j',
    (boxes) => {
      expect(readList('Text', boxes)?.deletion).toBe('asked for')
    }
  )

  test('a template without headings may be nothing but boxes', () => {
    const template = readTemplate('<!-- Tick one. -->\n\n- [ ] Kiln\n- [ ] Wheel\n', 't.md')
    const found = (body: string) => lintText(body, {template}).messages.map(({reason}) => reason)
    expect(found('- [x] Kiln\n- [ ] Wheel\n')).toEqual([])
    expect(found('- [ ] Kiln\n- [ ] Wheel\n')).toEqual(['Missing ticked box, expected one of `Kiln`, `Wheel`'])
    expect(found('It is mended.\n')).toEqual(['Missing boxes `Kiln`, `Wheel`, expected them in the document'])
  })

  test('an open box leaves nothing to fill in where another is enough', () => {
    const template = readTemplate('## A\n\n- [ ] **Heat:** [how hot]\n- [ ] Other: [what]\n', 't.md')
    const found = (body: string) => lintText(`## A\n\n${body}`, {template}).messages.map(({reason}) => reason)
    expect(found('- [x] **Heat:** 1300 °C\n- [ ] Other: [what]\n')).toEqual([])
    expect(found('- [ ] **Heat:** [how hot]\n- [x] Other: [what]\n')).toEqual([
      'Unexpected placeholder `[how hot]`, expected your own text',
      'Unexpected placeholder `[what]`, expected your own text'
    ])
  })
})

describe('contents list', () => {
  test('a list of links to its own headings, with the depths that it covers', () => {
    const {contents} = readTemplate('- [A](#a)\n  - [B](#b)\n- [C](#c)\n\n## A\n\n### B\n\n## C\n', 't.md')
    expect(contents).toEqual({line: 1, depths: [2, 3], omitted: []})
  })

  test('other lists are none', () => {
    expect(readTemplate('- [A](#a)\n- [C](https://example.com)\n\n## A\n', 't.md').contents).toBeUndefined()
  })
})

describe('a broken template is one error with its place', () => {
  test.each([
    ['nothing to ask for at all', 'Text\n', 't.md:1:1: Missing headings, expected at least one'],
    [
      'an unknown directive',
      '# T\n\n<!-- guidelint optinal -->\n',
      't.md:3:1: Unexpected directive `optinal`, expected `optional`'
    ],
    [
      'an unlike directive',
      '# T\n\n<!-- guidelint xyzzy -->\n',
      /^t\.md:3:1: Unexpected directive `xyzzy`, expected one of `optional`, /
    ],
    [
      'a bad range',
      '# T\n\n<!-- guidelint repeat x -->\n',
      /^t\.md:3:1: Unexpected directive `repeat x`, expected `repeat 1..5`/
    ],
    [
      'a range without end',
      '# T\n\n<!-- guidelint rows 1.. -->\n',
      /^t\.md:3:1: Unexpected range `1\.\.`, expected a form such as /
    ],
    [
      'a bad regular expression',
      '# T\n\n<!-- guidelint heading /a(/ -->\n',
      /^t\.md:3:1: Unexpected regular expression `\/a\(\/`, expected RE2 syntax: /
    ],
    [
      'a look-behind, which RE2 does not have',
      '# T\n\n<!-- guidelint heading /(?<=a)b/ -->\n',
      /^t\.md:3:1: Unexpected regular expression /
    ],
    [
      'no end of what is ignored',
      '# T\n\n<!-- guidelint ignore -->\n\n## A\n',
      't.md:3:1: Missing directive `/ignore`, expected it after `ignore`'
    ]
  ])('%s', (_, source, message) => {
    expect(() => readTemplate(source, 't.md')).toThrow(message)
    expect(() => readTemplate(source, 't.md')).toThrow(TemplateError)
  })
})

test('a tag that HTML does not have is text in the header of a column', () => {
  const template = readTemplate(
    '# [Name]\n\n## Versions\n\n| <Tool> version | Since |\n| --- | --- |\n| [x] | [y] |\n',
    't.md'
  )
  const guide = (header: string) =>
    lintText(`# Kiln\n\n## Versions\n\n| ${header} | Since |\n| --- | --- |\n| 1 | 2 |\n`, {template}).messages.map(
      ({ruleId}) => ruleId
    )
  expect(guide('Gauge version')).toEqual([])
  expect(guide('Gauge edition')).toEqual(['table-columns'])
})

test('an entry of the contents list whose anchor lacks what stands before the name is no stale one', () => {
  expect(
    readTemplate('# [Name]\n\n- [Use](#use)\n- [[Fault]](#fault)\n\n## Use\n\n## FM1: [Fault]\n\n## Rest\n', 't.md')
      .contents
  ).toEqual({line: 3, depths: [2, 2], omitted: [10]})
})

test('templates checked against themselves have no finding but what nobody has filled in', () => {
  const folder = path.resolve(import.meta.dirname, '../fixtures')
  const files = [
    folder,
    path.join(folder, 'projects/pottery/templates'),
    path.join(folder, 'projects/workspace/templates')
  ].flatMap((each) => templatesIn(each))
  const found = files.flatMap((file) => {
    try {
      return structuralFindings(file).map(({ruleId}) => `${path.relative(folder, file)} ${ruleId}`)
    } catch (error) {
      // Those of faulty directives, which fixtures of their own show.
      if (error instanceof TemplateError) return []
      throw error
    }
  })
  expect(files.length).toBeGreaterThan(100)
  // The first has an example of itself; each other asks for more than it shows, by a directive.
  expect(found).toEqual([
    'inference/05-example-behind/template.md required-headings',
    'inference/14-items/template.md required-content',
    'inference/14-repeat/template.md required-headings',
    'inference/14-rows/template.md table-cells',
    'inference/14-values/template.md list-labels'
  ])
})

test('of thousands of samples of one section, the first are named as reasons', () => {
  const samples = Array.from({length: 500}, (_, index) => `## Step ${index + 1}\n\nText\n`).join('\n')
  const [spec, ...others] = readTemplate(`# [Title]\n\n${samples}`, 't.md').root.children
  expect(others).toEqual([])
  expect(spec?.because.length).toBeLessThan(60)
})
