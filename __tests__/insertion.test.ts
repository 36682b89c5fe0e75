import {describe, expect, test} from '@jest/globals'
import type {VFileMessage} from 'vfile-message'
import {lintText, readTemplate} from '../src/index.ts'

/** Headings of a document, in short: each holds text but for those in parentheses; other lines stand as they are. */
function written(outline: string): string {
  const blocks = outline
    .split(' / ')
    .flatMap((line) => (line.startsWith('(') ? [line.slice(1, -1)] : line.startsWith('#') ? [line, 'Text.'] : [line]))
  return `${blocks.join('\n\n')}\n`
}

function templateOf(outline: string): string {
  return `${outline.replaceAll(' / ', '\n\n')}\n`
}

/** What is found but for empty sections, which what was inserted is. */
function findings(template: string, document: string): readonly VFileMessage[] {
  return lintText(document, {template: readTemplate(template, 'template.md')}).messages.filter(
    ({ruleId}) => ruleId !== 'no-empty-sections'
  )
}

function shown({line, column, reason, expected}: VFileMessage): string {
  return `${line}:${column} ${reason}${expected ? ` → ${JSON.stringify(expected[0])}` : ''}`
}

/** All replacements in place, those at one point in the order of their findings. */
function withReplacements(document: string, messages: readonly VFileMessage[]): string {
  const edits = messages.flatMap(({place, expected}) => {
    const [start, end] = place && 'start' in place ? [place.start, place.end] : [place, place]
    return expected?.[0] === undefined || start?.offset === undefined || end?.offset === undefined
      ? []
      : [{start: start.offset, end: end.offset, text: expected[0]}]
  })
  let [text, at] = ['', 0]
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    text += document.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return text + document.slice(at)
}

test.each([
  [
    'a contents list may stand without its heading',
    '# T / ## Contents / - [A](#a)\n- [B](#b)\n- [C](#c) / ## A / ## B / ## C',
    '# T / - [A](#a)\n- [B](#b)\n- [C](#c) / ## A / ## B / ## C',
    [],
    []
  ],
  [
    'the heading of a contents list is not put in without that',
    '# T / ## Contents / - [A](#a)\n- [B](#b) / ## A / ## B',
    '# T / ## A / ## B',
    ['5:1 Missing section `Contents`, expected it before `A`'],
    ['5:1 Missing section `Contents`, expected it before `A`']
  ],
  [
    'a namesake elsewhere does not hide a wrong depth',
    '# T / ## A / ### Setup / ## B',
    '# T / ## A / #### Setup / ## B / ## C / #### Setup',
    ['9:1 Unexpected depth 4 of section `Setup`, expected 3 → "###"'],
    []
  ],
  [
    'a copy does not hide a wrong depth',
    '## A / ### Setup / ## B',
    '## A / #### Setup / #### Setup / ## B',
    ['5:1 Unexpected depth 4 of section `Setup`, expected 3'],
    ['5:1 Unexpected depth 4 of section `Setup`, expected 3']
  ],
  [
    'a sample of a series may be the missing section if its name contains that one',
    '## Risks / ### Risk 1: [Name] / ### Kiln care to consider: / ## B',
    '## Risks / ### Risk 1: Heat / ### Risk 2: Kiln care to consider: lid stuck / ## B',
    [
      '11:6 Missing section `Kiln care to consider:`, expected it after `Risk 2: Kiln care to consider: lid stuck` (there is `Risk 2: Kiln care to consider: lid stuck`)'
    ],
    [
      '11:6 Missing section `Kiln care to consider:`, expected it after `Risk 2: Kiln care to consider: lid stuck` (there is `Risk 2: Kiln care to consider: lid stuck`)'
    ]
  ],
  [
    'one word of a sample says little',
    '## Risks / ### Risk 1: [Name] / ### Cooling / ## B',
    '## Risks / ### Risk 1: Cooling too fast / ## B',
    ['7:6 Missing section `Cooling`, expected it after `Risk 1: Cooling too fast` → "\\n\\n### Cooling"'],
    []
  ],
  [
    'a series may have the name of the missing section',
    '## Kiln risks / ### Kiln risks 1: [Name] / ## B / ## Kiln risks found / ### Kiln risks found 1: [Name]',
    '## Kiln risks / ### Kiln risks 1: Heat / ## B / ### Kiln risks found 1: Dust',
    [
      '13:1 Missing section `Kiln risks found`, expected it between `B` and `Kiln risks found 1: Dust` → "## Kiln risks found\\n\\n"'
    ],
    []
  ],
  [
    'a box of the missing section in the introduction stands for the section',
    '# T / ## Intro / ## General items / - [ ] Check this box to confirm that these items have been considered. / ## End',
    '# T / ## Intro / (- [x] Check this box to confirm that general items have been considered.) / ## End',
    ['11:1 Missing section `General items`, expected it between `Intro` and `End`'],
    ['11:1 Missing section `General items`, expected it between `Intro` and `End`']
  ],
  [
    'other boxes do not',
    '# T / ## Intro / ## General items / - [ ] Check this box to confirm that these items have been considered. / ## End',
    '# T / ## Intro / (- [x] Check this box to confirm that the kiln has been emptied.) / ## End',
    [
      '11:1 Missing section `General items`, expected it between `Intro` and `End` → "## General items\\n\\n<!--\\n- [ ] Check this box to confirm that these items have been considered.\\n-->\\n\\n"'
    ],
    []
  ],
  [
    'most labels of the missing section elsewhere stand for it',
    '# T / ## Intro / ## Contact / - **Owner**: [name]\n- **Phone**: [number]\n- **Room**: [number] / ## End',
    '# T / ## Intro / (- **Owner**: Ada\n- **Phone**: 123) / ## End',
    ['12:1 Missing section `Contact`, expected it between `Intro` and `End`'],
    ['12:1 Missing section `Contact`, expected it between `Intro` and `End`']
  ],
  [
    'a table with the same columns elsewhere stands for the missing section',
    '# T / ## Intro / ## Limits / | Kiln | Heat |\n| --- | --- |\n| [name] | [degrees] | / ## End',
    '# T / ## Intro / (| Kiln | Heat |\n| --- | --- |\n| Red | 900 |) / ## End',
    ['13:1 Missing section `Limits`, expected it between `Intro` and `End`'],
    ['13:1 Missing section `Limits`, expected it between `Intro` and `End`']
  ],
  [
    'a table that the template has in two sections does not',
    '# T / ## Used / | Kiln | Heat |\n| --- | --- |\n| [name] | [degrees] | / ## Bought / | Kiln | Heat |\n| --- | --- |\n| [name] | [degrees] | / ## End',
    '# T / ## Used / (| Kiln | Heat |\n| --- | --- |\n| Red | 900 |) / ## End',
    [
      '13:1 Missing section `Bought`, expected it between `Used` and `End` → "## Bought\\n\\n| Kiln | Heat |\\n| --- | --- |\\n| [name] | [degrees] |\\n\\n"'
    ],
    ['17:3 Unexpected line of the template `[name] | [degrees]`, expected your own']
  ],
  [
    'a name in bold and italics is a heading',
    '# T / ## Intro / ## Usage / ## End',
    '# T / ## Intro / (***Usage***) / (Heat it.) / ## End',
    ['9:1 Missing section `Usage`, expected it as a heading instead of bold text → "## Usage"'],
    []
  ],
  [
    'a name in italics in bold is a heading',
    '# T / ## Intro / ## Usage / ## End',
    '# T / ## Intro / (**_Usage_**) / (Heat it.) / ## End',
    ['9:1 Missing section `Usage`, expected it as a heading instead of bold text → "## Usage"'],
    []
  ],
  [
    'a name in italics alone is not',
    '# T / ## Intro / ## Usage / ## End',
    '# T / ## Intro / (*Usage*) / (Heat it.) / ## End',
    ['13:1 Missing section `Usage`, expected it between `Intro` and `End` → "## Usage\\n\\n"'],
    []
  ],
  [
    'a title keeps its words before a separator',
    '# [Name]: Kiln Guide and Log / ## A',
    '# My Kiln: Kiln Gude and Log / ## A',
    [
      '1:3 Unexpected title `My Kiln: Kiln Gude and Log`, expected `My Kiln: Kiln Guide and Log` → "My Kiln: Kiln Guide and Log"'
    ],
    []
  ],
  [
    'a title may set off in parentheses what stands after a colon in the template',
    '# [Name]: Kiln Guide and Log / ## A',
    '# My Kiln KG (Kiln Guide and Log) / ## A',
    [],
    []
  ],
  [
    'a title keeps its words after a separator',
    '# Firing Mode Analysis - [Name] / ## A',
    '# Firing Mode Analyss – My Kiln / ## A',
    [
      '1:3 Unexpected title `Firing Mode Analyss – My Kiln`, expected `Firing Mode Analysis – My Kiln` → "Firing Mode Analysis – My Kiln"'
    ],
    []
  ],
  [
    'of two of its name elsewhere neither is it, and there is no third',
    '## A / ### Use / ### Setup / ## B',
    '## A / ### Use / ## B / ### Setup / ## C / ### Setup',
    ['7:6 Missing section `Setup`, expected it after `Use`'],
    ['7:6 Missing section `Setup`, expected it after `Use`']
  ],
  [
    'a title that is named like back matter stays the first',
    '# [Name] / ## Owner',
    '# Release history',
    ['3:6 Missing section `Owner`, expected it in the document → "\\n\\n## Owner"'],
    []
  ],
  [
    'a section comes behind a title that is named like back matter',
    '# [Name] / ## Owner / ## Log',
    '# Release history / ## Log',
    ['5:1 Missing section `Owner`, expected it before `Log` → "## Owner\\n\\n"'],
    []
  ],
  [
    'back matter stays behind what is missing',
    '# T / ## A / ## B / ## C',
    '# T / ## A / ## References / ## C',
    ['9:1 Missing section `B`, expected it between `A` and `C` → "## B\\n\\n"'],
    []
  ],
  [
    'back matter alone stays last',
    '## Owner / ## Log (Optional)',
    '## References',
    ['1:1 Missing section `Owner`, expected it in the document → "## Owner\\n\\n"'],
    []
  ],
  [
    'a part at a wrong depth is none that is lacked',
    '## A / <!-- any order --> / ### B / ### C / ### E / ## D',
    '(## A) / ## E / ## D',
    [
      '3:1 Unexpected depth 2 of section `E`, expected 3 → "###"',
      '5:6 Missing section `B`, expected it in `A` → "\\n\\n### B"',
      '5:6 Missing section `C`, expected it in `A` → "\\n\\n### C"'
    ],
    []
  ],
  [
    'parts stay in their section though what belongs to them stands elsewhere',
    '## Intro / ## A / ### B / #### B1 / ### C',
    '## Intro / #### B1 / (## A)',
    [
      '9:5 Missing section `B`, expected it in `A` → "\\n\\n### B"',
      '9:5 Missing section `C`, expected it in `A` → "\\n\\n### C"'
    ],
    ['5:6 Unexpected parent `Intro` of section `B1`, expected `B`']
  ],
  [
    'nothing is inserted in another section',
    '## A / ## B / ### Clay / ### Glaze / #### P',
    '## A / ### P / (## B)',
    [
      '9:5 Missing section `Clay`, expected it in `B` → "\\n\\n### Clay"',
      '9:5 Missing section `Glaze`, expected it in `B` → "\\n\\n### Glaze"'
    ],
    ['5:5 Unexpected parent `A` of section `P`, expected `Glaze`']
  ],
  [
    'parts come before the section behind them',
    '# T / ## A / ## B / ### B1 / ## C',
    '# T / (## B)',
    [
      '5:1 Missing section `A`, expected it before `B` → "## A\\n\\n"',
      '5:5 Missing section `B1`, expected it in `B` → "\\n\\n### B1"',
      '5:5 Missing section `C`, expected it after `B` → "\\n\\n## C"'
    ],
    []
  ],
  [
    'a deeper section of another parent is no neighbour',
    '## A / ### Aim / ### Use / ## B / ### B1 / ## C',
    '## A / #### B1 / ## B / ## C',
    [
      '5:6 Unexpected parent `A` of section `B1`, expected `B`',
      '7:6 Missing sections `Aim`, `Use`, expected them in `A`'
    ],
    [
      '5:6 Unexpected parent `A` of section `B1`, expected `B`',
      '7:6 Missing sections `Aim`, `Use`, expected them in `A`'
    ]
  ],
  [
    'where any order does, the end of the section does',
    '## Z / <!-- any order --> / ### A / ### B / ### C',
    '## Z / ### C',
    [
      '7:6 Missing section `A`, expected it in `Z` → "\\n\\n### A"',
      '7:6 Missing section `B`, expected it in `Z` → "\\n\\n### B"'
    ],
    []
  ],
  [
    'all parts of an empty section come together',
    '## A / ### B / ### C / ## D',
    '(## A) / ## D',
    ['1:5 Missing sections `B`, `C`, expected them in `A` → "\\n\\n### B\\n\\n### C"'],
    []
  ],
  [
    'text may hold the parts of a section',
    '## A / ### B / ### C / ## D',
    '## A / ## D',
    ['3:1 Missing sections `B`, `C`, expected them in `A`'],
    ['3:1 Missing sections `B`, `C`, expected them in `A`']
  ],
  [
    'a sentence on what does not apply is no excuse',
    '## A / ### B / ### C / ## D',
    '(## A) / This API does not apply limits to reads. / ## D',
    ['3:1 Missing sections `B`, `C`, expected them in `A`'],
    ['3:1 Missing sections `B`, `C`, expected them in `A`']
  ],
  [
    'a heading alone does not take what closes the document',
    '## A / ## B',
    '## A / --- / We thought of more.',
    ['3:6 Missing section `B`, expected it after `A`'],
    ['3:6 Missing section `B`, expected it after `A`']
  ],
  [
    'a section that says that it does not apply has no parts',
    '## A / ### B / ### C / ## D',
    '(## A) / This section does not apply, since there are none. / ## D',
    [],
    []
  ]
])('%s', (_, template, outline, expected, left) => {
  const document = written(outline)
  const messages = findings(templateOf(template), document)
  expect(messages.map((message) => shown(message))).toEqual(expected)
  expect(findings(templateOf(template), withReplacements(document, messages)).map((message) => shown(message))).toEqual(
    left
  )
})

const asIs = (text: string) => text
const withCarriageReturns = (text: string) => text.replaceAll('\n', '\r\n')
const withoutKeys = (text: string) => text.replace('### Keys\n\nText\n\n', '')

describe('the lines of a contents list that are wrong', () => {
  const sections = ['## Site', '### Access', '### Keys', '## Power', '## Radio']
    .map((heading) => `${heading}\n\nText\n`)
    .join('\n')
  const [site, access, keys, power, radio] = [
    '[Site](#site)',
    '[Access](#access)',
    '[Keys](#keys)',
    '[Power](#power)',
    '[Radio](#radio)'
  ]

  /** The finding on a list in a document, and the document with its replacement. */
  function mended(
    list: string,
    change = asIs,
    template = '# [Name]\n'
  ): {readonly found: readonly string[]; readonly text: string} {
    const source = change(`# Gauge\n\n## Contents\n\n${list}\n\n${sections}`)
    const {messages} = lintText(source, {template: readTemplate(template, 't.md'), rules: {title: 'off'}})
    const [message] = messages
    const place =
      message?.place && ('start' in message.place ? message.place : {start: message.place, end: message.place})
    const found = messages.map(
      ({line, column, place: at, reason}) =>
        `${line}:${column}${at && 'end' in at ? `-${at.end.line}:${at.end.column}` : ''} ${reason}`
    )
    const text = place
      ? source.slice(0, place.start.offset) + (message?.expected?.[0] ?? '') + source.slice(place.end.offset)
      : source
    return {found, text}
  }

  test.each([
    ['of dashes', [`- ${site}`, `  - ${access}`, `  - ${keys}`, `- ${power}`, `- ${radio}`], '\n'],
    ['of stars and pluses', [`* ${site}`, `    + ${access}`, `    + ${keys}`, `* ${power}`, `* ${radio}`], '\n'],
    ['that is indented', [`  - ${site}`, `    - ${access}`, `    - ${keys}`, `  - ${power}`, `  - ${radio}`], '\n'],
    ['with one number for all', [`1. ${site}`, `   1. ${access}`, `   1. ${keys}`, `1. ${power}`, `1. ${radio}`], '\n'],
    ['that is loose', [`- ${site}`, `  - ${access}`, `  - ${keys}`, `- ${power}`, `- ${radio}`], '\n\n']
  ])('are one point for each entry of a list %s', (_, lines, gap) => {
    for (const change of [asIs, withCarriageReturns]) {
      const whole = change(`# Gauge\n\n## Contents\n\n${lines.join(gap)}\n\n${sections}`)
      for (const [at, name] of ['Site', 'Access', 'Keys', 'Power', 'Radio'].entries()) {
        // What stands below an entry would stand below none without it.
        if (at === 0) continue
        const {found, text} = mended(lines.toSpliced(at, 1).join(gap), change)
        const above = lines[at - 1] ?? ''
        expect(found).toEqual([
          `${5 + (at - 1) * gap.length}:${above.length + 1} Missing entry \`${name}\` in the contents list`
        ])
        expect(text).toBe(whole)
      }
    }
  })

  test('are those from an entry on whose number changes', () => {
    const {found, text} = mended(`1. ${site}\n   1. ${access}\n   2. ${keys}\n2. ${radio}`)
    expect(found).toEqual(['8:1-8:19 Missing entry `Power` in the contents list'])
    expect(text).toContain(`1. ${site}\n   1. ${access}\n   2. ${keys}\n2. ${power}\n3. ${radio}\n\n## Site`)
  })

  test('are the first, before which there is none', () => {
    const {found, text} = mended(`- ${power}\n- ${radio}`)
    expect(found).toEqual(['5:1 Missing entry `Site` in the contents list'])
    expect(text).toContain(`## Contents\n\n- ${site}\n- ${power}\n- ${radio}\n\n## Site`)
  })

  test('are those between two gaps, with what is right between them', () => {
    const {found, text} = mended(`- ${site}\n  - ${keys}\n- ${radio}`)
    expect(found).toEqual(['6:3-6:18 Missing entries `Access`, `Power` in the contents list'])
    expect(text).toContain(`- ${site}\n  - ${access}\n  - ${keys}\n- ${power}\n- ${radio}\n\n## Site`)
  })

  test.each([
    ['', '\n'],
    ['loose', '\n\n']
  ])('are the two that changed places in a list that is %s', (_, gap) => {
    const {found, text} = mended([`- ${site}`, `- ${radio}`, `- ${power}`].join(gap))
    expect(found).toEqual([
      `${gap.length === 1 ? '6:1-7:18' : '7:1-9:18'} Unexpected order of entry \`Radio\` in the contents list, expected that of the headings`
    ])
    expect(text).toContain([`- ${site}`, `- ${power}`, `- ${radio}\n\n## Site`].join(gap))
  })

  test('leave entries for other things where they are, and texts behind links', () => {
    const {text} = mended(`- ${site}: where it stands\n- [Top](#gauge) and back\n- ${radio}`)
    expect(text).toContain(`- ${site}: where it stands\n- [Top](#gauge) and back\n- ${power}\n- ${radio}\n\n## Site`)
  })

  test('are not told where an entry stands in another list beside', () => {
    expect(mended(`- ${site}\n- ${power}\n\nAnd:\n\n- ${radio}`).text).not.toContain(`${radio}\n- ${radio}`)
  })

  const contents =
    '# [Name]\n\n## Contents\n\n- [Site](#site)\n  - [Access](#access)\n- [Power](#power)\n- [Radio](#radio)\n\n## Site\n\n### Access\n\n## Power\n\n## Radio\n'

  test.each([
    ['deeper than any that the list shows', `- ${site}\n- ${power}\n- ${radio}`, asIs, contents],
    [
      'that the list of the template leaves out',
      `- ${site}\n  - ${access}\n- ${power}\n- ${radio}`,
      asIs,
      contents.replace('## Power\n', '### Keys\n\n## Power\n')
    ],
    [
      'with nothing in it',
      `- ${site}\n- ${power}`,
      (text: string) => text.replace('## Radio\n\nText\n', '## Radio\n'),
      '# [Name]\n'
    ],
    [
      'with a comment behind it',
      `- ${site}\n- ${power}`,
      (text: string) => text.replace('## Radio', '## Radio <!-- omit in toc -->'),
      '# [Name]\n'
    ],
    [
      'with a comment right above it',
      `- ${site}\n- ${power}`,
      (text: string) => text.replace('## Radio', '<!-- omit in toc -->\n## Radio'),
      '# [Name]\n'
    ],
    [
      'with a comment among others above it',
      `- ${site}\n- ${power}`,
      (text: string) => text.replace('## Radio', '<!-- omit from toc -->\n\n<!-- The radio is new. -->\n\n## Radio'),
      '# [Name]\n'
    ],
    [
      'below one that is left out',
      `- ${power}\n- ${radio}`,
      (text: string) => text.replace('## Site', '## Site <!-- omit in toc -->'),
      contents
    ]
  ])('are none for a section %s', (_, list, change, template) => {
    expect(mended(list, change, template).found).toEqual([])
  })

  test('are none where the template has its list in another order than its headings', () => {
    const unordered = contents.replace('- [Power](#power)\n- [Radio](#radio)', '- [Radio](#radio)\n- [Power](#power)')
    expect(mended(`- ${site}\n  - ${access}\n- ${radio}\n- ${power}`, withoutKeys, unordered).found).toEqual([])
    expect(mended(`- ${site}\n  - ${access}\n- ${power}`, withoutKeys, unordered).found).toEqual([
      '7:18 Missing entry `Radio` in the contents list'
    ])
  })
})

/** What is put in for a missing section, and what is found in it then. */
function put(template: string): readonly [text: string | undefined, found: readonly string[]] {
  const document = '# Kiln\n\n## Use\n\nHeat it.\n'
  const whole = `# [Name]\n\n## Use\n\n${template}`
  const messages = lintText(document, {template: readTemplate(whole, 'template.md')}).messages
  const after = lintText(withReplacements(document, messages), {template: readTemplate(whole, 'template.md')}).messages
  return [messages[0]?.expected?.[0]?.trim(), after.map(({reason}) => reason)]
}

const isEmpty = ['Missing content of section `Parts`, expected text, or a word on why there is none']

describe('a missing section is put in', () => {
  test.each([
    [
      'with what is to be filled in, and comments on it, where it has nothing else',
      '<!-- Who is asked. -->\n\n[Team]\n\n- **Since**: YYYY-MM-DD\n- **Contact**: [Room or telephone]\n',
      '<!-- Who is asked. -->\n\n[Team]\n\n- **Since**: YYYY-MM-DD\n- **Contact**: [Room or telephone]',
      3
    ],
    [
      'with one row of a table to fill in',
      '| Part | Size |\n| - | - |\n| [Name of part] | |\n| [Name of part] | |\n',
      '| Part | Size |\n| - | - |\n| [Name of part] | |',
      1
    ]
  ])('%s', (_, section, expected, count) => {
    const [text, found] = put(`## Parts\n\n${section}`)
    expect(text).toBe(`## Parts\n\n${expected}`)
    expect(found.filter((reason) => /left|placeholder/i.test(reason))).toHaveLength(count)
  })

  test.each([
    [
      'whatever else it has: fixed text, samples, code, in one comment',
      '<!-- Name all. -->\n\nParts of the kiln:\n\n- **[Chain]**: [Link] - Similar but longer\n- Base: `https://api.example.com`\n\n| Part | Size |\n| - | - |\n| Spool | `SIZE_1` |\n\n```sh\nkiln <!-- on -->\n```\n\n**Note**: keep dry.\n',
      'Name all.\n\nParts of the kiln:\n\n- **[Chain]**: [Link] - Similar but longer\n- Base: `https://api.example.com`\n\n| Part | Size |\n| - | - |\n| Spool | `SIZE_1` |\n\n```sh\nkiln on\n```\n\n**Note**: keep dry.'
    ],
    ['a box with a stub', '- [ ] _Part 1 (Owner: somebody)_\n', '- [ ] _Part 1 (Owner: somebody)_'],
    [
      'stubs that are numbered',
      '**Part 1: [Description]**\n\n- **Size:** [How long]\n',
      '**Part 1: [Description]**\n\n- **Size:** [How long]'
    ],
    [
      'a label with a fixed value beside one without',
      '- Chain: [Length]\n- Spool: a foot\n',
      '- Chain: [Length]\n- Spool: a foot'
    ],
    ['labels without a placeholder', '- Chain:\n- Spool:\n', '- Chain:\n- Spool:'],
    [
      'an instruction in italics',
      '_Will this need a part? Please explain._\n',
      '_Will this need a part? Please explain._'
    ],
    [
      'a link into a folder of samples',
      'The whole story: [`docs/[name].md`](../stories/[name].md)\n',
      'The whole story: [`docs/[name].md`](../stories/[name].md)'
    ],
    [
      'links whose targets stand elsewhere',
      'See [the list][1], [shop][] and [spool].\n\n## Use of links (Optional)\n\n[1]: https://a.example/list\n[shop]: https://b.example\n[spool]: <https://c.example/a b>\n',
      'See [the list](https://a.example/list), [shop](https://b.example) and [spool](<https://c.example/a b>).'
    ],
    ['a link to nothing', '[Run the status][6] and look.\n', 'Run the status and look.'],
    [
      'links in comments whose targets stand elsewhere',
      '<!-- See [the list][1], [x] and `[y]`. -->\n\nParts.\n\n## Use of links (Optional)\n\n[1]: https://a.example/list\n',
      'See [the list](https://a.example/list), [x] and `[y]`.\n\nParts.'
    ]
  ])('as empty: %s', (_, section, expected) => {
    expect(put(`## Parts\n\n${section}`)).toEqual([`## Parts\n\n<!--\n${expected}\n-->`, isEmpty])
  })
})

test('a section is not put in under a name that its own directive forbids', () => {
  const section = '## Parts\n\n<!-- guidelint heading /Parts|Pieces/ -->\n\n[Which]\n'
  expect(put(section)[0]).toBe('## Parts\n\n[Which]')
  expect(put(section.replace('Parts|Pieces', 'Part \\d+'))).toEqual([
    undefined,
    ['Missing section `Parts`, expected it after `Use`']
  ])
})

function outlineOf(order: readonly string[]): string {
  return order.map((name) => `## ${name}`).join(' / ')
}

test('a missing section comes where no other is out of order for it, whatever order the others have', () => {
  const names = ['Goal', 'Parts', 'Steps', 'Help']
  const orders = (rest: readonly string[]): ReadonlyArray<readonly string[]> =>
    rest.length < 2
      ? [rest]
      : rest.flatMap((name) => orders(rest.filter((other) => other !== name)).map((tail) => [name, ...tail]))
  const moved = (document: string) =>
    findings(templateOf(outlineOf(names)), document).filter(({ruleId}) => ruleId === 'heading-order').length
  for (const order of names.flatMap((missing) => orders(names.filter((name) => name !== missing)))) {
    const document = written(outlineOf(order))
    const messages = findings(templateOf(outlineOf(names)), document)
    const inserted = withReplacements(
      document,
      messages.filter(({ruleId}) => ruleId === 'required-headings')
    )
    expect([order, moved(inserted)]).toEqual([order, moved(document)])
  }
})
