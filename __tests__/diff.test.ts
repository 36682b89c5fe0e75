import {readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from '@jest/globals'
import * as satteri from 'satteri'
import {VFile} from 'vfile'
import {rules} from '../rules/index.ts'
import {explainFailure} from '../src/check/failure.ts'
import {type ComparedTemplate, carriedOver, compareDocuments} from '../src/cli/diff-documents.ts'
import {namedVersions, versionsSince} from '../src/cli/template-versions.ts'
import {caseFinder} from '../src/linter.ts'
import {nativeParser} from '../src/markdown/native-parser.ts'
import {type TemplateReport, reportTemplates} from '../src/report/template-changes.ts'
import {withNewNames} from '../src/template-diff/carried-names.ts'
import {compareTemplates} from '../src/template-diff/compare-templates.ts'
import type {TemplateVersion} from '../src/template-diff/template-version.ts'
import {readTemplate} from '../src/template/read-template.ts'
import {commitOn, edit, git, good, project, repository, template} from './guides-with-history.ts'
import {temporaryFolder} from './temporary-folder.ts'
import {warmGuidelint} from './warm-command-line.ts'

const {write} = temporaryFolder()
const parse = nativeParser(satteri)

function versionOf(text: string, name = 'template.md'): TemplateVersion {
  return {text, schema: readTemplate(text, name, parse)}
}

function reportOf(old: string, now: string): TemplateReport {
  const {changes, reworded} = compareTemplates(versionOf(old), versionOf(now))
  return {old: 'old.md', now: 'new.md', changes, reworded}
}

/** The changes in sentences, each with its lines in the old and in the new template. */
function changesBetween(old: string, now: string): readonly string[] {
  return reportTemplates([reportOf(old, now)], 'pretty')
    .split('\n')
    .slice(3)
    .filter((line) => line !== '')
    .map((line) => line.trim().replaceAll(/ {2,}/g, ' '))
}

/** A template with sections, each with a text of its own. */
function sections(...names: readonly string[]): string {
  return ['# [Name]', ...names.map((name) => (name.startsWith('#') ? name : `## ${name}`))].join('\n\n')
}

/** Four hundred names that are like no other. */
function manyNames(first: number): readonly string[] {
  return Array.from({length: 400}, (_, index) => String.fromCodePoint(0x4e00 + first + index).repeat(3))
}

function tableOf(...columns: readonly string[]): string {
  return `# [Name]\n\n## Usage\n\n| ${columns.join(' | ')} |\n|${' --- |'.repeat(columns.length)}\n|${' [x] |'.repeat(columns.length)}\n`
}

describe('what changes for authors', () => {
  const cases: ReadonlyArray<readonly [what: string, old: string, now: string, changes: readonly string[]]> = [
    [
      'nothing in other words, case, numbering and marks',
      '# [Name]\n\n## 1. Usage Notes\n\nSay how.\n',
      '# [Title]\n\n## 2. Usage notes\n\nSay how it is used.\n',
      []
    ],
    [
      'a section added, with its parts',
      sections('Usage', 'Limits'),
      sections('Usage', 'Tests', '### Unit', '### Manual', 'Limits'),
      ['- 5 Added section `Tests`, after `Usage`, with 2 sections below it']
    ],
    [
      'a section removed, with its parts',
      sections('Usage', 'Tests', '### Unit', 'Limits'),
      sections('Usage', 'Limits'),
      ['5 - Removed section `Tests`, with 1 section below it']
    ],
    [
      'an optional section added',
      sections('Usage'),
      sections('Usage', 'Credits (Optional)'),
      ['- 5 Added section `Credits (Optional)`, after `Usage`, optional']
    ],
    [
      'a heading in other words',
      sections('Motivation', 'Alternatives', 'Drawbacks'),
      sections('Motivation', 'Rationale and alternatives', 'Drawbacks'),
      ['5 5 Renamed section `Alternatives` to `Rationale and alternatives`']
    ],
    [
      'a new name and the old text',
      '# [Name]\n\n## Effort\n\nTell how many days of work it takes, and of whom.\n',
      '# [Name]\n\n## Staffing\n\nTell how many days of work it takes, and of whom exactly.\n',
      ['3 3 Renamed section `Effort` to `Staffing`']
    ],
    [
      'a section renamed, and its parts not moved',
      sections('Operations', '### Alerts', '### Dashboards', 'Limits'),
      sections('Running it', '### Alerts', '### Dashboards', 'Limits'),
      ['3 3 Renamed section `Operations` to `Running it`']
    ],
    [
      'another name with another text, and no rename',
      '# [Name]\n\n## Effort\n\nTell how many days it takes.\n',
      '# [Name]\n\n## Licence\n\nUnder which terms may others use this?\n',
      ['3 - Removed section `Effort`', '- 3 Added section `Licence`']
    ],
    [
      'the one column with another name among two that stayed',
      '# [Name]\n\n## Shifts\n\n| Day | Owner | Since |\n| --- | --- | --- |\n| [d] | [o] | [s] |\n',
      '# [Name]\n\n## Shifts\n\n| Day | Team | Since |\n| --- | --- | --- |\n| [d] | [t] | [s] |\n',
      ['5 5 Renamed column `Owner` to `Team` in `Shifts`']
    ],
    [
      'a column beside one that stayed, and no rename',
      '# [Name]\n\n## Shifts\n\n| Day | Owner |\n| --- | --- |\n| [d] | [o] |\n',
      '# [Name]\n\n## Shifts\n\n| Day | Length |\n| --- | --- |\n| [d] | [h] |\n',
      ['5 - Removed column `Owner` in `Shifts`', '- 5 Added column `Length` in `Shifts`']
    ],
    [
      'the opposite name, and no rename',
      sections('Usage', 'Upgrade'),
      sections('Usage', 'Downgrade'),
      ['5 - Removed section `Upgrade`', '- 5 Added section `Downgrade`, after `Usage`']
    ],
    [
      'a section moved among others',
      sections('Usage', 'Limits', 'Support', 'Credits'),
      sections('Usage', 'Support', 'Credits', 'Limits'),
      ['5 9 Moved section `Limits`, after `Credits`']
    ],
    [
      'a section moved to another parent',
      sections('Usage', '### Limits', 'Support', '### Phone'),
      sections('Usage', 'Support', '### Phone', '### Limits'),
      ['5 9 Moved section `Limits` from `Usage` to `Support`']
    ],
    [
      'names of parts that come and go with other sections, and no move',
      sections('Usage', 'Build', '### Overview', 'Limits'),
      sections('Usage', 'Limits', 'Costs', '### Overview'),
      [
        '5 - Removed section `Build`, with 1 section below it',
        '- 7 Added section `Costs`, after `Limits`, with 1 section below it'
      ]
    ],
    [
      'all headings one level deeper',
      '# Usage\n\n# Limits\n\n## Hard\n',
      '## Usage\n\n## Limits\n\n### Hard\n',
      ['1 1 Depth of all sections: 1, now 2']
    ],
    [
      'one heading deeper',
      sections('Usage', '### Steps', '### Tools'),
      sections('Usage', '#### Steps', '### Tools'),
      ['5 5 Depth of section `Steps` in `Usage`: 3, now 4']
    ],
    [
      'a section made optional',
      sections('Usage', 'Limits'),
      sections('Usage', 'Limits (Optional)'),
      ['5 5 Section `Limits (Optional)` is optional now']
    ],
    [
      'a section made required',
      sections('Usage', 'Limits (if applicable)'),
      sections('Usage', 'Limits'),
      ['5 5 Section `Limits` is required now']
    ],
    [
      'one of several',
      sections('Usage', 'Chart', 'Sketch'),
      '# [Name]\n\n## Usage\n\n<!-- guidelint any of -->\n\n## Chart\n\n## Sketch\n\n<!-- guidelint /any of -->\n',
      ['5 7 Section `Chart` is one of several now', '7 9 Section `Sketch` is one of several now']
    ],
    [
      'a section that may stand more than once',
      sections('Usage', 'Story'),
      sections('Usage', 'Story 1: [Who]', 'Story 2: [Who]'),
      ['5 5 Renamed section `Story` to `Story 1: [Who]`', '5 5 Section `Story 1: [Who]`: once, now more than once']
    ],
    [
      'parts in any order',
      sections('Usage', '### A', '### B'),
      '# [Name]\n\n## Usage\n\n<!-- guidelint any order -->\n\n### A\n\n### B\n',
      ['3 3 Section `Usage`: its parts in the order of the template, now its parts in any order']
    ],
    [
      'a title that is a section, beside other headings of its depth',
      '# Name\n\n## Usage\n\n## Limits\n',
      '# Name\n\n## Usage\n\n## Limits\n\n# Rationale\n',
      ['1 1 Title `Name`: any title, now a section of this name', '- 7 Added section `Rationale`, after `Limits`']
    ],
    [
      'labels',
      '# [Name]\n\n- Author: [who]\n- Owner: [who]\n- Status: [A | B]\n- Bugs: [n]\n',
      '# [Name]\n\n- Authors: [who]\n- Service owner: [who]\n- Status: [A | B | C]\n- Links: [x]\n',
      [
        '6 - Removed field `Bugs`',
        '5 5 Values of field `Status`: `A | B`, now `A | B | C`',
        '4 4 Renamed field `Owner` to `Service owner`',
        '- 6 Added field `Links`'
      ]
    ],
    [
      'columns',
      tableOf('Name', 'Type', 'Default value', 'Notes'),
      tableOf('Name', 'Default values', 'Type', 'Since'),
      [
        '5 - Removed column `Notes` in `Usage`',
        '5 5 Renamed column `Default value` to `Default values` in `Usage`',
        '5 5 Moved column `Default values` in `Usage`, to another place in the order',
        '- 5 Added column `Since` in `Usage`'
      ]
    ],
    [
      'rows of a form',
      '# [Name]\n\n| Field | Answer |\n| --- | --- |\n| Owner | |\n| Level | |\n',
      '# [Name]\n\n| Field | Answer |\n| --- | --- |\n| Owner | |\n| Contact | |\n',
      ['3 - Removed row `Level`', '- 3 Added row `Contact`']
    ],
    [
      'choices of a column',
      '# [Name]\n\n| Name | Due |\n| --- | --- |\n| [a] | Yes/No |\n',
      '# [Name]\n\n| Name | Due |\n| --- | --- |\n| [a] | Yes/No/Later |\n',
      ['3 3 Values of column `Due`: `Yes | No`, now `Yes | No | Later`']
    ],
    [
      'required content',
      '# [Name]\n\n## Usage\n\n## Plan\n\n```sh\nrun [x]\n```\n',
      '# [Name]\n\n## Usage\n\n- [Step]\n- [Step]\n\n## Plan\n',
      ['- 5 Added list in `Usage`', '7 - Removed code block in `Plan`']
    ],
    [
      'boxes',
      '# [Name]\n\n## Check\n\n- [ ] Tests pass\n- [ ] Docs are written\n',
      '# [Name]\n\n## Check\n\n- [ ] Tests pass (all of them)\n- [ ] Somebody has looked\n',
      ['6 - Removed box `Docs are written` in `Check`', '- 6 Added box `Somebody has looked` in `Check`']
    ],
    [
      'keys',
      '---\ntitle: <title>\nowner: <who>\nstatus: <Draft | Final>\nid: <n>\n---\n\n## Usage\n',
      '---\nstatus: <Draft | Final | Gone>\ntitle: <title>\nlevel: <n>\nowners: <who>\n---\n\n## Usage\n',
      [
        '5 - Removed key `id`',
        '4 2 Values of key `status`: `Draft | Final`, now `Draft | Final | Gone`',
        '- 4 Added key `level`',
        '3 5 Renamed key `owner` to `owners`'
      ]
    ],
    [
      'front matter',
      '## Usage\n',
      '---\ntitle: <title>\nid: <n>\n---\n\n## Usage\n',
      ['- 2 Added front matter with `title, id`']
    ],
    [
      'the contents list',
      '# [Name]\n\n- [Usage](#usage)\n- [Limits](#limits)\n\n## Usage\n\n### Hard\n\n## Limits\n',
      '# [Name]\n\n- [Usage](#usage)\n  - [Hard](#hard)\n- [Limits](#limits)\n\n## Usage\n\n### Hard\n\n## Limits\n',
      ['3 3 Contents list: headings of depth 2, now headings of depth 2 to 3']
    ]
  ]

  test.each(cases)('%s', (_, old, now, changes) => {
    expect([...changesBetween(old, now)].toSorted()).toEqual([...changes].toSorted())
    expect(changesBetween(old, old)).toEqual([])
    expect(changesBetween(now, now)).toEqual([])
  })

  test('is listed in the order of the new template, with what is gone where it stood', () => {
    expect(changesBetween(sections('Usage', 'Build', 'Limits'), sections('Usage', 'Limits', 'Support'))).toEqual([
      '5 - Removed section `Build`',
      '- 7 Added section `Support`, after `Limits`'
    ])
  })

  test('sections in other words are counted', () => {
    expect(
      reportOf(
        '# [Name]\n\n## Usage\n\nSay how.\n\n## Limits\n\nSay which.\n',
        '# [Name]\n\n## Usage\n\nSay how it is used.\n\n## Limits\n\nSay which.\n'
      )
    ).toMatchObject({changes: [], reworded: 1})
  })

  test('is data for programs', () => {
    expect(
      JSON.parse(
        reportTemplates([reportOf(sections('Usage', '### Steps'), sections('Usage', '### Steps', '### Tools'))], 'json')
      )
    ).toEqual([
      {
        old: 'old.md',
        new: 'new.md',
        reworded: 0,
        changes: [
          {
            kind: 'added',
            subject: 'section',
            name: 'Tools',
            section: 'Usage',
            to: 'required',
            after: 'Steps',
            newLine: 7
          }
        ]
      }
    ])
  })

  test('is a table for a comment, in which names are nothing but text, and no longer than a comment may be', () => {
    const hostile = ['<img src=x onerror=alert(1)>', '@everyone `code` | cell', '\u{202E}evil', '::error::x']
    const text = reportTemplates(
      [
        reportOf(
          sections('Usage'),
          sections('Usage', ...hostile.map((name) => name.replaceAll(/[<`]/g, String.raw`\$&`)))
        )
      ],
      'markdown'
    )
    expect(text).toContain('Added section `<img src=x onerror=alert(1)>`, after `Usage`')
    expect(text).toContain('Added section <code>&#64;everyone &#96;code&#96; &#124; cell</code>')
    expect(text).not.toMatch(/\u{202E}|::error/u)
    const rows = text.split('\n').filter((line) => line.startsWith('| Added'))
    expect(rows.map((row) => row.split(/(?<!\\)\|/).length)).toEqual(hostile.map(() => 5))
    const long = reportTemplates(
      [
        {
          old: 'old.md',
          now: 'new.md',
          reworded: 0,
          changes: Array.from({length: 3000}, (_, index) => ({
            kind: 'added',
            subject: 'section',
            name: `Part ${index}`,
            section: ''
          }))
        }
      ],
      'markdown'
    )
    expect(long.length).toBeLessThan(60_100)
    expect(long).toMatch(/\n… and \d+ more lines\n$/)
  })

  test('many sections, labels and tables take no more than their reading', () => {
    expect(changesBetween(sections(...manyNames(0)), sections(...manyNames(400)))).toHaveLength(800)
    expect(changesBetween(sections(...manyNames(0)), sections(...manyNames(0).toReversed()))).toHaveLength(399)
  })
})

/** A template beside its former self, as the command has it. */
function compared(old: string, now: string): ComparedTemplate {
  const [before, after] = [versionOf(old, 'old.md'), versionOf(now, 'new.md')]
  const comparison = compareTemplates(before, after)
  return {
    old: before.schema,
    now: after.schema,
    files: [],
    comparison,
    oldByNewNames: withNewNames(before.schema, comparison)
  }
}

const cwd = path.parse(process.cwd()).root
const by = {
  parse,
  settings: {configuration: {}, checkTemplates: false, cwd, parser: 'native', areHashed: false}
} as const

function documentOf(text: string) {
  const found = caseFinder({rules, ...by.settings, parse})(new VFile({cwd, path: 'guide.md', value: text}))
  if (!found) throw new Error('Not checked')
  return {path: 'guide.md', text, found}
}

/** What is made of a document, and the same once more, which must change nothing. */
function carried(old: string, now: string, text: string): string {
  const change = compared(old, now)
  const once = carriedOver(documentOf(text), text, change, by).after
  expect(carriedOver(documentOf(once), once, change, by).after).toBe(once)
  return once
}

describe('a change carried into a document', () => {
  const cases: ReadonlyArray<readonly [what: string, old: string, now: string, document: string, result: string]> = [
    [
      'gives headings their new names, and links follow',
      sections('Usage', 'Alternatives', 'Limits'),
      sections('Usage', 'Rationale and alternatives', 'Limits'),
      '# Kiln\n\n[Alternatives](#alternatives), [more](#alternatives)\n\n## Usage\n\nHeat.\n\n## 2. Alternatives\n\nNone.\n\n## Limits\n\nMany.\n',
      '# Kiln\n\n[Alternatives](#alternatives), [more](#alternatives)\n\n## Usage\n\nHeat.\n\n## 2. Rationale and alternatives\n\nNone.\n\n## Limits\n\nMany.\n'
    ],
    [
      'gives links of that name the new one',
      sections('Usage', 'Alternatives'),
      sections('Usage', 'Rationale and alternatives'),
      '# Kiln\n\nSee [Alternatives](#alternatives) and [more](#alternatives).\n\n## Usage\n\nHeat.\n\n## Alternatives\n\nNone.\n',
      '# Kiln\n\nSee [Rationale and alternatives](#rationale-and-alternatives) and [more](#rationale-and-alternatives).\n\n## Usage\n\nHeat.\n\n## Rationale and alternatives\n\nNone.\n'
    ],
    [
      'swaps names',
      '# [Name]\n\n## Costs\n\nTell what one hour of it costs, in euros.\n\n## Gains\n\nName who has something of it, and how much.\n',
      '# [Name]\n\n## Gains\n\nTell what one hour of it costs, in euros.\n\n## Costs\n\nName who has something of it, and how much.\n',
      '# Kiln\n\n## Costs\n\nTen.\n\n## Gains\n\nNobody.\n',
      '# Kiln\n\n## Gains\n\nNobody.\n\n## Costs\n\nTen.\n'
    ],
    [
      'renames nothing to what is there already',
      sections('Usage', 'Alternatives'),
      sections('Usage', 'Rationale and alternatives'),
      '# Kiln\n\n## Usage\n\nHeat.\n\n## Alternatives\n\nNone.\n\n## Rationale and alternatives\n\nSome.\n',
      '# Kiln\n\n## Usage\n\nHeat.\n\n## Alternatives\n\nNone.\n\n## Rationale and alternatives\n\nSome.\n'
    ],
    [
      'keeps what stands in the places of slots',
      sections('Usage', 'Alert: [Action]'),
      sections('Usage', 'Known alert: [Action]'),
      '# Kiln\n\n## Usage\n\nHeat.\n\n## Alert: Cool down\n\nWait.\n',
      '# Kiln\n\n## Usage\n\nHeat.\n\n## Known alert: Cool down\n\nWait.\n'
    ],
    [
      'puts in new sections, with what the template has for their authors',
      sections('Usage', 'Limits'),
      '# [Name]\n\n## Usage\n\n## Risks\n\n[What can go wrong]\n\n## Limits\n',
      '# Kiln\n\n## Usage\n\nHeat.\n\n## Limits\n\nNone.\n',
      '# Kiln\n\n## Usage\n\nHeat.\n\n## Risks\n\n[What can go wrong]\n\n## Limits\n\nNone.\n'
    ],
    [
      'leaves older faults: what is missing by the old template as well, and placeholders',
      sections('Usage', 'Limits', 'Support'),
      sections('Usage', 'Limits', 'Support', 'Risks'),
      '# Kiln\n\n## Usage\n\n[Name] is hot.\n\n## Support\n\nCall.\n',
      '# Kiln\n\n## Usage\n\n[Name] is hot.\n\n## Support\n\nCall.\n\n## Risks\n'
    ],
    [
      'leaves older faults under their new names',
      sections('Usage', 'Alternatives', 'Limits'),
      sections('Usage', 'Rationale and alternatives', 'Limits', 'Risks'),
      '# Kiln\n\n## Usage\n\nHeat.\n\n## Limits\n\nNone.\n',
      '# Kiln\n\n## Usage\n\nHeat.\n\n## Limits\n\nNone.\n\n## Risks\n'
    ],
    [
      'leaves what is missing beside what is new',
      sections('Usage', 'Limits', 'Support', 'Credits'),
      sections('Usage', 'Limits', 'Support', 'Credits', 'Risks'),
      '# Kiln\n\n## Usage\n\nHeat.\n',
      '# Kiln\n\n## Usage\n\nHeat.\n\n## Risks\n'
    ],
    [
      'leaves labels and keys that are missing beside new ones',
      '---\nid: <n>\ntitle: <t>\nlevel: <n>\n---\n\n## Usage\n\n- **Owner**: [who]\n- **Phone**: [n]\n- **Mail**: [m]\n',
      '---\nid: <n>\ntitle: <t>\nlevel: <n>\nkind: <k>\n---\n\n## Usage\n\n- **Owner**: [who]\n- **Phone**: [n]\n- **Mail**: [m]\n- **Deputy**: [who]\n',
      '---\nid: 1\n---\n\n## Usage\n\n- **Owner**: Ada\n',
      '---\nid: 1\nkind:\n---\n\n## Usage\n\n- **Owner**: Ada\n- **Deputy**:\n'
    ],
    [
      'leaves sections that are gone',
      sections('Usage', 'History', 'Limits'),
      sections('Usage', 'Limits'),
      '# Kiln\n\n## Usage\n\nHeat.\n\n## History\n\nLong.\n\n## Limits\n\nNone.\n',
      '# Kiln\n\n## Usage\n\nHeat.\n\n## History\n\nLong.\n\n## Limits\n\nNone.\n'
    ],
    [
      'moves sections, whole',
      sections('Usage', 'Limits', 'Support', 'Credits'),
      sections('Usage', 'Support', 'Credits', 'Limits'),
      '# Kiln\n\n## Usage\n\nHeat.\n\n## Limits\n\n### Own\n\nNone.\n\n## Support\n\nCall.\n\n## Credits\n\nAda.\n',
      '# Kiln\n\n## Usage\n\nHeat.\n\n## Support\n\nCall.\n\n## Credits\n\nAda.\n\n## Limits\n\n### Own\n\nNone.\n'
    ],
    [
      'shifts all headings, those of the author as well',
      '# Usage\n\n# Limits\n',
      '## Usage\n\n## Limits\n',
      '# Usage\n\n## Own\n\nHeat.\n\n# More\n\nText.\n\n# Limits\n\nNone.\n',
      '## Usage\n\n### Own\n\nHeat.\n\n## More\n\nText.\n\n## Limits\n\nNone.\n'
    ],
    [
      'shifts none where one cannot be',
      '# Usage\n\n# Limits\n',
      '## Usage\n\n## Limits\n',
      '# Usage\n\n###### Deep\n\nHeat.\n\n# Limits\n\nNone.\n',
      '# Usage\n\n###### Deep\n\nHeat.\n\n# Limits\n\nNone.\n'
    ],
    [
      'renames labels, columns and keys',
      '---\nowner: <who>\n---\n\n## Usage\n\n- **Owner**: [who]\n\n| Default value |\n| --- |\n| [x] |\n',
      '---\nowners: <who>\n---\n\n## Usage\n\n- **Service owner**: [who]\n\n| Default setting value |\n| --- |\n| [x] |\n',
      '---\nowner: Ada\n---\n\n## Usage\n\n- **Owner**: Ada\n\n| Default value |\n| --- |\n| 1 |\n',
      '---\nowners: Ada\n---\n\n## Usage\n\n- **Service owner**: Ada\n\n| Default setting value |\n| --- |\n| 1 |\n'
    ],
    [
      'keeps line endings and byte order mark',
      sections('Usage', 'Alternatives'),
      sections('Usage', 'Rationale and alternatives', 'Risks'),
      '\u{FEFF}# Kiln\r\n\r\n## Usage\r\n\r\nHeat.\r\n\r\n## Alternatives\r\n\r\nNone.\r\n',
      '\u{FEFF}# Kiln\r\n\r\n## Usage\r\n\r\nHeat.\r\n\r\n## Rationale and alternatives\r\n\r\nNone.\r\n\r\n## Risks\r\n'
    ],
    [
      'leaves a document of another kind',
      sections('Usage', 'Alternatives'),
      sections('Usage', 'Rationale and alternatives', 'Risks'),
      '# Letter\n\n## Dear Ada\n\nHow are you?\n',
      '# Letter\n\n## Dear Ada\n\nHow are you?\n'
    ]
  ]

  test.each(cases)('%s', (_, old, now, document, result) => {
    expect(carried(old, now, document)).toBe(result)
  })

  test('brings findings, and takes others away; what is missing under its old and its new name is neither', async () => {
    const before = compared(
      sections('Usage', 'Alternatives', 'Limits', 'Credits'),
      sections('Usage', 'Rationale and alternatives', 'Limits', 'Risks')
    )
    const [change] = await compareDocuments(
      [documentOf('# Kiln\n\n## Usage\n\nHeat.\n\n## Limits\n\nNone.\n')],
      before,
      by
    )
    expect({added: change?.added.map(({reason}) => reason), gone: change?.gone.map(({reason}) => reason)}).toEqual({
      added: ['Missing section `Risks`, expected it after `Limits`'],
      gone: ['Missing section `Credits`, expected it after `Limits`']
    })
  })
})

describe('the command', () => {
  const older = template.replace('## Limits\n', '## Boundaries\n\nTell what it cannot do, and what happens then.\n')
  const newer = template.replace(
    '## Limits\n',
    '## Limits\n\nTell what it cannot do, and what happens then.\n\n## Risks\n\n[What can go wrong]\n'
  )

  test('prints what its page shows', () => {
    const runbook =
      '# [Service] runbook\n\n- **Owner**: [Team]\n- **Status**: draft | final\n\n## Overview\n\n[What the service does]\n\n## Alerts\n\n| Alert | Meaning |\n| --- | --- |\n| [Alert] | [What it says] |\n\n## Limits\n\n[What it cannot do]\n\n## Support\n'
    const guide =
      '# Kiln runbook\n\n- **Owner**: Ada\n- **Status**: final\n\n## Overview\n\nIt turns. See [Limits](#limits).\n\n## Alerts\n\n| Alert | Meaning |\n| --- | --- |\n| Hot | Too hot |\n\n## Limits\n\nTen at a time.\n\n## Support\n\nCall Ada.\n'
    const folder = write({
      '.guidelintrc.yaml': 'templates:\n  - {template: templates/runbook.md, files: "docs/**"}\n',
      'templates/runbook.md': runbook,
      'docs/kiln.md': guide,
      'docs/wheel.md': guide.replace('Kiln', 'Wheel').replace('## Support\n\nCall Ada.\n', '')
    })
    git(repository(folder), 'tag', 'v1')
    edit(folder, 'templates/runbook.md', '- **Status**', '- **Deputy**: [Team]\n- **Status**')
    edit(folder, 'templates/runbook.md', '## Limits', '## Known limits')
    edit(folder, 'templates/runbook.md', '## Support', '## Support (optional)')
    edit(folder, 'templates/runbook.md', 'service does]', 'service does, and for whom]')
    const [, args = '', shown] =
      /\n\$ npx guidelint (.*)\n([^]*?)```/.exec(
        readFileSync(path.join(import.meta.dirname, '../docs/diff.md'), 'utf8')
      ) ?? []
    expect(warmGuidelint(args.split(' '), {cwd: folder})).toEqual({status: 1, stderr: '', stdout: shown})
  })

  test('compares a revision with a file, and carries the change into documents', () => {
    const folder = repository(
      write({...project, 'templates/guide.md': older, 'docs/kiln.md': good.replace('## Limits', '## Boundaries')})
    )
    writeFileSync(path.join(folder, 'templates/guide.md'), newer)
    expect(warmGuidelint(['diff', '--since', 'main'], {cwd: path.join(folder, 'docs')}).stdout).toMatch(
      /^main:templates\/guide\.md → \.\.\/templates\/guide\.md: /
    )
    const dry = warmGuidelint(
      ['diff', '--fix-dry-run', 'main:./templates/guide.md', 'templates/guide.md', 'docs/kiln.md'],
      {cwd: folder}
    )
    expect(dry).toMatchObject({status: 1, stderr: ''})
    expect(readFileSync(path.join(folder, 'docs/kiln.md'), 'utf8')).toContain('## Boundaries')
    expect(warmGuidelint(['diff', '--since', 'main', '--fix', 'docs'], {cwd: folder})).toMatchObject({
      status: 1,
      stderr: '2 documents changed\n'
    })
    expect(readFileSync(path.join(folder, 'docs/kiln.md'), 'utf8')).toBe(
      good.replace('None.\n', 'None.\n\n## Risks\n\n[What can go wrong]\n')
    )
    git(folder, 'checkout', '-q', 'docs/kiln.md')
    writeFileSync(path.join(folder, 'fix.patch'), dry.stdout)
    git(folder, 'apply', 'fix.patch')
    expect(readFileSync(path.join(folder, 'docs/kiln.md'), 'utf8')).toBe(
      good.replace('None.\n', 'None.\n\n## Risks\n\n[What can go wrong]\n')
    )
  })

  test('knows a template that was renamed since a commit', () => {
    const folder = repository(write(project))
    git(folder, 'mv', 'templates/guide.md', 'templates/new.md')
    edit(folder, 'templates/new.md', '<!-- guidelint required -->\n\n## Support\n\n', '')
    edit(folder, '.guidelintrc.yaml', 'guide.md', 'new.md')
    commitOn('2026-05-02', folder)
    expect(warmGuidelint(['diff', '--since', 'main'], {cwd: folder})).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('main:templates/guide.md → templates/new.md: 1 change for authors')
    })
  })

  test('says in one line what it cannot do', () => {
    const folder = repository(
      write({
        ...project,
        'deep.md': `## A\n\n${'> '.repeat(2000)}x\n`,
        'broken.md': '## A\n\n<!-- guidelint optinal -->\n'
      })
    )
    const cases: ReadonlyArray<{
      readonly operands: readonly string[]
      readonly reason: string
      readonly since?: string
    }> = [
      {
        operands: ['gone:templates/guide.md', 'templates/guide.md'],
        reason: 'gone:templates/guide.md: Cannot read: unknown revision "gone"'
      },
      {
        operands: ['main:guide.md', 'templates/guide.md'],
        reason: 'main:guide.md: Cannot read: no file "guide.md" in main'
      },
      {
        operands: ['main:../../etc/passwd', 'templates/guide.md'],
        reason: 'main:../../etc/passwd: Cannot read: no path in the repository'
      },
      {
        operands: ['--output=pwned:templates/guide.md', 'templates/guide.md'],
        reason: '--output=pwned:templates/guide.md: Cannot read: unknown revision "--output=pwned"'
      },
      {operands: ['none.md', 'templates/guide.md'], reason: 'none.md: Cannot stat: no such file'},
      {operands: ['templates', 'templates/guide.md'], reason: 'templates: Cannot read: not a file'},
      {
        operands: ['templates/guide.md'],
        reason: 'Missing templates, expected the old one and the new one, or --since with a commit'
      },
      {operands: ['deep.md', 'templates/guide.md'], reason: 'deep.md: Nested deeper than 500 levels'},
      {
        operands: ['broken.md', 'templates/guide.md'],
        reason: 'broken.md:3:1: Unexpected directive `optinal`, expected `optional`'
      },
      {operands: [], since: 'gone', reason: 'Cannot tell what changed since gone: fatal: Not a valid object name gone'}
    ]
    const settings = {...by.settings, cwd: folder}
    const said = ({operands, since}: (typeof cases)[number]) => {
      try {
        return since === undefined ? namedVersions(operands, settings, parse) : versionsSince(since, settings, parse)
      } catch (error) {
        return explainFailure(error)
      }
    }
    expect(cases.map((each) => said(each))).toEqual(cases.map(({reason}) => reason))
    expect(warmGuidelint(['diff', '--', '-x:templates/guide.md', 'templates/guide.md'], {cwd: folder})).toEqual({
      status: 2,
      stdout: '',
      stderr: '-x:templates/guide.md: Cannot read: unknown revision "-x"\n'
    })
  })
})
