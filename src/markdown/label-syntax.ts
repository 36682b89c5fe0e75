import type {Nodes} from 'mdast'

/** How many characters of a line are searched for a label. */
export const longestLabel = 200

/** The item or paragraph that a label may name, and whether something is below it. */
interface LabelledBlock {
  readonly node: Nodes
  readonly hasMore: boolean
}

/** The labels in a paragraph's source; none if it does not open with one. */
export function labelsIn(text: string, block: LabelledBlock): readonly Label[] {
  const first = labelAt(text, 0) ?? nameAlone(text, block)
  if (!first) return jointLabels(text)
  const labels = [first]
  for (const {0: gap, index} of text.matchAll(gaps)) {
    const label = index < (labels.at(-1)?.end ?? 0) ? undefined : labelAt(text, index + gap.length)
    if (!label) continue
    const further = furtherLabel(text, gap, label, first)
    if (further) labels.push(further.isAside ? further : {...further, before: index})
  }
  return labels
}

/** A label after a gap, if it counts there; a plain one after a semicolon or a sentence may be part of the text. */
function furtherLabel(text: string, gap: string, label: Label, first: Label): Label | undefined {
  if (gap.startsWith('.')) return label.isPlain && first.isPlain ? {...label, isAside: true} : undefined
  if (gap.startsWith(';')) return isMarked(text, label) ? label : {...label, isAside: true}
  return goesWith(label, first, gap.includes('\n')) ? label : undefined
}

/**
 * Whether a further label in a paragraph counts, given the one that opens it: plain labels only count after a plain
 * one.
 */
function goesWith(label: Label, first: Label, isOnLine: boolean): boolean {
  return isOnLine ? !label.isPlain || first.isPlain : label.isPlain === first.isPlain && !label.isLoose
}

/** Two marked labels before one colon, which share the value after it: `**Start** / **End**: noon`. */
function jointLabels(text: string): readonly Label[] {
  const [opening, inCode, inBold] = firstOfTwo.exec(text.slice(0, longestLabel)) ?? []
  const label = inCode ?? inBold ?? ''
  const second = opening === undefined ? undefined : labelAt(text, opening.length)
  if (opening === undefined || !second || !isMarked(text, second)) return []
  return [
    {...second, label, start: opening.indexOf(label), isAside: true},
    {...second, isAside: true}
  ]
}

const firstOfTwo = /^(?:`([^\s:：`][^:：`\n]{0,59})`|\*{2}([^\s*:：][^*:：\n]{0,59})\*{2})[ \t]?(?:[/&,+]|and)[ \t]?/

/** Whether a label is bold, in italics or in code. */
function isMarked(text: string, {start}: Label): boolean {
  return /[*_`]/.test(text.charAt(start - 1))
}

/** A line break with the quote marks after it, a separator on a line, or the end of a sentence before a capital. */
const gaps = /\r?\n[ \t>]*|(?<![ \t])[ \t]+[·•|∙][ \t]+|;[ \t]+|(?<=\p{Ll}{2})\.[ \t]+(?=\p{Lu})/gu

export interface Label {
  readonly label: string
  /** The index at which the value of the label before it ends. */
  readonly before: number
  /** The indices of the label and of what follows its colon. */
  readonly start: number
  readonly end: number
  readonly mark: string
  readonly isPlain: boolean
  /** Whether the colon, or the space after it, is missing. */
  readonly isLoose: boolean
  /**
   * Whether it is plain after a semicolon or a sentence, or one of two before a colon, so that it may be part of a
   * sentence.
   */
  readonly isAside?: true
}

const emoji = String.raw`(?:(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[\u{FE0F}\u{FEFF}\u{200B}-\u{200F}\u{2060}])+[ \t]*)?`

const parenthesis = String.raw`(?:[*_]?(\([^()\n]{1,60}\)|（[^（）\n]{1,60}）)[*_]?[ \t]*)?`

/** A label is a name of up to 60 characters, not a sentence. Emphasis may close before or after its colon. */
const markedLabel = new RegExp(
  String.raw`^${emoji}(\*{1,3}|_{1,3})([^\s*_:：][^*_:：\n]{0,59}?)[ \t]*(?:[:：][ \t]*\1|\1[ \t]*${parenthesis}([:：]|[ \t][—–-][ \t]))`,
  'u'
)

const labelWithValue =
  /^(?:\*\*|__)(\p{Alpha}[^*_:：\n]{0,59})[:：][ \t](?=[^*_\n]{1,120}(?:\*\*|__)[ \t]{1,4}[^\s*_])/u

const codeLabel = new RegExp(String.raw`^${emoji}${'`'}([^${'`'}\n]{1,60})${'`'}[ \t]*${parenthesis}([:：])`, 'u')

const plainLabel = new RegExp(
  String.raw`^${emoji}(\p{Alpha}[^:：\n[\]()${'`'}*]{0,59}?(?: ?\([^()\n:]{1,60}\))?)(：|:(?!//|:)|[ \t][—–][ \t])`,
  'u'
)

/**
 * A name without a colon that has something below it: a bold one that is a whole paragraph, or one that is the whole
 * first line of an item.
 */
function nameAlone(text: string, {node, hasMore}: LabelledBlock): Label | undefined {
  const [all, , marked = '', plain = ''] = hasMore && text.length <= longestLabel ? (wholeLine.exec(text) ?? []) : []
  const label = marked || plain
  if (all === undefined || (node.type !== 'listItem' && marked === '')) return undefined
  return {label, before: 0, start: text.indexOf(label), end: text.length, mark: '', isPlain: true, isLoose: true}
}

const wholeLine = new RegExp(String.raw`^${emoji}(?:(\*\*|__)([^*_\n]{1,60})\1|([^*_\n:：.${'`'}]{1,60}))\s*$`, 'u')

/** The label at an index of a paragraph's source. */
export function labelAt(source: string, at: number): Label | undefined {
  const text = source.slice(at, at + longestLabel)
  // Most lines have nothing that could end a label.
  if (!mayHaveLabel.test(text)) return undefined
  return markedLabelAt(text, at) ?? codeLabelAt(text, at) ?? plainLabelAt(text, at)
}

const mayHaveLabel = /[:：]|[ \t][—–-][ \t]/

function markedLabelAt(text: string, at: number): Label | undefined {
  const [all, , label = '', mark = '', separator = ':'] = markedLabel.exec(text) ?? []
  if (all === undefined) return labelWithValueAt(text, at)
  return {
    label,
    before: 0,
    start: at + all.indexOf(label),
    end: at + all.length,
    mark,
    isPlain: false,
    isLoose: !/[:：]/.test(separator) || /^[^:：]*\.[ \t]*[*_]+$/.test(all)
  }
}

/**
 * A label that is bold together with its value, before more text, so that it is a label only to those who expect it:
 * `**Depth: two metres.** …`.
 */
function labelWithValueAt(text: string, at: number): Label | undefined {
  const [all, label = ''] = labelWithValue.exec(text) ?? []
  return all === undefined
    ? undefined
    : {label, before: 0, start: at + all.indexOf(label), end: at + all.length, mark: '', isPlain: false, isLoose: true}
}

function codeLabelAt(text: string, at: number): Label | undefined {
  const [all, label = '', mark = ''] = codeLabel.exec(text) ?? []
  return all === undefined
    ? undefined
    : {label, before: 0, start: at + all.indexOf(label), end: at + all.length, mark, isPlain: true, isLoose: false}
}

function plainLabelAt(text: string, at: number): Label | undefined {
  const [all, label = '', colon = ''] = plainLabel.exec(text) ?? []
  if (all === undefined) return undefined
  const isOpen = colon === ':' && !/^(?:\s|$)/.test(text.slice(all.length))
  return {
    label,
    before: 0,
    start: at + all.indexOf(label),
    end: at + all.length,
    mark: '',
    isPlain: true,
    isLoose: isOpen || !/[:：]/.test(colon)
  }
}
