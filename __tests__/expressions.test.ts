import {readFileSync, readdirSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {parseSync} from 'oxc-parser'
import {superlinearParts} from './linear-time.ts'

const root = path.resolve(import.meta.dirname, '..')
const files = ['src', 'rules'].flatMap((folder) =>
  readdirSync(path.join(root, folder), {recursive: true, encoding: 'utf8'})
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name.replaceAll(path.sep, '/')}`)
)

interface Node {
  readonly type: string
  readonly start: number
  readonly [key: string]: unknown
}

interface Expression {
  readonly at: string
  readonly source: string
  readonly flags: string
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (typeof value !== 'object' || value === null) return
  if ('type' in value && 'start' in value) visit(value as Node)
  for (const child of Object.values(value)) walk(child, visit)
}

const programs = files.map((file) => {
  const text = readFileSync(path.join(root, file), 'utf8')
  return {file, text, program: parseSync(file, text).program}
})

/** What constants of the sources stand for, by their names. */
const constants = new Map<string, string>()
for (const {program} of programs) {
  walk(program, (node) => {
    if (node.type !== 'VariableDeclarator') return
    const {id, init} = node as unknown as {id: {name?: string}; init: Node | null}
    const value = init && textOf(init)
    if (id.name !== undefined && value != null) constants.set(id.name, value)
  })
}

/** The text of a literal, or of a template whose parts are constants; undefined for what is only known at run time. */
function textOf(node: Node): string | undefined {
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value']
  if (node.type === 'Identifier') return constants.get(node['name'] as string)
  if (node.type === 'TaggedTemplateExpression') return partsOf(node['quasi'] as Node, 'raw')
  if (node.type === 'TemplateLiteral') return partsOf(node, 'cooked')
  if (node.type === 'CallExpression') return joined(node)
  return undefined
}

function partsOf(node: Node, form: 'raw' | 'cooked'): string | undefined {
  const {quasis, expressions} = node as unknown as {
    quasis: ReadonlyArray<{value: Record<string, string>}>
    expressions: readonly Node[]
  }
  const values = expressions.map((expression) => textOf(expression))
  return values.includes(undefined)
    ? undefined
    : quasis.map(({value}, index) => `${value[form]}${values[index] ?? ''}`).join('')
}

function joined(node: Node): string | undefined {
  const {
    callee,
    arguments: [separator]
  } = node as unknown as {
    callee: {object?: {type: string; elements?: readonly Node[]}; property?: {name: string}}
    arguments: readonly Node[]
  }
  if (callee.property?.name !== 'join' || callee.object?.type !== 'ArrayExpression' || !separator) return undefined
  const values = (callee.object.elements ?? []).map((element) => textOf(element))
  return values.includes(undefined) ? undefined : values.join(textOf(separator))
}

/** Expressions whose text is only known at run time, with a likeness of what is made there. */
const atRunTime: Readonly<Record<string, string>> = {
  'src/markdown/unclosed-block.ts': '\\n[ >]*`{3,}[ \\t]*$',
  'src/new/name-places.ts': String.raw`(\\?\[Service\s+Name\\?\])|((?<![\p{L}\p{N}_])ACME(?![\p{L}\p{N}_]))`,
  'src/template/placeholder-index.ts': String.raw`\[[nN]|\{[sS]|[nN][nN][nN]`
}

const expressions: readonly Expression[] = programs.flatMap(({file, text, program}) => {
  const found: Expression[] = []
  walk(program, (node) => {
    const expression = literalOf(node) ?? constructedOf(node, file)
    if (expression) found.push({at: `${file}:${text.slice(0, node.start).split('\n').length}`, ...expression})
  })
  return found
})

function literalOf(node: Node): Omit<Expression, 'at'> | undefined {
  const {regex} = node as unknown as {regex?: {pattern: string; flags: string}}
  return node.type === 'Literal' && regex ? {source: regex.pattern, flags: regex.flags} : undefined
}

function constructedOf(node: Node, file: string): Omit<Expression, 'at'> | undefined {
  const {callee, arguments: [pattern, flags] = []} = node as unknown as {
    callee?: {name?: string}
    arguments?: readonly Node[]
  }
  // An identifier is another expression, with other flags.
  if (
    !/^(?:New|Call)Expression$/.test(node.type) ||
    callee?.name !== 'RegExp' ||
    !pattern ||
    pattern.type === 'Identifier'
  )
    return undefined
  return {source: textOf(pattern) ?? atRunTime[file] ?? 'unknown', flags: (flags && textOf(flags)) ?? ''}
}

/** The expression that a constant of a file stands for. */
function sourceAt(file: string, name: string): string {
  const program = programs.find((each) => each.file === file)
  let source: string | undefined
  walk(program?.program, (node) => {
    const {id, init} = node as unknown as {id?: {name?: string}; init?: Node | null}
    if (node.type === 'VariableDeclarator' && id?.name === name && init)
      source = (literalOf(init) ?? constructedOf(init, file))?.source
  })
  if (source === undefined) throw new Error(`${file} has no expression ${name}`)
  return source
}

/** Expressions that are not linear by themselves, with the limit of what they are held against. */
const bounded: Readonly<Record<string, string>> = {
  [sourceAt('src/markdown/label-syntax.ts', 'markedLabel')]:
    'what stands behind the start of a line, cut at 200 characters',
  [sourceAt('src/markdown/label-syntax.ts', 'wholeLine')]: 'a line of at most 200 characters',
  [String.raw`[ \t]#+[ \t]*$|[ \t]{2,}.*$`]:
    'what stands behind the signs of a heading, cut at 201 characters by the expression that finds it',
  [String.raw`,\s*(?:or\s+)?|\s+or\s+`]: 'a list of at most 300 characters',
  '(\u{E002}\\s*[:.)–—-]?\\s*)[^\u{E002}]+$':
    'headings are compared by their first 500 characters, with no two spaces in a row',
  [String.raw`\s*:\s+|\s+-{1,2}\s+`]: 'headings are compared by their first 500 characters, with no two spaces in a row'
}

describe('every regular expression takes linear time', () => {
  test.each(expressions.map(({at, source, flags}) => [`${at} /${source}/${flags}`, source, flags] as const))(
    '%s',
    (_, source, flags) => {
      expect(source).not.toBe('unknown')
      expect(bounded[source] === undefined ? superlinearParts(source, flags) : []).toEqual([])
    }
  )

  test('those with a limit are still there', () => {
    expect(
      Object.keys(bounded).filter((source) => !expressions.some((expression) => expression.source === source))
    ).toEqual([])
  })
})

describe('what takes more than linear time is known', () => {
  test.each([
    /\s+$/,
    /(a+)+c/,
    /^(?:a|aa)+c/,
    /^(?:a|a)*$/,
    /^(\w+\s?)*$/,
    /^.*,.*$/,
    /^\s*\s*$/,
    /\s*,\s*/,
    /x.*y/,
    /if\b.*then/,
    /^\d*\w*!/,
    /^(?:.*,)*x/,
    /<h1>[^]*?<\/h1>/,
    /[\n]+[ \t]*>/,
    /^a*b?a*c/,
    /^(?:a?b?)+$/,
    /(?:^|\s)#.*$/,
    /(?=\s*$)/,
    /(?<=\s*)x/,
    /^ *\s{11,}x/,
    /^(?:x*y?)*z/,
    /^(?:a{1,40}){1,20}b/,
    /(a)\1/
  ])('%s', ({source, flags}) => {
    expect(superlinearParts(source, flags)).not.toEqual([])
  })

  test.each([
    /^\s+$/,
    /^\s*x/,
    /a\s+b/,
    /<[^<>]*>/,
    /^[^:]*:.*$/s,
    /^.*:[^:]*$/,
    /"[^"]*"/,
    /^(?: \w+)*:/,
    /\d{1,9}x/,
    /^[ \t]*x/m,
    /[([]\s*a/,
    /(?<![:\s])[:\s]+$/,
    /\b\w+!/,
    /^\w+(?: \w+)*:/,
    /\s+/,
    /^ *(?:- +)*-x/,
    /\bfoo\b/
  ])('%s does not', ({source, flags}) => {
    expect(superlinearParts(source, flags)).toEqual([])
  })
})
