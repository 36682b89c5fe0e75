import {existsSync, readFileSync, readdirSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from '@jest/globals'
import fc from 'fast-check'
import type {Nodes, Root} from 'mdast'
import * as satteri from 'satteri'
import {VFile} from 'vfile'
import {generatedDocument} from '../bench/generated-markdown.ts'
import {rules} from '../rules/index.ts'
import {createLinter} from '../src/linter.ts'
import {loadBinding} from '../src/markdown/native-binding.ts'
import {type Satteri, nativeParser} from '../src/markdown/native-parser.ts'
import {isKnownLayout, knownVersion, treeOf} from '../src/markdown/native-tree.ts'
import type {Parse} from '../src/markdown/parse.ts'
import {parseByRemark} from '../src/markdown/remark-parser.ts'

const parseNatively = nativeParser(satteri)

const root = path.resolve(import.meta.dirname, '..')
const corpora = path.resolve(root, '../shared/corpora')
const guides = path.join(root, 'fixtures/templates/integration-guide')

/** A tree in one form: keys in one order, without what no rule looks at. */
function inOneForm(node: Nodes): unknown {
  const {type, position} = node
  // Where a list ends among blank lines of a quote is of no use to a rule.
  const place = position && [
    position.start.offset,
    ...(type === 'list' || type === 'listItem' || type === 'blockquote' ? [] : [position.end.offset])
  ]
  if ('children' in node)
    return {
      type,
      place,
      ...('depth' in node && {depth: node.depth}),
      ...('checked' in node && {checked: node.checked}),
      children: node.children.map((child) => inOneForm(child))
    }
  return {type, place, ...('value' in node && {value: node.value}), ...('url' in node && {url: node.url})}
}

describe('trees are the same from both parsers', () => {
  test.each([
    ['a character that is none', 'a\0b\n'],
    ['a lone surrogate', 'a\uD800b\n'],
    ['a byte order mark', '\uFEFF# A\n\nb\n'],
    ['other line breaks', '# A\r\n\r\n- b\r\n- c\r\n'],
    ['front matter', '---\na: b\n---\n\n# A\n'],
    ['front matter that is not closed', '---\na: b\n\n- c\n'],
    ['the end of a document within front matter', '---\na: b\n...\nc: d\n---\n\n# A\n'],
    ['dots in the place of its end', '---\na: b\n...\n\n# A\n'],
    ['tasks that open with markup', '- [ ] *a*\n- [x] **b** c\n- [ ] d\n\n1. [X] `e` f\n'],
    ['indented code behind an empty item', '-\n#\n    a\n    b\n'],
    ['indented code with blank lines behind a list', '- a\n***\n    b\n\n    c\n      \n    d\n\n'],
    ['the same in a quote', '> - a\n> ***\n>     b\n>\n>     c\n>\n> d\n'],
    ['two fences', '```\na\n```\n~~~\nb\n~~~\n'],
    ['text behind a second byte order mark', 'a\n\n\uFEFFb\n'],
    ['fences behind a byte order mark', '\uFEFF```a\nx\n```\n```b\ny\n```\n'],
    ['tasks behind a byte order mark', '\uFEFF- [ ] *a*\n'],
    ['a tab behind the fence that opens front matter', '---\t\na: b\n---\n\n# A\n'],
    ['a tab behind the fence that closes front matter', '---\na: b\n--- \t\n\n# A\n'],
    ['tabs behind everything in front matter', '---\t\r\na: b\r\n...\t\r\nc: d\t\r\n---\t\r\n\r\n# A\r\n'],
    ['a tab behind the fence that closes TOML', '+++\na = 1\n+++\t\n\n# A\n'],
    ['a box with a line break behind it', '- [x]\r\n  a\r\n- [ ]\r\nb\r\n\r\n> - [X]\r\n>   *c*\r\n'],
    ['a box alone in its item', '- [x]\r\n- [ ]\r\n\r\n  a\r\n'],
    ['a box below the marker of its item', '-\n  [x] a\n'],
    ['a box with a plain line break behind it', '- [x]\n  a\n- [ ]\n  *b*\n- [ ]\n  `c` d\n'],
    ['a box that is escaped', '- \\[x] a\n'],
    ['a comment at the end of an item', '1. <!-- a -->\n2. b\n'],
    ['an unclosed comment at the end of an item', '- a\n  <!-- b\n- c\n'],
    ['a comment at the end of a quote', '> <!-- a -->\r\n- b\r\n'],
    ['an address that opens a row', '| a |\n| - |\n| 1 |\n<a@example.com> b\n<https://example.com>\n'],
    ['a tag with text behind it that opens a row', '| a |\n| - |\n| 1 |\n<br> b\n'],
    ['a tag behind the header of a table', '| a |\n| - |\n<br>\nc\n'],
    ['a tag behind a table', '| a |\n| - |\n| b |\n<x>\nc\n\nd\n'],
    ['the end of an element behind a table', '| a |\n| - |\n| b |\n</details>\n\nd\n'],
    ['an unclosed comment', '# a\n\n<!-- b\n\n# c\n'],
    ['nested lists and quotes', '> - a\n>   - b\n>\n> c\n\n- d\n\n      e\n']
  ])('%s', (_, source) => {
    expect(inOneForm(parseNatively(source))).toEqual(inOneForm(parseByRemark(source)))
  })
})

/** A tree as satteri makes it of what it parsed. */
const treeBySatteri = (source: string, frontmatter: boolean) =>
  satteri.markdownToMdast(source, {features: {frontmatter}})

function bufferOf(source: string, frontmatter: boolean): Uint8Array {
  const handle = satteri.createMdastHandle(source, {frontmatter}, true)
  try {
    return satteri.serializeHandle(handle)
  } finally {
    satteri.dropHandle(handle)
  }
}

describe('the buffer of the native parser', () => {
  const everything =
    '---\na: b\n---\n\n# Ü *a* **b** ~~c~~ `d`\n\n[e]: /f "g"\n\n[e] [e][] [h][e] ![e] ![i](/j "k") <https://l.m> <b>n</b>[^o]\n\n' +
    '[^o]: p\n\n---\n\n> 1. q\n> 3. r\n\n- [ ] s\n\n- [x] t\\\nu\n\n| v | w | x | y |\n| - | :- | -: | :-: |\n| 🔥 | é | | z |\n\n```ts a\n🔥\n```\n\n<!-- ü -->\n\nwww.example.com a@example.com &amp;\n'

  test.each([
    ['of all kinds of nodes', everything, true],
    ['without front matter', everything, false],
    ['of TOML', '+++\na = 1\n+++\n', true],
    ['of nothing', '', true],
    ['of a deep tree', '> '.repeat(2000), true]
  ])('%s is read as by satteri itself', (_, source, frontmatter) => {
    expect(isKnownLayout(bufferOf(source, frontmatter))).toBe(true)
    expect(nodesOf(treeOf(bufferOf(source, frontmatter), source))).toEqual(
      nodesOf(treeBySatteri(source, frontmatter) as Root)
    )
  })

  test('is that of the version that is installed, whose native code is loaded alone', async () => {
    const {version} = JSON.parse(readFileSync(path.join(root, 'node_modules/satteri/package.json'), 'utf8')) as {
      version: string
    }
    expect(version).toBe(knownVersion)
    const binding = await loadBinding()
    expect(binding && nativeParser(binding)(everything)).toEqual(parseNatively(everything))
    expect(binding && nativeParser(binding)('---\na\n')).toEqual(parseNatively('---\na\n'))
  })

  test('of another layout leaves the tree to satteri', () => {
    const another: Satteri = {...satteri, serializeHandle: () => new Uint8Array(100)}
    expect(nativeParser(another)('# A\n')).toEqual(parseNatively('# A\n'))
  })
})

/** Each node by itself, since a deep tree is deeper than the stack of a comparison. */
function nodesOf(tree: Root): readonly unknown[] {
  const nodes: unknown[] = []
  const open: Array<{depth: number; node: Nodes}> = [{depth: 0, node: tree}]
  for (let next = open.pop(); next; next = open.pop()) {
    const {depth, node} = next
    nodes.push({...node, level: depth, children: 'children' in node ? node.children.length : undefined})
    if ('children' in node) open.push(...node.children.map((child) => ({depth: depth + 1, node: child})))
  }
  return nodes
}

test.each([
  '- a\n  <!-- b -->\n- c\n',
  '- a\r\n  <!-- b -->\r\n- c\r\n',
  '- a\n  - b\n    <!-- c -->\n- d\n',
  '> <!-- a -->\n- b\n',
  '- <!-- a -->\n\n1. b\n',
  '> a\n> \n',
  '> <!-- a -->\n> \n- b\n',
  '> - <!-- a -->\n> - b\n',
  '- > <!-- a -->\n  >\n- b\n',
  '- a\n  <!-- b\n- c\n'
])('lists, items and quotes end in one place: %j', (source) => {
  const ends = (node: Nodes): readonly unknown[] => [
    [node.type, node.position?.end],
    ...('children' in node ? node.children.flatMap((child) => ends(child)) : [])
  ]
  expect(ends(parseNatively(source))).toEqual(ends(parseByRemark(source)))
})

/** Everything that is found in a document, with its place and its replacement. */
function findings(
  parse: Parse,
  value: string,
  cwd: string,
  template: string,
  name = 'document.md'
): readonly unknown[] {
  const lint = createLinter({rules, parse, configuration: {preset: 'strict', templates: [{template}]}, cwd})
  const file = new VFile({cwd, path: name, value})
  lint(file)
  return file.messages.map(({place, fatal, ruleId, reason, actual, expected, note}) =>
    JSON.stringify([place, fatal, ruleId, reason, actual, expected, note])
  )
}

const mostDocuments = 20

describe.each(['kep', 'swift', 'eip'])('findings in %s', (corpus) => {
  const cwd = path.join(corpora, corpus)
  const isThere = existsSync(path.join(cwd, 'docs'))
  if (!isThere) process.stderr.write(`skipped: the corpus ${corpus} is not there\n`)
  ;(isThere ? test : test.skip)(
    'are the same from both parsers',
    () => {
      const names = readdirSync(path.join(cwd, 'docs'), {encoding: 'utf8'})
        .filter((name) => name.endsWith('.md'))
        .toSorted((a, b) => a.localeCompare(b, 'en'))
      const step = Math.max(1, Math.floor(names.length / mostDocuments))
      for (const name of names.filter((_, index) => index % step === 0)) {
        const value = readFileSync(path.join(cwd, 'docs', name), 'utf8')
        expect([name, treeOf(bufferOf(value, true), value)]).toEqual([name, treeBySatteri(value, true)])
        expect([name, findings(parseNatively, value, cwd, 'template.md', `docs/${name}`)]).toEqual([
          name,
          findings(parseByRemark, value, cwd, 'template.md', `docs/${name}`)
        ])
      }
    },
    120_000
  )
})

test('findings in generated documents are the same from both parsers', () => {
  fc.assert(
    fc.property(generatedDocument, (text) => {
      expect(findings(parseNatively, text, guides, 'template.md')).toEqual(
        findings(parseByRemark, text, guides, 'template.md')
      )
    }),
    {numRuns: 400}
  )
}, 240_000)

test('a tree that is deeper than the stack comes back whole', () => {
  const tree: Root = parseNatively(`${'>'.repeat(9000)} a\n`)
  expect(tree.children[0]?.type).toBe('blockquote')
})
