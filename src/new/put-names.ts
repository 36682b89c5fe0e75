import type {Nodes} from 'mdast'
import type {Edit} from '../fix/fix.ts'
import type {MarkdownDocument} from '../markdown/document.ts'
import {type FrontMatterLine, frontMatterLines, frontMatterOf} from '../markdown/front-matter.ts'
import {placeBetween} from '../markdown/places.ts'
import {firstFrom} from '../markdown/sorted-search.ts'
import {delimitedIn, scanCode} from '../template/placeholder-scan.ts'
import {isPlaceholderValue} from '../template/placeholder-texts.ts'
import {consistsOfSamples} from '../template/sample-code.ts'
import {asInlineCode, inHtml, inText, inUrl, longestRun, withBarsEscaped} from './escape.ts'
import {withTexts} from './front-matter-values.ts'
import type {Context, NamePlace} from './name-places.ts'
import type {Open} from './names.ts'

/** A text for a range of a template; `start` and `end` are UTF-16 offsets. */
export interface Put {
  readonly start: number
  readonly end: number
  /** The text as readers should see it, not yet escaped. */
  readonly text: string
  readonly context: Context
  readonly isDay?: true
}

/**
 * The places whose names may be inserted. A placeholder that a check compares as a whole is filled in completely or not at
 * all, so that the check still finds what is open in it.
 *
 * @param places Sorted by their starts.
 */
export function placesToFill(
  places: readonly NamePlace[],
  open: readonly Open[],
  source: string
): readonly NamePlace[] {
  const kept = new Set<NamePlace>()
  for (const whole of open) {
    const within = places
      .slice(firstFrom(places, whole.start, startOf), firstFrom(places, whole.end, startOf))
      .filter((place) => place.end <= whole.end && place.end - place.start < whole.end - whole.start)
    if (within.length > 0 && !isFilledBy(whole, within, source)) for (const place of within) kept.add(place)
  }
  return places.filter((place) => !kept.has(place))
}

function startOf({start}: NamePlace): number {
  return start
}

/** Whether nothing remains open in a placeholder once all names in it are inserted. */
function isFilledBy({type, kind, node, text, start, end}: Open, within: readonly NamePlace[], source: string): boolean {
  if (kind === 'line' || kind === 'companion') return true
  const rest = () =>
    withPuts(
      source.slice(start, end),
      start,
      within.map((place) => ({...place, text: 'x'})),
      (put) => put
    )
  switch (type) {
    case 'code':
      // Bracketed texts that contain a space are found one by one.
      return (
        !(node.type === 'code' && consistsOfSamples(node)) &&
        scanCode(rest()).every((found) => found.text.startsWith('[') && /\s/.test(found.text))
      )
    case 'inline code':
    case 'alt text':
      return delimitedIn(rest()).length === 0
    case 'url':
      // A link in angle brackets includes them.
      return delimitedIn(rest().replaceAll(/^<|>$/g, '')).length === 0
    case 'front matter':
      return !isPlaceholderValue(rest())
    // A bracket may be escaped.
    case 'token':
      return within.some((place) => place.end - place.start >= text.length)
    default:
      return false
  }
}

/** The edits that insert texts into a template, each escaped for its context. */
export function editsFor(puts: readonly Put[], template: MarkdownDocument): readonly Edit[] {
  const inFrontMatter = puts.filter(({context}) => context.type === 'front matter')
  const inNodes = new Map<Nodes, Put[]>()
  const edits: Edit[] = []
  for (const put of puts) {
    const {context} = put
    if (context.type === 'code' || context.type === 'inline code')
      inNodes.set(context.node, [...(inNodes.get(context.node) ?? []), put])
    else if (context.type !== 'front matter')
      edits.push(edit(template, put.start, put.end, asWritten(put.text, context)))
  }
  const inCode = [...inNodes].flatMap(([node, own]) =>
    node.type === 'inlineCode' ? inlineCodeEdits(node, own, template) : codeEdits(node, own, template)
  )
  return [...edits, ...inCode, ...frontMatterEdits(inFrontMatter, template)]
}

function edit(template: MarkdownDocument, start: number, end: number, text: string): Edit {
  return {place: placeBetween(template, start, end), text}
}

function asWritten(text: string, context: Context): string {
  switch (context.type) {
    case 'text':
      return inText(text, context)
    case 'url':
      return inUrl(text, context.isAll)
    case 'link title':
      return inText(text, {opensBlock: false, isInCell: false}).replaceAll(/["']/g, String.raw`\$&`)
    case 'html':
      return inHtml(text)
    default:
      return text
  }
}

/** The edits for an inline code node; if a value contains a backtick, the whole node is rewritten. */
function inlineCodeEdits(node: Nodes, puts: readonly Put[], template: MarkdownDocument): readonly Edit[] {
  const {start, end} = node.position ?? {}
  const isInCell = puts.some(({context}) => context.type === 'inline code' && context.isInCell)
  const write = (text: string) => (isInCell ? withBarsEscaped(text) : text)
  if (!puts.some(({text}) => /`|^ | $/.test(text)) || start?.offset === undefined || end?.offset === undefined)
    return puts.map((put) => edit(template, put.start, put.end, write(put.text)))
  const source = template.source.slice(start.offset, end.offset)
  const fence = /^`+/.exec(source)?.[0].length ?? 1
  const code = withPuts(source, start.offset, puts, write).slice(fence, -fence)
  const isPadded = code.startsWith(' ') && code.endsWith(' ') && code.trim() !== ''
  return [edit(template, start.offset, end.offset, asInlineCode(isPadded ? code.slice(1, -1) : code))]
}

/** The edits for a code block; if a value could close its fence, the fence is made longer. */
function codeEdits(node: Nodes, puts: readonly Put[], template: MarkdownDocument): readonly Edit[] {
  const edits = puts.map((put) => edit(template, put.start, put.end, put.text))
  const start = node.position?.start.offset ?? 0
  const source = template.source.slice(start, node.position?.end.offset).trimEnd()
  const fence = /^(?:`{3,}|~{3,})/.exec(source)?.[0] ?? ''
  const sign = fence.charAt(0)
  const missing = fence === '' ? 0 : Math.max(...puts.map(({text}) => longestRun(text, sign))) + 1 - fence.length
  if (missing <= 0) return edits
  const isClosed = source.endsWith(fence) && source.length > fence.length
  return [
    edit(template, start, start, sign.repeat(missing)),
    ...edits,
    ...(isClosed ? [edit(template, start + source.length, start + source.length, sign.repeat(missing))] : [])
  ]
}

function withPuts(source: string, offset: number, puts: readonly Put[], write: (text: string) => string): string {
  let [result, at] = ['', 0]
  for (const {start, end, text} of puts) {
    result += source.slice(at, start - offset) + write(text)
    at = end - offset
  }
  return result + source.slice(at)
}

/** The edits for front matter. Each changed value is rewritten as a whole, since its content decides about quotes. */
function frontMatterEdits(puts: readonly Put[], template: MarkdownDocument): readonly Edit[] {
  const isYaml = frontMatterOf(template)?.type === 'yaml'
  return frontMatterLines(template).flatMap((line) =>
    [line, ...line.nested].flatMap((value): readonly Edit[] => {
      const own = puts.filter(({start, end}) => start >= value.start && end <= value.end)
      if (own.length === 0) return []
      const source = template.source.slice(value.start, value.end)
      const replacements = own.map(({start, end, ...put}) => ({
        ...put,
        start: start - value.start,
        end: end - value.start
      }))
      return [edit(template, value.start, value.end, withTexts(source, replacements, isYaml && isInBlock(line, value)))]
    })
  )
}

/** Whether a line belongs to a block scalar: `description: >`. */
function isInBlock(line: FrontMatterLine, value: FrontMatterLine['nested'][number]): boolean {
  return value !== line && /^[|>][-+\d]{0,2}$/.test(line.value)
}
