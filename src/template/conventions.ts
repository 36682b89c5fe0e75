import {withoutComments} from '../markdown/comment.ts'

/** How one template marks what authors must replace, besides the marks that all templates share. */
export interface Conventions {
  /** The opening brackets that it writes only after a backslash, and at least twice, as some formatters do. */
  readonly escapes: ReadonlySet<string>
  /** Whether it says that text in italics must be replaced. */
  readonly hasItalics: boolean
  /** Whether its headings have names such as `$PROJECT`. */
  readonly hasVariables: boolean
  /**
   * The nouns of names that it marks in some places only: `Service`, if `Service Name` is in a heading or the front
   * matter, and `<service-name>` elsewhere.
   */
  readonly nouns: readonly string[]
}

let last: {readonly source: string; readonly conventions: Conventions} | undefined

/** The conventions of a template, read from its source; those of the last template are remembered. */
export function conventionsOf(source: string): Conventions {
  if (last?.source !== source) last = {source, conventions: readConventions(source)}
  return last.conventions
}

function readConventions(source: string): Conventions {
  const text = withoutCode(withoutComments(source))
  const escapes = delimiters.flatMap(([opener, escaped, bare]) =>
    Array.from(text.matchAll(escaped)).length > 1 &&
    !Array.from(text.matchAll(bare)).some(([found]) => isPlaceholderLike(found, text))
      ? [opener]
      : []
  )
  return {
    escapes: new Set(escapes),
    hasItalics: italics.some((wording) => wording.test(source)),
    hasVariables: /^#{1,6} .*\$\{?[A-Z]{2}/m.test(text),
    nouns: nounsIn(source)
  }
}

function nounsIn(source: string): readonly string[] {
  const inBrackets = new Set(
    Array.from(source.matchAll(/[<{[](\p{L}{2,30})[-_ ]name[>}\]]/giu), ([, noun = '']) => noun.toLowerCase())
  )
  if (inBrackets.size === 0) return []
  const [frontMatter = ''] = /^---\n(?:(?!---)[^\n]*\n){0,100}/.exec(source) ?? []
  const lines = [...frontMatter.split('\n'), ...(withoutCode(source).match(/^#{1,6} .*$/gm) ?? [])]
  const nouns = lines.flatMap((line) =>
    Array.from(line.matchAll(/(?<![\p{L}<{[_-])(\p{Lu}\p{L}{1,29})[ -]Name(?![\p{L}>}\]])/gu), ([, noun = '']) => noun)
  )
  return [...new Set(nouns)].filter((noun) => inBrackets.has(noun.toLowerCase()))
}

function withoutCode(source: string): string {
  let isCode = false
  const lines = source.split('\n').filter((line) => {
    const isFence = /^ {0,3}(?:`{3}|~{3})/.test(line)
    if (isFence) isCode = !isCode
    return !isFence && !isCode
  })
  return lines.join('\n').replaceAll(/`[^`\n]{0,200}`/g, '')
}

/** Each opening bracket, with patterns for a text after an escaped one and after a bare one. */
const delimiters = [
  ['[', /\\\[\p{L}[^[\]\n]{0,200}\]/gu, /(?<![\\\w\]!])\[(?![xX]\])\p{L}[^[\]\n]{0,200}\](?![([:])/gu],
  ['{', /\\\{\p{L}[^{}\n]{0,200}\}/gu, /(?<![\\\w$}^])\{{1,2}\s?\p{L}[^{}\n]{0,200}\}/gu],
  ['<', /\\<\p{L}[^<>\n]{0,200}>/gu, /(?<![\\\w])<\p{L}[^<>\n@=/]{0,200}>/gu]
] as const

/** Whether a bracketed text may be a placeholder: a reference has a definition. */
function isPlaceholderLike(found: string, text: string): boolean {
  return !text.includes(`${found}:`)
}

const replace =
  'replac|remov|delet|substitut|overwrit|fill|instruct|guidance|hint|placeholder|ersetz|lösch|entfern|platzhalter|remplac|supprim|reemplaz|sustitu|elimin|sostitu'
const slanted = 'italics?|italici[sz]ed|kursiv\\p{L}{0,5}|italiques?|cursivas?|itálico|corsivo'

const italics = [
  new RegExp(String.raw`(?<![\p{L}])(?:${slanted})(?![\p{L}])[^.\n]{0,80}(?<![\p{L}])(?:${replace})`, 'iu'),
  new RegExp(String.raw`(?<![\p{L}])(?:${replace})[^.\n]{0,60}(?<![\p{L}])(?:${slanted})(?![\p{L}])`, 'iu')
]
