import {withoutComments} from '../markdown/comment.ts'

/** How one template marks what authors must replace, besides the marks that all templates share. */
export interface Conventions {
  /** The opening brackets that it writes only after a backslash, and at least twice, as some formatters do. */
  readonly escapes: ReadonlySet<string>
  /** Whether it says that text in italics must be replaced. */
  readonly hasItalics: boolean
  /** Whether its headings have names such as `$PROJECT` and `${project}`. */
  readonly hasVariables: boolean
  /** Whether what stands in lenticular brackets is to be replaced, 【名称】, which elsewhere set marks and headings off. */
  readonly hasLenticular: boolean
  /**
   * The nouns of names that it marks in some places only: `Service`, if `Service Name` is in a heading or the front
   * matter, and `<service-name>` elsewhere.
   */
  readonly nouns: readonly string[]
  /** The formats that it explains to readers, which stay as they are: ``Remarks have the format `<kiln>:<shelf>`.`` */
  readonly notations: readonly string[]
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
    hasLenticular: source.includes('【') && areLenticularReplaced(source),
    hasVariables: /^#{1,6} .*\$(?:\{?[A-Z]{2}|\{\p{Alpha}{2})/mu.test(text),
    nouns: nounsIn(source),
    notations: notationsIn(withoutFences(withoutComments(source)))
  }
}

/** The code with several names to fill in that a sentence calls a format. */
function notationsIn(text: string): readonly string[] {
  return [...text.matchAll(formatBehind), ...text.matchAll(formatBefore)].flatMap(([, code = '']) =>
    (code.match(/<[^<>]+>/g) ?? []).length > 1 ? code : []
  )
}

const formatBehind =
  /(?<=\p{Alpha}[^`\n:：]{0,3})`([^`\n]{3,100})` ?(?:の)?(?:形式|格式|フォーマット|书式|書式|형식|format\b|notation\b)/gu
const formatBefore =
  /(?<!\p{Alpha})(?:(?:has|have|uses?|follows?|are in|is in|are written in|is written in|in) the (?:form|format|notation)(?: of)?|(?:ont|a|est|sont|suit|suivent) (?:au|le) format|(?:hat|haben|ist|sind) (?:im|das) Format|(?:tienen?|siguen?|usan?) el formato|(?:têm|tem|seguem?|usam?) o formato|(?:hanno|ha|seguono|segue) il formato|(?:hebben|heeft|volgt|volgen) het formaat|имеют формат|имеет формат|в формате) `([^`\n]{3,100})`/gu

/** Whether a comment or a sentence of a template says that what is in lenticular brackets is to be replaced, or several lines show it. */
function areLenticularReplaced(source: string): boolean {
  if (lenticularNamed.test(source)) return true
  const shown = withoutCode(withoutComments(source))
    .split('\n')
    .filter((line) => Array.from(line.slice(0, longestLine).matchAll(lenticular)).some((found) => isShown(found, line)))
  return new Set(shown).size >= fewestShown
}

/** Whether a text in lenticular brackets is all of a cell or of the value of a label, or a sample of something. */
function isShown({0: {length}, 1: inner = '', index}: RegExpMatchArray, line: string): boolean {
  if (isEmphasized(inner)) return false
  if (isSampleText(inner)) return true
  const [before, after] = [line.slice(0, index), line.slice((index ?? 0) + length)]
  return /\|[\s*_]*$|[:：][\s*_]*$/.test(before) && /^[\s*_]*(?:\||$)/.test(after) && !/^\s*\|[\s*_]*$/.test(before)
}

/** Whether a text in brackets emphasises what it stands before, as `【重要】` does, and `【必須】`. */
export function isEmphasized(inner: string): boolean {
  return emphasis.test(inner.trim())
}

/** Whether a text in brackets has letters in the place of a number or a date, gives an example or is numbered, as no heading does. */
export function isSampleText(inner: string): boolean {
  return sampleText.test(inner)
}

const emphasis =
  /^(?:(?:最)?重要|注意|注|警告|危险|危險|危険|必須|必须|必填|必读|必讀|必読|任意|可选|可選|选填|選填|推荐|推薦|推奨|補足|补充|備考|备注|備註|参考|參考|提示|说明|說明|解説|例|示例|お知らせ|ご注意|禁止|緊急|紧急|新規|新增|新|更新|完了|完成|済|済み|未定|未着手|対応中|공지|중요|주의|필수|선택|참고|(?:[図图表式注例]|写真|附录|付録|資料|资料|第) ?\d.{0,4})$/u
const sampleText =
  /(?<![A-Za-z])(?:X{1,4}|N{1,4}|YYYY|MM|DD|HH)(?![A-Za-z])|^(?:例如|例えば|例[:：]|如[:：])|[，,：:（(](?:如|例如|例えば|例)[:：]?|\.{3}|…|(?:名称|名稱|名前|标题|標題|題名|タイトル|이름|제목|\d)$/u
const lenticular = /【([^【】\n]{1,300})】/g
const longestLine = 5000
const fewestShown = 2
const lenticularNamed =
  /(?:替换|替換|填写|填寫|填入|改为|改成|置き換え|置換|書き換え|記入|入力|바꾸|교체|입력|채우|작성|replace|fill)[^\n]{0,40}【[^【】\n]{0,40}】|【[^【】\n]{0,40}】[^\n【]{0,40}(?:替换|替換|填写|填寫|填入|改为|改成|置き換え|置換|書き換え|記入|입력하|바꾸|교체|채우|replace|fill)/i

function nounsIn(source: string): readonly string[] {
  const inBrackets = new Set(
    Array.from(source.matchAll(/[<{[](\p{Alpha}{2,30})[-_ ]name[>}\]]/giu), ([, noun = '']) => noun.toLowerCase())
  )
  if (inBrackets.size === 0) return []
  const [frontMatter = ''] = /^---\n(?:(?!---)[^\n]*\n){0,100}/.exec(source) ?? []
  const lines = [...frontMatter.split('\n'), ...(withoutCode(source).match(/^#{1,6} .*$/gm) ?? [])]
  const nouns = lines.flatMap((line) =>
    Array.from(
      line.matchAll(/(?<![\p{Alpha}<{[_-])(\p{Lu}\p{Alpha}{1,29})[ -]Name(?![\p{Alpha}>}\]])/gu),
      ([, noun = '']) => noun
    )
  )
  return [...new Set(nouns)].filter((noun) => inBrackets.has(noun.toLowerCase()))
}

function withoutCode(source: string): string {
  return withoutFences(source).replaceAll(/`[^`\n]{0,200}`/g, '')
}

function withoutFences(source: string): string {
  let isCode = false
  const lines = source.split('\n').filter((line) => {
    const isFence = /^ {0,3}(?:`{3}|~{3})/.test(line)
    if (isFence) isCode = !isCode
    return !isFence && !isCode
  })
  return lines.join('\n')
}

/** Each opening bracket, with patterns for a text after an escaped one and after a bare one. */
const delimiters = [
  ['[', /\\\[\p{Alpha}[^[\]\n]{0,200}\]/gu, /(?<![\\\w\]!])\[(?![xX]\])\p{Alpha}[^[\]\n]{0,200}\](?![([:])/gu],
  ['{', /\\\{\p{Alpha}[^{}\n]{0,200}\}/gu, /(?<![\\\w$}^])\{{1,2}\s?\p{Alpha}[^{}\n]{0,200}\}/gu],
  ['<', /\\<\p{Alpha}[^<>\n]{0,200}>/gu, /(?<![\\\w])<\p{Alpha}[^<>\n@=/]{0,200}>/gu]
] as const

/** Whether a bracketed text may be a placeholder: a reference has a definition. */
function isPlaceholderLike(found: string, text: string): boolean {
  return !text.includes(`${found}:`)
}

const replace =
  'replac|remov|delet|substitut|overwrit|fill|instruct|guidance|hint|placeholder|ersetz|lösch|entfern|platzhalter|remplac|supprim|reemplaz|sustitu|elimin|sostitu'
const slanted = 'italics?|italici[sz]ed|kursiv\\p{Alpha}{0,5}|italiques?|cursivas?|itálico|corsivo'

const italics = [
  new RegExp(String.raw`(?<![\p{Alpha}])(?:${slanted})(?![\p{Alpha}])[^.\n]{0,80}(?<![\p{Alpha}])(?:${replace})`, 'iu'),
  new RegExp(String.raw`(?<![\p{Alpha}])(?:${replace})[^.\n]{0,60}(?<![\p{Alpha}])(?:${slanted})(?![\p{Alpha}])`, 'iu')
]
