import {expect, test} from '@jest/globals'
import fc from 'fast-check'
import {
  type Tree,
  drop,
  dropHeading,
  move,
  nodeAt,
  paths,
  relevel,
  rename,
  treeOf,
  write
} from '../bench/outline-model.ts'
import {lintText, readTemplate} from '../src/index.ts'

const structural = {
  'heading-order': 'error',
  'no-extra-headings': 'error',
  title: 'error',
  'valid-anchors': 'off',
  'no-placeholders': 'off'
} as const

/** The findings about sections, each as its rule and reason. */
function findings(template: string, document: string): readonly string[] {
  const {messages} = lintText(document, {template: readTemplate(template, 'template.md'), rules: structural})
  return messages.map(({ruleId, reason}) => `${ruleId}: ${reason}`)
}

/** Templates of up to four levels, no two names alike. */
const trees = treeOf()

const runs = {numRuns: 200}

test('a document made from its template has no finding', () => {
  fc.assert(
    fc.property(trees, (tree) => {
      expect(findings(write(tree), write(tree))).toEqual([])
    }),
    runs
  )
})

/** Some section of a tree. */
function withSection(check: (tree: Tree, path: readonly number[]) => void) {
  return fc.property(trees, fc.nat(), (tree, pick) => {
    const all = paths(tree)
    check(tree, all[pick % all.length] as readonly number[])
  })
}

test('a section that is dropped with all it holds is one finding', () => {
  fc.assert(
    withSection((tree, path) => {
      const {changed, name} = drop(tree, path)
      fc.pre(paths(changed).length > 0)
      const found = findings(write(tree), write(changed))
      expect(found).toHaveLength(1)
      expect(found[0]).toMatch(
        new RegExp(`^required-headings: Missing section \`${name}\`, expected it (?:between|after|before|in) `)
      )
    }),
    runs
  )
})

test('a heading that is dropped while what it held stays is one finding, none where it only held others together', () => {
  fc.assert(
    withSection((tree, path) => {
      const {changed, name} = dropHeading(tree, path)
      fc.pre(paths(tree).length > 1)
      const found = findings(write(tree), changed)
      if (nodeAt(tree, path).children.length > 1 && found.length === 0) return
      expect(found).toHaveLength(1)
      expect(found[0]).toContain(`required-headings: Missing section \`${name}\``)
    }),
    runs
  )
})

test('a heading with a slip is one finding, which has the right name', () => {
  fc.assert(
    fc.property(trees, fc.nat(), fc.nat(), (tree, pick, at) => {
      const all = paths(tree)
      const {changed, name, slip} = rename(tree, all[pick % all.length] as readonly number[], at)
      expect(findings(write(tree), write(changed))).toEqual([
        `required-headings: Unexpected heading \`${slip}\`, expected \`${name}\``
      ])
    }),
    runs
  )
})

test('a section that is moved among its siblings is one finding', () => {
  fc.assert(
    fc.property(trees, fc.nat(), fc.nat(), (tree, pick, to) => {
      const all = paths(tree)
      const moved = move(tree, all[pick % all.length] as readonly number[], to)
      fc.pre(moved !== undefined)
      const found = findings(write(tree), write(moved))
      expect(found).toHaveLength(1)
      expect(found[0]).toMatch(/^heading-order: Unexpected order of section `/)
    }),
    runs
  )
})

test('a heading at another depth is one finding', () => {
  fc.assert(
    fc.property(trees, fc.nat(), fc.boolean(), fc.boolean(), (tree, pick, deeper, withChildren) => {
      const all = paths(tree)
      const path = all[pick % all.length] as readonly number[]
      const {text, name, from, to} = relevel(tree, path, deeper ? 1 : -1, withChildren)
      fc.pre(to >= 2 && to <= 6)
      expect(findings(write(tree), text)).toEqual([
        `required-headings: Unexpected depth ${to} of section \`${name}\`, expected ${from}`
      ])
    }),
    runs
  )
})

test('sections that moved to another depth together are one finding, with those that may be left out', () => {
  const template = '# T\n\n## A\n\nx\n\n## B\n\nThis section is optional.\n\n## C\n\nx\n\n## D\n\nx\n'
  const document = template.replace('optional.', 'here.').replaceAll(/^## (?!D)/gm, '### ')
  expect(findings(template, document)).toEqual([
    'required-headings: Unexpected depth 3 of sections `A`, `B`, `C`, expected 2'
  ])
})

test('a section that moved with its neighbours and is misspelt is both, not missing', () => {
  const template = '# T\n\n## Cause\n\nx\n\n## Response\n\nx\n\n## Rollback\n\nx\n\n## History\n\nx\n'
  const document = template.replaceAll(/^## (?!His)/gm, '### ').replace('Response', 'Resposne')
  expect(findings(template, document)).toEqual([
    'required-headings: Unexpected depth 3 of sections `Cause`, `Response`, `Rollback`, expected 2',
    'required-headings: Unexpected heading `Resposne`, expected `Response`'
  ])
})

test.each([
  ['before the section that follows', '## A\n\nx\n\n## C\n', '5:1', ['## B\n\n### D\n\n']],
  ['right behind the section before it', '## A\n\nx\n\n## References\n\nx\n', '3:2', ['\n\n## B\n\n### D']],
  [
    'behind the section before it, among unknown sections',
    '## A\n\nx\n\n## Extra\n\nx\n\n## References\n\nx\n',
    '3:2',
    undefined
  ],
  ['before the definitions of links', '## A\n\nx [y]\n\n[y]: https://example.com\n', '3:6', ['\n\n## B\n\n### D']],
  [
    'before a comment on these',
    '## A\n\nx [y]\n\n<!-- Links -->\n\n[y]: https://example.com\n',
    '3:6',
    ['\n\n## B\n\n### D']
  ],
  ['nowhere where an unknown section may be it', '## A\n\nx\n\n## Extra\n\nx\n', '3:2', undefined],
  ['before what belongs to it', '## A\n\nx\n\n### D\n\nx\n\n## C\n', '5:1', ['## B\n\n']],
  ['behind a fence', '## A\n\n```\nx\n```\n', '5:4', ['\n\n## B\n\n### D']],
  ['nowhere in a fence that is not closed', '## A\n\n```\nx\n', '5:1', undefined],
  ['nowhere in a comment that is not closed', '## A\n\n<!-- x\n', '4:1', undefined]
])('a missing section is inserted %s', (_, document, place, expected) => {
  const template = readTemplate('# T\n\n## A\n\n## B\n\n### D\n\n## C\n\nThis section is optional.\n', 'template.md')
  const missing = lintText(document, {template}).messages.find(({reason}) => reason.startsWith('Missing section `B`'))
  expect([`${missing?.line}:${missing?.column}`, missing?.expected]).toEqual([place, expected])
})

test('a missing section is inserted before what the template has later, though that is out of order itself', () => {
  const template = '# T\n\n## Design\n\n## Security\n\n## Future\n\n## Alternatives\n'
  const document = '# T\n\n## Design\n\nx\n\n## Alternatives\n\nx\n\n## Future\n\nx\n'
  const messages = lintText(document, {template: readTemplate(template, 'template.md')}).messages.map(
    ({line, reason, expected}) => [line, reason, expected]
  )
  expect(messages).toContainEqual([
    7,
    'Missing section `Security`, expected it between `Design` and `Alternatives`',
    ['## Security\n\n']
  ])
})

test('a missing section has no replacement where another beside it shares half of its name', () => {
  const template = '# T\n\n## Summary\n\n## Design Details\n\n## Alternatives\n'
  const document = '# T\n\n## Summary\n\nx\n\n## Alternatives\n\nx\n\n## Design of parts\n\nx\n'
  const messages = lintText(document, {template: readTemplate(template, 'template.md')}).messages.map(
    ({line, reason, expected}) => [line, reason, expected]
  )
  expect(messages).toContainEqual([11, 'Unexpected heading `Design of parts`, expected `Design Details`', undefined])
})

test('of many sections of one name below others none is the one that is missing', () => {
  const template = '# T\n\n## Motivation\n\n## Design\n'
  const chapters = ['One', 'Two'].map((name) => `## ${name}\n\n### Motivation\n\nx\n\n### Detail\n\nx\n\n`)
  expect(findings(template, `# T\n\n## Design\n\nx\n\n${chapters.join('')}`)).toEqual([
    'required-headings: Missing section `Motivation`, expected it before `Design`',
    'no-extra-headings: Unexpected section `One`, expected only sections of the template',
    'no-extra-headings: Unexpected section `Two`, expected only sections of the template'
  ])
})

test('sections of one name at a wrong depth are told where each of them is missing', () => {
  const template = '# T\n\n## A\n\n### Setup\n\nx\n\n## B\n\n### Setup\n\nx\n'
  expect(findings(template, template.replaceAll('###', '####'))).toEqual(
    Array.from({length: 2}, () => 'required-headings: Unexpected depth 4 of section `Setup`, expected 3')
  )
})

test('parts of a section that does not apply are looked for nowhere else', () => {
  const template = '# T\n\n## Proposal\n\n## Review\n\n### Dependencies\n\nx\n'
  expect(findings(template, '# T\n\n## Proposal\n\nx\n\n### Dependencies\n\nx\n\n## Review\n\nN/A\n')).toEqual([])
})

test('a missing section is inserted before the parts of another that is missing behind it', () => {
  const template = '# T\n\n## Summary\n\n## Proposal\n\n## Design\n\n### Test Plan\n\n## History\n'
  const document = '# T\n\n## Summary\n\nx\n\n### Test Plan\n\nx\n\n## History\n\nx\n'
  const messages = lintText(document, {template: readTemplate(template, 'template.md')}).messages.map(
    ({line, reason}) => [line, reason]
  )
  expect(messages).toContainEqual([7, 'Missing section `Proposal`, expected it between `Summary` and `Test Plan`'])
})

test.each([
  ['Alternatives previously considered', ['Alternatives considered']],
  ['Upgrade / Downgrade and Version Skew Strategy', ['Upgrade / Downgrade Strategy', 'Version Skew Strategy']],
  ['Alternatives, considered', ['Alternatives considered']],
  ['Alternatives', ['Alternatives considered']],
  ['Considered designs and alternatives', ['Alternatives considered']]
])('`%s` is a section with words put in or left out, or moved', (heading, meant) => {
  const template =
    '# T\n\n## Upgrade / Downgrade Strategy\n\n## Version Skew Strategy\n\n## Alternatives considered\n\n## History\n'
  const found = findings(template, `# T\n\n## ${heading}\n\nx\n\n## History\n\nx\n`).filter((finding) =>
    finding.includes('Unexpected heading')
  )
  expect(found).toEqual([
    `required-headings: Unexpected heading \`${heading}\`, expected ${meant.map((name) => `\`${name}\``).join(' and ')}`
  ])
})
