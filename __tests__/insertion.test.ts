import {expect, test} from '@jest/globals'
import type {VFileMessage} from 'vfile-message'
import {lintText, readTemplate} from '../src/index.ts'

/** Headings of a document, in short: each holds text but for those in parentheses; other lines stand as they are. */
function written(outline: string): string {
  const blocks = outline.split(' / ').flatMap((line) => (line.startsWith('(') ? [line.slice(1, -1)] : line.startsWith('#') ? [line, 'Text.'] : [line]))
  return `${blocks.join('\n\n')}\n`
}

function templateOf(outline: string): string {
  return `${outline.replaceAll(' / ', '\n\n')}\n`
}

/** What is found but for empty sections, which what was inserted is. */
function findings(template: string, document: string): readonly VFileMessage[] {
  return lintText(document, {template: readTemplate(template, 'template.md')}).messages.filter(({ruleId}) => ruleId !== 'no-empty-sections')
}

function shown({line, column, reason, expected}: VFileMessage): string {
  return `${line}:${column} ${reason}${expected ? ` → ${JSON.stringify(expected[0])}` : ''}`
}

/** All replacements in place, those at one point in the order of their findings. */
function withReplacements(document: string, messages: readonly VFileMessage[]): string {
  const edits = messages.flatMap(({place, expected}) => {
    const [start, end] = place && 'start' in place ? [place.start, place.end] : [place, place]
    return expected?.[0] === undefined || start?.offset === undefined || end?.offset === undefined ? [] : [{start: start.offset, end: end.offset, text: expected[0]}]
  })
  let [text, at] = ['', 0]
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    text += document.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return text + document.slice(at)
}

test.each([
  ['a namesake elsewhere does not hide a wrong depth', '# T / ## A / ### Setup / ## B', '# T / ## A / #### Setup / ## B / ## C / #### Setup', ['9:1 Unexpected depth 4 of section `Setup`, expected 3 → "###"'], []],
  ['a copy does not hide a wrong depth', '## A / ### Setup / ## B', '## A / #### Setup / #### Setup / ## B', ['5:1 Unexpected depth 4 of section `Setup`, expected 3 → "###"'], []],
  ['of two of its name elsewhere neither is it, and there is no third', '## A / ### Setup / ## B', '## A / ## B / ### Setup / ## C / ### Setup', ['3:6 Missing section `Setup`, expected it in `A`'], ['3:6 Missing section `Setup`, expected it in `A`']],
  ['a title that is named like back matter stays the first', '# [Name] / ## Owner', '# Release history', ['3:6 Missing section `Owner`, expected it in the document → "\\n\\n## Owner"'], []],
  ['a section comes behind a title that is named like back matter', '# [Name] / ## Owner / ## Log', '# Release history / ## Log', ['5:1 Missing section `Owner`, expected it before `Log` → "## Owner\\n\\n"'], []],
  ['back matter stays behind what is missing', '# T / ## A / ## B / ## C', '# T / ## A / ## References / ## C', ['9:1 Missing section `B`, expected it between `A` and `C` → "## B\\n\\n"'], []],
  ['back matter alone stays last', '## Owner / ## Log (Optional)', '## References', ['1:1 Missing section `Owner`, expected it in the document → "## Owner\\n\\n"'], []],
  ['a part at a wrong depth is none that is lacked', '## A / <!-- any order --> / ### B / ### C / ### E / ## D', '(## A) / ## E / ## D', ['3:1 Unexpected depth 2 of section `E`, expected 3 → "###"', '5:6 Missing section `B`, expected it in `A` → "\\n\\n### B"', '5:6 Missing section `C`, expected it in `A` → "\\n\\n### C"'], []],
  ['parts stay in their section though what belongs to them stands elsewhere', '## Intro / ## A / ### B / #### B1 / ### C', '## Intro / #### B1 / (## A)', ['9:5 Missing section `B`, expected it in `A` → "\\n\\n### B"', '9:5 Missing section `C`, expected it in `A` → "\\n\\n### C"'], ['5:6 Unexpected parent `Intro` of section `B1`, expected `B`']],
  ['nothing is inserted in another section', '## A / ## B / ### Clay / ### Glaze / #### P', '## A / ### P / (## B)', ['9:5 Missing section `Clay`, expected it in `B` → "\\n\\n### Clay"', '9:5 Missing section `Glaze`, expected it in `B` → "\\n\\n### Glaze"'], ['5:5 Unexpected parent `A` of section `P`, expected `Glaze`']],
  ['parts come before the section behind them', '# T / ## A / ## B / ### B1 / ## C', '# T / (## B)', ['5:1 Missing section `A`, expected it before `B` → "## A\\n\\n"', '5:5 Missing section `B1`, expected it in `B` → "\\n\\n### B1"', '5:5 Missing section `C`, expected it after `B` → "\\n\\n## C"'], []],
  ['a deeper section of another parent is no neighbour', '## A / ### A1 / ## B / ### B1 / ## C', '## A / #### B1 / ## B / ## C', ['5:6 Unexpected parent `A` of section `B1`, expected `B`', '7:6 Missing section `A1`, expected it in `A` → "\\n\\n### A1"'], ['5:6 Unexpected parent `A` of section `B1`, expected `B`']],
  ['where any order does, the end of the section does', '## Z / <!-- any order --> / ### A / ### B / ### C', '## Z / ### C', ['7:6 Missing section `A`, expected it in `Z` → "\\n\\n### A"', '7:6 Missing section `B`, expected it in `Z` → "\\n\\n### B"'], []],
  ['all parts of an empty section come together', '## A / ### B / ### C / ## D', '(## A) / ## D', ['1:5 Missing sections `B`, `C`, expected them in `A` → "\\n\\n### B\\n\\n### C"'], []],
  ['text may hold the parts of a section', '## A / ### B / ### C / ## D', '## A / ## D', ['3:6 Missing sections `B`, `C`, expected them in `A`'], ['3:6 Missing sections `B`, `C`, expected them in `A`']],
  ['a sentence on what does not apply is no excuse', '## A / ### B / ### C / ## D', '(## A) / This API does not apply limits to reads. / ## D', ['3:41 Missing sections `B`, `C`, expected them in `A`'], ['3:41 Missing sections `B`, `C`, expected them in `A`']],
  ['a section that says that it does not apply has no parts', '## A / ### B / ### C / ## D', '(## A) / This section does not apply, since there are none. / ## D', [], []]
])('%s', (_, template, outline, expected, left) => {
  const document = written(outline)
  const messages = findings(templateOf(template), document)
  expect(messages.map((message) => shown(message))).toEqual(expected)
  expect(findings(templateOf(template), withReplacements(document, messages)).map((message) => shown(message))).toEqual(left)
})
