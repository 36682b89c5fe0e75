import {describe, expect, test} from '@jest/globals'
import {lintText, readTemplate} from '../src/index.ts'

function findings(template: string, document: string): readonly string[] {
  const {messages} = lintText(document, {template: readTemplate(template, 't.md'), preset: 'strict'})
  return messages.map(({line, ruleId, reason}) => `${line} ${ruleId}: ${reason}`)
}

const section = (name: string, text = 'Text') => `## ${name}\n\n${text}\n\n`

const label = (directive: string, before = '') =>
  `## A\n\n${before}<!-- guidelint ${directive} -->\n\n**Owner**: [Name]\n`

describe('in a template', () => {
  test.each([
    ['optional', `${section('A')}## B\n\n<!-- guidelint optional -->\n\nText\n`, section('A'), []],
    [
      'optional, before a block',
      '## A\n\nText\n\n<!-- guidelint optional -->\n\n| K |\n| - |\n| [k] |\n',
      section('A'),
      []
    ],
    [
      'required',
      `${section('A')}## B (Optional)\n\n<!-- guidelint required -->\n`,
      section('A'),
      ['3 required-headings: Missing section `B (Optional)`, expected it after `A`']
    ],
    [
      'repeat',
      '## E\n\n<!-- guidelint repeat 2..3 -->\n\nText\n',
      section('E'),
      ['3 required-headings: Missing section `E`, expected it after `E`']
    ],
    [
      'repeat, its end',
      '## E\n\n<!-- guidelint repeat 1..2 -->\n\nText\n',
      section('E').repeat(3),
      ['9 no-extra-headings: Unexpected section `E`, expected at most 2 of its kind']
    ],
    [
      'rows',
      '## A\n\nText\n\n<!-- guidelint rows 2+ -->\n\n| K |\n| - |\n| [k] |\n',
      '## A\n\n| K |\n| - |\n| a |\n',
      ['5 table-cells: Unexpected number of rows 1, expected at least 2']
    ],
    [
      'values, of a field',
      '## A\n\nText\n\n<!-- guidelint values: draft, final -->\n\n**Status**: [status]\n',
      '## A\n\n**Status**: done\n',
      ['3 list-labels: Unexpected value `done` of field `Status`, expected `draft` or `final`']
    ],
    [
      'values, of a column',
      '## A\n\nText\n\n<!-- guidelint values: on, off -->\n\n| K | S |\n| - | - |\n| [k] | on |\n',
      '## A\n\n| K | S |\n| - | - |\n| a | up |\n',
      ['5 table-cells: Unexpected value `up` in column `S`, expected `on` or `off`']
    ],
    [
      'any order',
      `<!-- guidelint any order -->\n\n# T\n\n${section('A')}${section('B')}`,
      `# T\n\n${section('B')}${section('A')}`,
      []
    ],
    [
      'extra sections',
      `<!-- guidelint extra sections -->\n\n# T\n\n${section('A')}`,
      `# T\n\n${section('A')}${section('Z')}`,
      []
    ],
    [
      'no extra sections',
      '## A\n\n<!-- guidelint no extra sections -->\n\n### B (Optional)\n',
      '## A\n\n### Z\n\nText\n',
      ['3 no-extra-headings: Unexpected section `Z`, expected only sections of the template']
    ],
    [
      'no extra sections, where there are none',
      '## A\n\n<!-- guidelint no extra sections -->\n\nText\n\n## B\n\nText\n',
      '## A\n\n### Z\n\nText\n\n## B\n\nText\n',
      ['3 no-extra-headings: Unexpected section `Z`, expected only sections of the template']
    ],
    [
      'keep',
      '## A\n\nText\n\n<!-- guidelint keep -->\n\nWaived via CC0.\n',
      section('A', 'Text'),
      ['3 required-content: Missing text `Waived via CC0.`, expected it in `A`']
    ],
    [
      'keep, kept',
      '## A\n\nText\n\n<!-- guidelint keep -->\n\nWaived via CC0.\n',
      section('A', 'Waived via\nCC0.'),
      []
    ],
    [
      'remove',
      `${section('A')}## How to use this template\n\n<!-- guidelint remove -->\n\nCopy it.\n`,
      section('A'),
      []
    ],
    [
      'required, without an answer',
      '## B\n\n<!-- guidelint required -->\n\nText\n',
      section('B', 'N/A'),
      ['1 no-empty-sections: Missing content of section `B`, expected more than `N/A`']
    ],
    [
      'remove, a section that is left',
      `${section('A')}## How to use this template\n\n<!-- guidelint remove -->\n\nCopy it.\n`,
      `${section('A')}${section('How to use this template')}`,
      ['5 no-placeholders: Unexpected guidance of the template `How to use this template`, expected it to be removed']
    ],
    [
      'remove, a block that is left',
      '## A\n\nText\n\n<!-- guidelint remove -->\n\n> Keep it short.\n',
      '## A\n\nText\n\n> Keep it short.\n',
      ['5 no-placeholders: Unexpected guidance of the template `Keep it short.`, expected it to be removed']
    ],
    [
      'ignore',
      `${section('A')}<!-- guidelint ignore -->\n\n${section('B')}<!-- guidelint /ignore -->\n`,
      section('A'),
      []
    ],
    [
      'any of',
      `${section('A')}<!-- guidelint any of -->\n\n${section('B')}${section('C')}<!-- guidelint /any of -->\n`,
      `${section('A')}${section('C')}`,
      []
    ],
    [
      'any of, none',
      `${section('A')}<!-- guidelint any of -->\n\n${section('B')}${section('C')}<!-- guidelint /any of -->\n`,
      section('A'),
      ['3 required-headings: Missing section `B` or `C`, expected it after `A`']
    ],
    ['heading', '## API\n\n<!-- guidelint heading /API( Reference)?/ -->\n\nText\n', section('API Reference'), []],
    [
      'heading, with a number and a mark',
      '## Limits\n\n<!-- guidelint heading /^(Limits|Known limits)$/ -->\n\nText\n',
      section('2. Known limits (optional)'),
      []
    ],
    [
      'heading, as bold text',
      `${section('A')}## Limits\n\n<!-- guidelint heading /^(Limits|Known limits)$/ -->\n\nText\n`,
      section('A', '**Known limits**\n\nNone'),
      ['3 required-headings: Missing section `Limits`, expected it as a heading instead of bold text']
    ],
    [
      'placeholder, a word',
      '<!-- guidelint placeholder: ACME -->\n\n# ACME Guide\n\n## Using ACME\n\nText\n',
      '# Kiln Guide\n\n## Using Kiln\n\nACME is not ACMEs.\n',
      ['5 no-placeholders: Unexpected placeholder `ACME`, expected your own text']
    ],
    [
      'placeholder',
      `<!-- guidelint placeholder: [ACME Corp] -->\n\n${section('A')}`,
      section('A', 'By [ACME Corp].'),
      ['3 no-placeholders: Unexpected placeholder `[ACME Corp]`, expected your own text']
    ]
  ])('%s', (_, template, document, expected) => {
    expect(findings(template, document)).toEqual(expected)
  })

  test.each([
    ['the label itself will do', label('label /Team|Crew/'), '**Owner**: Ada', []],
    ['one that the expression allows', label('label /Team|Crew/'), '**Crew**: Ada', []],
    [
      'a name that it is found in',
      label('label /Team|Crew/'),
      '**Our crew**: Ada',
      ['3 list-labels: Missing field `Owner`, expected it in `A`']
    ],
    ['letters of any case, where it says so', label('label /(?i)crew/'), '**Our crew**: Ada', []],
    ['further down', label('label /Crew/', 'Text\n\n'), '**Crew**: Ada', []],
    [
      'without a value',
      label('label /Crew/'),
      '**Crew**:',
      ['3 list-labels: Missing value of field `Crew`, expected text behind the colon']
    ],
    [
      'at the end of the line',
      '## A\n\n**Owner**: [Name] <!-- guidelint label /Crew/ -->\n**Port**: [Port]\n',
      '**Crew**: Ada\n**Port**: Hull',
      []
    ],
    [
      'of that line alone',
      '## A\n\n**Owner**: [Name] <!-- guidelint label /Crew/ -->\n**Port**: [Port]\n',
      '**Owner**: Ada\n**Crew**: Ada',
      ['4 list-labels: Missing field `Port`, expected it after `Owner`']
    ],
    [
      'the first of several lines',
      '## A\n\n<!-- guidelint label /Crew/ -->\n\n**Owner**: [Name]\n**Port**: [Port]\n',
      '**Crew**: Ada\n**Port**: Hull',
      []
    ],
    [
      'before an item',
      '## A\n\n- Owner: [Name]\n  <!-- guidelint label /Harbour/ -->\n- Port: [Port]\n',
      '- Owner: Ada\n- Harbour: Hull',
      []
    ],
    [
      'at the end of an item',
      '## A\n\n- Owner: [Name]\n- Port: [Port] <!-- guidelint label /Harbour/ -->\n',
      '- Owner: Ada\n- Harbour: Hull',
      []
    ],
    [
      'before a list, of its first item',
      '## A\n\nText\n\n<!-- guidelint label /Crew/ -->\n\n- Owner: [Name]\n- Port: [Port]\n',
      '- Crew: Ada\n- Port: Hull',
      []
    ],
    [
      'at the margin between items',
      '## A\n\n- Owner: [Name]\n<!-- guidelint label /Harbour/ -->\n- Port: [Port]\n- Flag: [Flag]\n',
      '- Owner: Ada\n- Harbour: Hull\n- Flag: red',
      []
    ],
    [
      'of a nested item',
      '## A\n\n- Owner: [Name]\n  - Mail: [Address] <!-- guidelint label /Letter/ -->\n',
      '- Owner: Ada\n  - Letters: Hull\n',
      []
    ],
    ['in a quote', '## A\n\n> <!-- guidelint label /Crew/ -->\n> **Owner**: [Name]\n', '> **Crew**: Ada', []],
    [
      'of a plain label, of which there is one',
      '## A\n\n<!-- guidelint label /Crew/ -->\n\nOwner: [Name]\n',
      'Crew:',
      ['3 list-labels: Missing value of field `Crew`, expected text behind the colon']
    ],
    [
      'of one sample of several',
      '### Error 1: [Code]\n\n- Cause: [Why]\n\n### Error 2: [Code]\n\n- Cause: [Why] <!-- guidelint label /Reason/ -->\n',
      '### Error 1: E\n\n- Reason: heat\n',
      []
    ],
    [
      "the template's label before others that are allowed",
      label('label /Owner/'),
      '**Former Owner**: Bo\n**Owner**:\n',
      ['4 list-labels: Missing value of field `Owner`, expected text behind the colon']
    ]
  ])('label: %s', (_, template, text, expected) => {
    expect(findings(template, text.startsWith('#') ? text : `## A\n\n${text}\n`)).toEqual(expected)
  })

  test.each([
    [
      'optional, an item at the margin',
      '## A\n\n- Owner: [Name]\n<!-- guidelint optional -->\n- Port: [Port]\n- Flag: [Flag]\n',
      '## A\n\n- Owner: Ada\n',
      ['3 list-labels: Missing field `Flag`, expected it after `Owner`']
    ],
    [
      'optional, at the end of the line',
      '## A\n\n**Owner**: [Name]\n**Port**: [Port] <!-- guidelint optional -->\n',
      '## A\n\n**Owner**: Ada\n',
      []
    ],
    [
      'optional, behind another comment',
      '## A\n\nText\n\n<!-- guidelint optional -->\n<!-- The parts. -->\n\n| K |\n| - |\n| [k] |\n',
      '## A\n\nText\n',
      []
    ],
    [
      'optional, and repeat',
      '## A\n\nText\n\n## E\n\n<!-- guidelint optional -->\n<!-- guidelint repeat 1..2 -->\n\nText\n',
      section('A'),
      []
    ],
    [
      'required, a label with a text of its own',
      '## A\n\n<!-- guidelint extra sections -->\n\nText\n\n<!-- guidelint required -->\n\n**Licence**: MIT\n',
      '## A\n\nText\n',
      ['3 list-labels: Missing field `Licence`, expected it in `A`']
    ],
    [
      'required, code',
      '## A\n\nText\n\n<!-- guidelint required -->\n\n```\nx\n```\n',
      '## A\n\nText\n',
      ['3 required-content: Missing code block, expected it in `A`']
    ],
    [
      'repeat, a series',
      '## A\n\n### Alert 1: [Name]\n\n<!-- guidelint repeat 2..3 -->\n\nText\n\n### Alert 2: [Name]\n\nText\n',
      '## A\n\n### Alert 1: Heat\n\nText\n',
      ['5 required-headings: Missing section `Alert 1: [Name]`, expected it after `Alert 1: Heat`']
    ],
    [
      'repeat, said of the last sample',
      '## A\n\n### Alert 1: [Name]\n\nText\n\n<!-- guidelint repeat 2..3 -->\n\n### Alert 2: [Name]\n\nText\n',
      '## A\n\n### Alert 1: Heat\n\nText\n',
      ['5 required-headings: Missing section `Alert 1: [Name]`, expected it after `Alert 1: Heat`']
    ],
    [
      'repeat, rows',
      '## A\n\nText\n\n<!-- guidelint repeat 2+ -->\n\n| K |\n| - |\n| [k] |\n',
      '## A\n\n| K |\n| - |\n| a |\n',
      ['5 table-cells: Unexpected number of rows 1, expected at least 2']
    ],
    [
      'rows, of HTML',
      '## A\n\nText\n\n<!-- guidelint rows 2+ -->\n\n<table><tr><th>K</th><th>V</th></tr><tr><td>[k]</td><td>[v]</td></tr></table>\n',
      '## A\n\n<table><tr><th>K</th><th>V</th></tr><tr><td>a</td><td>b</td></tr></table>\n',
      ['3 table-cells: Unexpected number of rows 1, expected at least 2']
    ],
    [
      'repeat, items',
      '## A\n\n<!-- guidelint repeat 2+ -->\n\n- [Item]\n',
      '## A\n\n- one\n',
      ['3 required-content: Unexpected number of items 1, expected at least 2']
    ],
    [
      'values, of a label with a value',
      '## A\n\nText\n\n<!-- guidelint values: draft, final -->\n\n**Status**: draft\n',
      '## A\n\n**Status**: done\n',
      ['3 list-labels: Unexpected value `done` of field `Status`, expected `draft` or `final`']
    ],
    [
      'values, of a label that is missing',
      '## A\n\nText\n\n<!-- guidelint values: draft, final -->\n\n**Status**: draft\n',
      '## A\n\nText\n',
      ['3 list-labels: Missing field `Status`, expected it in `A`']
    ],
    [
      'values, of a plain label',
      '## A\n\n<!-- guidelint values: draft, final -->\n\nStatus: draft\n',
      '## A\n\nStatus: done\n',
      ['3 list-labels: Unexpected value `done` of field `Status`, expected `draft` or `final`']
    ],
    [
      'values, of one of several labels',
      '## A\n\nText\n\n<!-- guidelint values: draft, final -->\n\n- Owner: [Name]\n- Status: draft\n',
      '## A\n\n- Owner: Ada\n- Status: done\n',
      ['4 list-labels: Unexpected value `done` of field `Status`, expected `draft` or `final`']
    ],
    [
      'values, of an item',
      '## A\n\n- Owner: [Name]\n  <!-- guidelint values: draft, final -->\n- Status: [status]\n',
      '## A\n\n- Owner: Ada\n- Status: done\n',
      ['4 list-labels: Unexpected value `done` of field `Status`, expected `draft` or `final`']
    ],
    [
      'values, at the end of the line',
      '## A\n\n- Owner: [Name]\n- Status: [status] <!-- guidelint values: draft, final -->\n',
      '## A\n\n- Owner: Ada\n- Status: final <!-- since May -->\n',
      []
    ],
    [
      'values, of a section',
      '## A\n\n<!-- guidelint values: draft, final -->\n\ndraft\n',
      '## A\n\ndone\n',
      ['3 required-content: Unexpected value `done` of section `A`, expected `draft` or `final`']
    ],
    [
      'values, of the column with one in other letters',
      '## A\n\n<!-- guidelint values: on, off -->\n\n| K | S |\n| - | - |\n| [k] | On |\n',
      '## A\n\n| K | S |\n| - | - |\n| a | up |\n',
      ['5 table-cells: Unexpected value `up` in column `S`, expected `on` or `off`']
    ],
    [
      'tick one',
      '## A\n\n<!-- guidelint tick one -->\n\n- [ ] Kiln\n- [ ] Wheel\n',
      section('A', '- [ ] Kiln'),
      ['3 task-lists: Missing ticked box, expected `Kiln`']
    ],
    [
      "tick one, one of the author's own",
      '## A\n\n<!-- guidelint tick one -->\n\n- [ ] Kiln\n- [ ] Wheel\n',
      section('A', '- [ ] Kiln\n- [x] Hammer'),
      []
    ],
    [
      'tick only one',
      '## A\n\nText\n\n<!-- guidelint tick only one -->\n\n- [ ] Kiln\n- [ ] Wheel\n',
      section('A', '- [x] Kiln\n- [x] Wheel'),
      ['3 task-lists: Unexpected ticked boxes `Kiln`, `Wheel`, expected only one of them']
    ],
    [
      'tick all, nested ones as well',
      '## A\n\n<!-- guidelint tick all -->\n\n- Before\n  - [ ] Kiln\n- [ ] Wheel\n',
      section('A', '- Before\n  - [ ] Kiln\n- [x] Wheel'),
      ['4 task-lists: Unexpected open box `Kiln`, expected all of the list ticked']
    ],
    [
      'tick all, what does not apply',
      '## A\n\n<!-- guidelint tick all -->\n\n- [ ] Kiln\n- [ ] Wheel\n',
      section('A', '- [ ] Kiln (N/A)\n- [x] Wheel'),
      []
    ],
    [
      'tick all, deleted',
      '## A\n\n<!-- guidelint tick all -->\n\n- [ ] Kiln\n- [ ] Wheel\n',
      section('A', '- [x] Kiln'),
      ['3 task-lists: Missing box `Wheel`, expected it after `Kiln`']
    ],
    [
      'optional, boxes',
      '## A\n\nText\n\n<!-- guidelint optional -->\n\n- [ ] Kiln\n- [ ] Wheel\n- [ ] Shelf\n',
      section('A', '- [x] Kiln\n- [ ] Shelf'),
      []
    ],
    [
      'required, boxes',
      '## A\n\nText\n\n<!-- guidelint required -->\n\n- [ ] Kiln\n- [ ] Wheel\n- [ ] Shelf\n',
      section('A', '- [x] Kiln'),
      ['3 task-lists: Missing boxes `Wheel`, `Shelf`, expected them after `Kiln`']
    ],
    [
      'keep, a list',
      '## A\n\nText\n\n<!-- guidelint keep -->\n\n- One.\n- Two.\n',
      '## A\n\n- One.\n- Three.\n',
      ['4 required-content: Missing text `One. Two.`, expected it in `A`']
    ],
    [
      'keep, a table',
      '## A\n\nText\n\n<!-- guidelint keep -->\n\n| K | V |\n| - | - |\n| a | b |\n',
      '## A\n\n| K | V |\n| - | - |\n| a | c |\n',
      ['5 required-content: Missing text `K V a b`, expected it in `A`']
    ],
    ['keep, code', '## A\n\nText\n\n<!-- guidelint keep -->\n\n```\nx <y>\n```\n', '## A\n\n```\nx <y>\n```\n', []],
    [
      'keep, a quote',
      '## A\n\nText\n\n<!-- guidelint keep -->\n\n> Mind the heat.\n',
      '## A\n\n> Mind the gap.\n',
      ['3 required-content: Missing text `Mind the heat.`, expected it in `A`']
    ],
    [
      'keep, a label',
      '## A\n\nText\n\n<!-- guidelint keep -->\n\n**Licence**: MIT\n',
      '## A\n\n**Licence**: BSD\n',
      ['3 required-content: Missing text `Licence: MIT`, expected it in `A`']
    ],
    [
      'remove, a table',
      '## A\n\nText\n\n<!-- guidelint remove -->\n\n| K |\n| - |\n| how |\n',
      '## A\n\n| K |\n| - |\n| how |\n',
      ['5 no-placeholders: Unexpected guidance of the template `how`, expected it to be removed']
    ],
    [
      'remove, a table that is gone',
      '## A\n\nText\n\n<!-- guidelint remove -->\n\n| K |\n| - |\n| how |\n',
      section('A'),
      []
    ],
    [
      'remove, HTML',
      '## A\n\nText\n\n<!-- guidelint remove -->\n\n<p>Copy it.</p>\n',
      '## A\n\nText\n\n<p>Copy it.</p>\n',
      ['5 no-placeholders: Unexpected guidance of the template `<p>Copy it.</p>`, expected it to be removed']
    ],
    [
      'remove, code',
      '## A\n\nText\n\n<!-- guidelint remove -->\n\n```\ncp\n```\n',
      '## A\n\n```\ncp\n```\n',
      ['4 no-placeholders: Unexpected guidance of the template `cp`, expected it to be removed']
    ],
    [
      'remove, a list',
      '## A\n\nText\n\n<!-- guidelint remove -->\n\n- Copy it.\n- Fill it.\n',
      '## A\n\n- Copy it.\n- Fill it.\n',
      ['3 no-placeholders: Unexpected guidance of the template `Copy it.`, expected it to be removed']
    ],
    [
      'placeholder, further down',
      '## A\n\nText\n\n<!-- guidelint placeholder: ACME -->\n\nMore\n',
      section('A', 'By ACME.'),
      ['3 no-placeholders: Unexpected placeholder `ACME`, expected your own text']
    ],
    [
      'placeholder, in a list',
      '## A\n\n- Text <!-- guidelint placeholder: ACME -->\n',
      section('A', '- By ACME.'),
      ['3 no-placeholders: Unexpected placeholder `ACME`, expected your own text']
    ]
  ])('%s', (_, template, document, expected) => {
    expect(findings(template, document)).toEqual(expected)
  })

  const wrongPlaces: readonly (readonly [directive: string, where: string, template: string])[] = [
    ...['optional', 'required', 'repeat', 'rows 2', 'values: a, b', 'label /A/', 'keep', 'remove'].map(
      (directive) =>
        [directive, 'before the title', `<!-- guidelint ${directive} -->\n\n# [T]\n\n${section('A')}`] as const
    ),
    ...['rows 2', 'values: a, b', 'label /A/', 'keep'].map(
      (directive) =>
        [directive, 'before a section', `${section('A')}<!-- guidelint ${directive} -->\n\n${section('B')}`] as const
    ),
    ...['rows 2', 'values: a, b', 'label /A/', 'keep', 'any of', 'ignore', 'any order'].map(
      (directive) =>
        [directive, 'in a heading', `${section('A')}## B <!-- guidelint ${directive} -->\n\nText\n`] as const
    ),
    ...[
      'optional',
      'required',
      'repeat 2',
      'rows 2',
      'values: a, b',
      'heading /A/',
      'label /A/',
      'any order',
      'extra sections',
      'no extra sections'
    ].map(
      (directive) =>
        [directive, 'before a paragraph', `## A\n\nText\n\n<!-- guidelint ${directive} -->\n\nMore\n`] as const
    ),
    ...['repeat 2', 'rows 2', 'heading /A/', 'any order', 'extra sections'].map(
      (directive) =>
        [directive, 'before a label', `## A\n\nText\n\n<!-- guidelint ${directive} -->\n\n**Owner**: [Name]\n`] as const
    ),
    ...['values: a, b', 'label /A/', 'heading /A/'].map(
      (directive) =>
        [
          directive,
          'before a table',
          `## A\n\nText\n\n<!-- guidelint ${directive} -->\n\n| K |\n| - |\n| [k] |\n`
        ] as const
    ),
    ...['tick one', 'tick only one', 'tick all'].flatMap((directive) => [
      [directive, 'before a list without boxes', `## A\n\n<!-- guidelint ${directive} -->\n\n- [Item]\n`] as const,
      [directive, 'before a section', `${section('A')}<!-- guidelint ${directive} -->\n\n${section('B')}`] as const,
      [directive, 'in an item', `## A\n\n- [ ] One <!-- guidelint ${directive} -->\n`] as const
    ]),
    ...['values: a, b', 'label /A/'].map(
      (directive) =>
        [
          directive,
          'before a list without labels',
          `## A\n\nText\n\n<!-- guidelint ${directive} -->\n\n- [Item]\n`
        ] as const
    ),
    ...[
      'optional',
      'required',
      'repeat 2',
      'rows 2',
      'keep',
      'remove',
      'values: a, b',
      'heading /A/',
      'label /A/',
      'any order',
      'any of',
      '/ignore'
    ].flatMap((directive) => [
      [directive, 'in an item without a label', `## A\n\n- One\n  <!-- guidelint ${directive} -->\n- Two\n`] as const,
      [directive, 'at the end of a list', `## A\n\n- Owner: [Name]\n  <!-- guidelint ${directive} -->\n`] as const,
      [directive, 'in running text', `## A\n\nSome <!-- guidelint ${directive} --> text\n`] as const,
      [directive, 'in a cell', `## A\n\n| K | S <!-- guidelint ${directive} --> |\n| - | - |\n| [k] | a |\n`] as const,
      [directive, 'with text behind it', `## A\n\n<!-- guidelint ${directive} --> **Owner**: [Name]\n`] as const,
      [directive, 'at the end', `## A\n\nText\n\n<!-- guidelint ${directive} -->\n`] as const
    ])
  ]

  test.each(wrongPlaces)('`%s` %s is an error', (directive, _, template) => {
    expect(() => readTemplate(template, 't.md')).toThrow(
      new RegExp(`^t\\.md:\\d+:\\d+: (?:Unexpected|Missing) directive .*${directive.split(/[ :]/, 1)[0] ?? ''}`)
    )
  })

  test.each([
    ['values:', 'Unexpected directive `values:`, expected `values: draft, final`'],
    ['values draft', 'Unexpected directive `values draft`, expected `values: draft, final`'],
    ['label Owner', 'Unexpected directive `label Owner`, expected `label /regular expression/`'],
    ['label /Owner', 'Unexpected regular expression `/Owner`, expected it between two slashes'],
    [
      'label /(/',
      'Unexpected regular expression `/(/`, expected RE2 syntax: error parsing regexp: missing closing ): `(`'
    ],
    ['rows', 'Unexpected directive `rows`, expected `rows 2+`'],
    ['omit "A": none', 'Unexpected directive `omit "A": none`, expected it in a guide only'],
    ['template: adr', 'Unexpected directive `template: adr`, expected it in a guide only'],
    ['-disable title', 'Unexpected directive `guidelint -disable title`, expected `<!--lint disable title-->`']
  ])('`%s` is none', (directive, message) => {
    expect(() => readTemplate(`## A\n\n<!-- guidelint ${directive} -->\n\n**Owner**: [Name]\n`, 't.md')).toThrow(
      `t.md:3:1: ${message}`
    )
  })

  test.each([
    [
      'a group of one section',
      '## A\n\nText\n\n<!-- guidelint any of -->\n\n## B\n\nText\n\n<!-- guidelint /any of -->\n',
      't.md:5:1: Unexpected directive `any of`, expected two sections or more after it'
    ],
    [
      'a group in a group',
      '<!-- guidelint any of -->\n\n## A\n\n<!-- guidelint any of -->\n\n## B\n\n<!-- guidelint /any of -->\n',
      't.md:5:1: Unexpected directive `any of`, expected `/any of` before it'
    ]
  ])('%s is an error', (_, template, message) => {
    expect(() => readTemplate(template, 't.md')).toThrow(message)
  })

  test('a group that nobody ends is an error', () => {
    expect(() => readTemplate('<!-- guidelint any of -->\n\n## A\n', 't.md')).toThrow(
      't.md:1:1: Missing directive `/any of`, expected it after `any of`'
    )
  })
})

describe('in a document', () => {
  const template = `${section('A')}${section('Rate Limits')}`

  test.each([
    ['a section may be left out for a reason', '<!-- guidelint omit "Rate Limits": there are none -->', []],
    [
      'a reason is due',
      '<!-- guidelint omit "Rate Limits" -->',
      ['5 required-headings: Missing reason to omit `Rate Limits`, expected it behind a colon']
    ],
    [
      'a section has to be one of the template',
      '<!-- guidelint omit "Rate Limit": none -->',
      ['5 required-headings: Unexpected section to omit `Rate Limit`, expected `Rate Limits`']
    ],
    [
      'another section leaves all due',
      '<!-- guidelint omit "Webcam": none -->',
      [
        '5 required-headings: Unexpected section to omit `Webcam`, expected one of the template',
        '5 required-headings: Missing section `Rate Limits`, expected it after `A`'
      ]
    ],
    [
      'quotes are due',
      '<!-- guidelint omit Rate Limits: none -->',
      ['5 required-headings: Unexpected section to omit `Rate Limits`, expected it in quotes']
    ],
    [
      'quotes are due, and a reason',
      '<!-- guidelint omit Rate Limits -->',
      ['5 required-headings: Unexpected section to omit `Rate Limits`, expected it in quotes']
    ],
    [
      'a section is due',
      '<!-- guidelint omit -->',
      [
        '5 no-placeholders: Unexpected directive `guidelint omit`, expected the section to omit in quotes',
        '5 required-headings: Missing section `Rate Limits`, expected it after `A`'
      ]
    ],
    [
      'what turns a rule off is said otherwise',
      '<!-- guidelint-disable required-headings -->',
      [
        '5 no-placeholders: Unexpected directive `guidelint-disable required-headings`, expected `<!--lint disable required-headings-->`',
        '5 required-headings: Missing section `Rate Limits`, expected it after `A`'
      ]
    ],
    [
      'a directive of a template means nothing',
      '<!-- guidelint optional -->',
      [
        '5 no-placeholders: Unexpected directive `guidelint optional`, expected it in a template only',
        '5 required-headings: Missing section `Rate Limits`, expected it after `A`'
      ]
    ]
  ])('%s', (_, comment, expected) => {
    expect(findings(template, `${section('A')}${comment}\n`)).toEqual(expected)
  })

  test('a directive that was copied with the template is none of its author', () => {
    const asked = '## A\n\n<!-- guidelint tick one -->\n\n- [ ] new\n- [ ] old\n'
    expect(findings(asked, asked.replace('[ ] new', '[x] new'))).toEqual([])
    expect(findings(asked, asked.replace('[ ] new', '[x] new').replace('tick one', 'tick all'))).toEqual([
      '3 no-placeholders: Unexpected directive `guidelint tick all`, expected it in a template only'
    ])
  })

  test.each([
    [
      '<!-- guidelint-disable-next-line no-placeholders -->',
      'Unexpected directive `guidelint-disable-next-line no-placeholders`, expected `<!--lint ignore no-placeholders-->`'
    ],
    [
      '<!-- guidelint-disable-line no-placeholders -->',
      'Unexpected directive `guidelint-disable-line no-placeholders`, expected `<!--lint ignore no-placeholders-->`'
    ],
    [
      '<!-- guidelint-disable-file -->',
      'Unexpected directive `guidelint-disable-file`, expected `<!--lint disable-->`'
    ],
    [
      '<!-- guidelint-disable no-placeholder, title -- by hand -->',
      'Unexpected directive `guidelint-disable no-placeholder, title -- by hand`, expected `<!--lint disable no-placeholders title-->`'
    ],
    [
      '<!-- guidelint-disable nothing-of-ours -->',
      'Unexpected directive `guidelint-disable nothing-of-ours`, expected `<!--lint disable rule-id-->`'
    ],
    [
      '<!-- guidelint disable title -->',
      'Unexpected directive `guidelint disable title`, expected `<!--lint disable title-->`'
    ],
    ['<!-- guidelint-enable -->', 'Unexpected directive `guidelint-enable`, expected `<!--lint enable-->`'],
    [
      '<!-- guidelint-enable title -->',
      'Unexpected directive `guidelint-enable title`, expected `<!--lint enable title-->`'
    ],
    ['<!-- guidelint-ignore-next -->', 'Unexpected directive `guidelint-ignore-next`, expected `<!--lint ignore-->`'],
    [
      '<!-- guidelint template -->',
      'Unexpected directive `guidelint template`, expected the name of a template after `template:`'
    ],
    [
      '<!-- guidelint ommit "Rate Limits": none -->',
      'Unexpected directive `guidelint ommit "Rate Limits": none`, expected `omit` or `template`'
    ],
    ['<!-- guidelint label /A/ -->', 'Unexpected directive `guidelint label /A/`, expected it in a template only'],
    [
      '<!-- guidelint omit "B": none --> text',
      'Unexpected directive in `<!-- guidelint omit "B": none --> text`, expected it by itself in a comment on a line of its own'
    ],
    ['<!--lint disable no-placeholder-->', 'Unexpected rule `no-placeholder`, expected `no-placeholders`'],
    ['<!--lint ignore title table-cell-->', 'Unexpected rule `table-cell`, expected `table-cells`'],
    ['<!--lint enable guidelint:title-->', 'Unexpected rule `guidelint:title`, expected `title`'],
    [
      '<!--lint disable-next-line title-->',
      'Unexpected directive `lint disable-next-line title`, expected `<!--lint ignore title-->`'
    ],
    ['<!--lint disbale title-->', 'Unexpected directive `lint disbale title`, expected `<!--lint disable title-->`']
  ])('%s is told', (comment, expected) => {
    expect(findings(section('A'), `${section('A')}${comment}\n`)).toEqual([`5 no-placeholders: ${expected}`])
  })

  test.each([
    '<!--lint disable no-undefined-references-->',
    '<!--lint disable no-such-rule-->',
    '<!--lint disable table-pipes code table heading-increment list-item-spacing-->',
    '<!--lint ignore-->',
    '<!--lint disable-next-line no-such-rule-->',
    '<!-- markdownlint-disable MD013 -->',
    '<!-- lint the code before you commit -->',
    '<!-- guidelints are not what is meant -->'
  ])('%s is left to others', (comment) => {
    expect(findings(section('A'), `${section('A')}${comment}\n`)).toEqual([])
  })

  test('a word that is none turns nothing off', () => {
    expect(findings(section('A'), '<!--lint disable-next-line no-empty-sections-->\n\n## A\n')).toContain(
      '3 no-empty-sections: Missing content of section `A`, expected text, or a word on why there is none'
    )
  })
})
