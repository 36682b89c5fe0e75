import {describe, expect, test} from '@jest/globals'
import {lintText, readTemplate} from '../src/index.ts'

function findings(template: string, document: string): readonly string[] {
  const {messages} = lintText(document, {template: readTemplate(template, 't.md'), preset: 'strict'})
  return messages.map(({line, ruleId, reason}) => `${line} ${ruleId}: ${reason}`)
}

const section = (name: string, text = 'Text') => `## ${name}\n\n${text}\n\n`

describe('in a template', () => {
  test.each([
    ['optional', `${section('A')}## B\n\n<!-- guidelint optional -->\n\nText\n`, section('A'), []],
    ['optional, before a block', '## A\n\nText\n\n<!-- guidelint optional -->\n\n| K |\n| - |\n| [k] |\n', section('A'), []],
    ['required', `${section('A')}## B (Optional)\n\n<!-- guidelint required -->\n`, section('A'), ['3 required-headings: Missing section `B (Optional)`, expected it after `A`']],
    ['repeat', '## E\n\n<!-- guidelint repeat 2..3 -->\n\nText\n', section('E'), ['3 required-headings: Missing section `E`, expected it after `E`']],
    ['repeat, its end', '## E\n\n<!-- guidelint repeat 1..2 -->\n\nText\n', section('E').repeat(3), ['9 no-extra-headings: Unexpected section `E`, expected at most 2 of its kind']],
    ['rows', '## A\n\nText\n\n<!-- guidelint rows 2+ -->\n\n| K |\n| - |\n| [k] |\n', '## A\n\n| K |\n| - |\n| a |\n', ['5 table-cells: Unexpected number of rows 1, expected at least 2']],
    ['values, of a field', '## A\n\nText\n\n<!-- guidelint values: draft, final -->\n\n**Status**: [status]\n', '## A\n\n**Status**: done\n', ['3 list-labels: Unexpected value `done` of field `Status`, expected `draft` or `final`']],
    ['values, of a column', '## A\n\nText\n\n<!-- guidelint values: on, off -->\n\n| K | S |\n| - | - |\n| [k] | on |\n', '## A\n\n| K | S |\n| - | - |\n| a | up |\n', ['5 table-cells: Unexpected value `up` in column `S`, expected `on` or `off`']],
    ['any order', `<!-- guidelint any order -->\n\n# T\n\n${section('A')}${section('B')}`, `# T\n\n${section('B')}${section('A')}`, []],
    ['extra sections', `<!-- guidelint extra sections -->\n\n# T\n\n${section('A')}`, `# T\n\n${section('A')}${section('Z')}`, []],
    ['no extra sections', '## A\n\n<!-- guidelint no extra sections -->\n\n### B (Optional)\n', '## A\n\n### Z\n\nText\n', ['3 no-extra-headings: Unexpected section `Z`, expected only sections of the template']],
    ['no extra sections, where there are none', '## A\n\n<!-- guidelint no extra sections -->\n\nText\n\n## B\n\nText\n', '## A\n\n### Z\n\nText\n\n## B\n\nText\n', ['3 no-extra-headings: Unexpected section `Z`, expected only sections of the template']],
    ['keep', '## A\n\nText\n\n<!-- guidelint keep -->\n\nWaived via CC0.\n', section('A', 'Text'), ['3 required-content: Missing text `Waived via CC0.`, expected it in `A`']],
    ['keep, kept', '## A\n\nText\n\n<!-- guidelint keep -->\n\nWaived via CC0.\n', section('A', 'Waived via\nCC0.'), []],
    ['remove', `${section('A')}## How to use this template\n\n<!-- guidelint remove -->\n\nCopy it.\n`, section('A'), []],
    ['required, without an answer', '## B\n\n<!-- guidelint required -->\n\nText\n', section('B', 'N/A'), ['1 no-empty-sections: Missing content of section `B`, expected more than `N/A`']],
    ['remove, a section that is left', `${section('A')}## How to use this template\n\n<!-- guidelint remove -->\n\nCopy it.\n`, `${section('A')}${section('How to use this template')}`, ['5 no-placeholders: Unexpected guidance of the template `How to use this template`, expected it to be removed']],
    ['remove, a block that is left', '## A\n\nText\n\n<!-- guidelint remove -->\n\n> Keep it short.\n', '## A\n\nText\n\n> Keep it short.\n', ['5 no-placeholders: Unexpected guidance of the template `Keep it short.`, expected it to be removed']],
    ['ignore', `${section('A')}<!-- guidelint ignore -->\n\n${section('B')}<!-- guidelint /ignore -->\n`, section('A'), []],
    ['any of', `${section('A')}<!-- guidelint any of -->\n\n${section('B')}${section('C')}<!-- guidelint /any of -->\n`, `${section('A')}${section('C')}`, []],
    ['any of, none', `${section('A')}<!-- guidelint any of -->\n\n${section('B')}${section('C')}<!-- guidelint /any of -->\n`, section('A'), ['3 required-headings: Missing section `B` or `C`, expected it after `A`']],
    ['heading', '## API\n\n<!-- guidelint heading /API( Reference)?/ -->\n\nText\n', section('API Reference'), []],
    ['placeholder, a word', '<!-- guidelint placeholder: ACME -->\n\n# ACME Guide\n\n## Using ACME\n\nText\n', '# Kiln Guide\n\n## Using Kiln\n\nACME is not ACMEs.\n', ['5 no-placeholders: Unexpected placeholder `ACME`, expected your own text']],
    ['placeholder', `<!-- guidelint placeholder: [ACME Corp] -->\n\n${section('A')}`, section('A', 'By [ACME Corp].'), ['3 no-placeholders: Unexpected placeholder `[ACME Corp]`, expected your own text']]
  ])('%s', (_, template, document, expected) => {
    expect(findings(template, document)).toEqual(expected)
  })

  test('a group that nobody ends is an error', () => {
    expect(() => readTemplate('<!-- guidelint any of -->\n\n## A\n', 't.md')).toThrow('t.md:1:1: Missing directive `/any of`, expected it after `any of`')
  })
})

describe('in a document', () => {
  const template = `${section('A')}${section('Rate Limits')}`

  test.each([
    ['a section may be left out for a reason', '<!-- guidelint omit "Rate Limits": there are none -->', []],
    ['a reason is due', '<!-- guidelint omit "Rate Limits" -->', ['5 required-headings: Missing reason to omit `Rate Limits`, expected it behind a colon']],
    ['a section has to be one of the template', '<!-- guidelint omit "Rate Limit": none -->', ['5 required-headings: Unexpected section to omit `Rate Limit`, expected `Rate Limits`']],
    ['another section leaves all due', '<!-- guidelint omit "Webcam": none -->', ['5 required-headings: Unexpected section to omit `Webcam`, expected one of the template', '5 required-headings: Missing section `Rate Limits`, expected it after `A`']],
    ['quotes are due', '<!-- guidelint omit Rate Limits: none -->', ['5 required-headings: Unexpected section to omit `Rate Limits`, expected it in quotes']],
    ['quotes are due, and a reason', '<!-- guidelint omit Rate Limits -->', ['5 required-headings: Unexpected section to omit `Rate Limits`, expected it in quotes']],
    ['a section is due', '<!-- guidelint omit -->', ['5 no-placeholders: Unexpected directive `omit`, expected the section to omit in quotes', '5 required-headings: Missing section `Rate Limits`, expected it after `A`']],
    ['what turns a rule off is said otherwise', '<!-- guidelint-disable required-headings -->', ['5 no-placeholders: Unexpected directive `-disable required-headings`, expected `<!--lint disable required-headings-->`', '5 required-headings: Missing section `Rate Limits`, expected it after `A`']],
    ['a directive of a template means nothing', '<!-- guidelint optional -->', ['5 no-placeholders: Unexpected directive `optional`, expected it in a template only', '5 required-headings: Missing section `Rate Limits`, expected it after `A`']]
  ])('%s', (_, comment, expected) => {
    expect(findings(template, `${section('A')}${comment}\n`)).toEqual(expected)
  })
})
