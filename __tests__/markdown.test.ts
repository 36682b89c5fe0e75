import {describe, expect, test} from '@jest/globals'
import {anchorsOf} from '../src/markdown/anchors.ts'
import type {MarkdownDocument, Section} from '../src/markdown/document.ts'
import {readDocument} from '../src/markdown/read-document.ts'
import {isBuiltInFragment, readLinkTarget} from '../src/markdown/link-target.ts'
import {parseByRemark} from '../src/markdown/remark-parser.ts'

function read(source: string): MarkdownDocument {
  return readDocument(parseByRemark(source), source)
}

function outline({name, children}: Section): readonly string[] {
  return [name, ...children.flatMap((child) => outline(child).map((line) => `  ${line}`))]
}

describe('the outline', () => {
  test('nests sections by their depth, whatever they skip', () => {
    const {root} = read('# A\n\n### B\n\n## C\n\nD\n---\n\n###### E ######\n')
    expect(outline(root)).toEqual(['', '  A', '    B', '    C', '    D', '      E'])
  })

  test('has no headings of quotes, lists and code', () => {
    expect(outline(read('# A\n\n> # B\n\n- # C\n\n```md\n# D\n```\n').root)).toEqual(['', '  A'])
  })

  test('names headings by what a reader sees', () => {
    const {sections} = read('# *A* `b` [c](d) <!-- e --> ![f](g)<a name="h"></a> {#i}\n')
    expect(sections.map(({name}) => name)).toEqual(['A b c'])
  })

  test('tells in which section a node stands', () => {
    const document = read('# A\n\n- [x](y)\n\n## B\n\n[z](y)\n')
    expect(document.nodes('link').map(({section}) => section.name)).toEqual(['A', 'B'])
  })

  test.each(['\uFEFF# A\n\n# B\n', '# A\r\n\r\n# B\r\n'])(
    'has places in UTF-16 of the text without its byte order mark',
    (source) => {
      const {source: text, sections} = read(source)
      expect(
        sections.map(({heading}) => text.slice(heading?.position?.start.offset, heading?.position?.end.offset))
      ).toEqual(['# A', '# B'])
    }
  )
})

describe('anchors', () => {
  test('are named as GitHub names them', () => {
    expect([...anchorsOf(read('# A & B\n\n# A & B\n\n> # In a quote\n\n# `code`_x_ 😀\n\n# Ünï\n'))]).toEqual([
      'a--b',
      'a--b-1',
      'in-a-quote',
      'codex-',
      'ünï'
    ])
  })

  test('have no hyphen for a no-break space at an end', () => {
    expect([...anchorsOf(read('# A\u{A0}\n\n# &nbsp;B\n\n# C&#32;\n'))]).toEqual(['a', 'b', 'c-'])
  })

  test('stand in HTML and in attributes, too', () => {
    expect([
      ...anchorsOf(
        read(
          '<a id="one"></a> <a name=\'two\'></a>\n\n<h2 id=three>Four</h2>\n\n# Five {#six .x}\n\n<!-- <a id="no"></a> -->\n'
        )
      )
    ]).toEqual(expect.arrayContaining(['one', 'two', 'three', 'four', 'five', 'six']))
    expect(anchorsOf(read('<!-- <a id="no"></a> -->\n')).size).toBe(0)
  })
})

describe('link targets', () => {
  test.each([
    ['#a', {path: '', writtenPath: '', fragment: 'a'}],
    ['b.md', {path: 'b.md', writtenPath: 'b.md', fragment: undefined}],
    ['../b%20c.md?raw=true#d%C3%BC', {path: '../b c.md', writtenPath: '../b%20c.md', fragment: 'dü'}],
    ['b%.md', {path: 'b%.md', writtenPath: 'b%.md', fragment: undefined}],
    ['https://example.com/#a', undefined],
    ['mailto:me@example.com', undefined],
    ['//example.com', undefined],
    ['/docs/a.md', undefined],
    ['{{ site.url }}/a', undefined],
    ['', undefined]
  ])('%s', (url, target) => {
    expect(readLinkTarget(url)).toEqual(target)
  })

  test.each(['', 'top', 'L10', 'L10-L20', ':~:text=a'])('the fragment %s needs no anchor', (fragment) => {
    expect(isBuiltInFragment(fragment)).toBe(true)
  })
})

describe('front matter', () => {
  test('that is not closed is text, and the lists behind it stay lists', () => {
    expect(parseByRemark('---\na: b\n\n- c\n').children.map(({type}) => type)).toEqual([
      'thematicBreak',
      'paragraph',
      'list'
    ])
  })

  test.each(['---\na: b\n---\n', '+++\na = "b"\n+++\n', '\uFEFF---\na: b\n---\n'])(
    'that is closed is read: %j',
    (source) => {
      expect(parseByRemark(source).children.map(({type}) => type)).toEqual([expect.stringMatching(/^(?:yaml|toml)$/)])
    }
  )
})
