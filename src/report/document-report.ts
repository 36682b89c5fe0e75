import {styleText} from 'node:util'
import {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import {reporter} from 'vfile-reporter'
import {inLine} from './escape.ts'
import {compareMessage} from './message-order.ts'
import {withShortLists} from './short-lists.ts'
import {withShortWords} from './short-words.ts'
import {countOf} from './summary.ts'
import terminalWidth from './terminal-width.ts'
import {wrapped} from './wrapped.ts'

// vfile-reporter has the look that users of remark know: order, places, labels, colours, columns. It makes each column as
// wide as its widest text, and knows nothing of the terminal. So we call it for one document at a time, wrap its column of
// reasons, and move the columns after it closer.

/** How a document's findings are shown. */
interface Layout {
  /** Whether findings are shown in full, with all names and the line of the template. */
  readonly isVerbose: boolean
  /** The columns that a line may take. */
  readonly width: number
}

/** vfile-reporter passes all lines of a file as arguments of one call, which the stack limits. */
const mostMessages = 20_000

/** If reasons have fewer columns than this, the names of rules are printed below them. */
const narrowest = 40

const bold = '\u001B[1m'
const boldEnd = '\u001B[22m'

/** The lines of a document, in colours: its name and its findings; if it has none, one line that says so. */
export function reportOfDocument(file: VFile, layout: Layout): readonly string[] {
  if (file.messages.length === 0) return linesOf(file.path, []).flatMap((line) => wrapped(line, layout.width))
  const messages = file.messages.toSorted(compareMessage)
  const parts = Array.from({length: Math.ceil(messages.length / mostMessages)}, (_, index) =>
    messages.slice(index * mostMessages, (index + 1) * mostMessages)
  )
  return [nameOf(file), ...parts.flatMap((part) => rowsOf(file.path, part, layout))]
}

/** The lines of a document whose findings are only counted. */
export function countsOf(file: VFile, {width}: Layout): readonly string[] {
  return wrapped(`${nameOf(file)}: ${countOf(file.messages)}`, width)
}

function nameOf({path, messages}: VFile): string {
  // In the colour of the worst finding.
  const worst = messages.find(({fatal}) => fatal) ?? messages[0]
  return linesOf(path, worst ? [printable(worst)] : [])[0] ?? ''
}

/** The output of vfile-reporter for a document: a line for its name, one for each message, and two for the totals. */
function linesOf(path: string, messages: VFileMessage[]): readonly string[] {
  const file = new VFile({path: inLine(path)})
  file.messages = messages
  return reporter([file], {color: true}).split('\n')
}

function rowsOf(path: string, messages: readonly VFileMessage[], {isVerbose, width}: Layout): readonly string[] {
  const rows = (withTemplate: boolean) =>
    linesOf(
      path,
      messages.map((message) => printable(message, {isVerbose, withTemplate}))
    )
      .slice(1, -2)
      .map((line) => rowOf(line))
  const whole = rows(true)
  const needed = widthOf(whole, 'before') + widthOf(whole, 'reason') + 1 + widthOf(whole, 'after')
  return fitted(isVerbose || needed <= width ? whole : rows(false), {isVerbose, width})
}

/** A line of vfile-reporter: place and label, the reason, and the text after it. */
interface Row {
  readonly before: string
  readonly reason: string
  readonly after: string
}

function rowOf(line: string): Row {
  const [start, end] = [line.indexOf(bold), line.indexOf(boldEnd) + boldEnd.length]
  return {before: line.slice(0, start), reason: line.slice(start, end), after: line.slice(end).trimStart()}
}

function widthOf(rows: readonly Row[], part: keyof Row): number {
  return rows.reduce((most, row) => Math.max(most, terminalWidth(row[part])), 0)
}

/** Fit rows into the width: reasons are wrapped, and if little room is left, the rule is printed below. */
function fitted(rows: readonly Row[], {isVerbose, width}: Layout): readonly string[] {
  const indent = widthOf(rows.slice(0, 1), 'before')
  const room = width - indent
  const beside = room - 1 - widthOf(rows, 'after')
  const isBeside = beside >= Math.min(narrowest, widthOf(rows, 'reason'))
  const most = isBeside ? beside : Math.max(room, narrowest / 2)
  const reasons = rows.map(({reason}) => wrapped(isVerbose ? reason : withShortWords(reason, most), most))
  const column = Math.min(
    most,
    reasons.flat().reduce((widest, line) => Math.max(widest, terminalWidth(line)), 0)
  )
  return rows.flatMap(({before, after}, index) => {
    const [first = '', ...others] = reasons[index] ?? []
    const rule = after === '' ? [] : wrapped(styleText('dim', after, {validateStream: false}), isBeside ? width : most)
    const below = [...others, ...(isBeside ? [] : rule)].map((line) => ' '.repeat(indent) + line)
    return [
      [before + first, ...(isBeside ? rule : [])].join(' '.repeat(Math.max(0, column - terminalWidth(first)) + 1)),
      ...below
    ]
  })
}

/** Escape only foreign text, so that the reporter's colours stay. The template's line replaces the source, which is always the same. */
function printable(message: VFileMessage, {isVerbose = false, withTemplate = false} = {}): VFileMessage {
  const {reason, ruleId, note, fatal} = message
  return Object.assign(Object.create(message) as VFileMessage, {
    message: inLine(isVerbose ? reason : withShortLists(reason)),
    fatal: fatal === true,
    ruleId: inLine(ruleId ?? ''),
    source: withTemplate && note !== undefined ? inLine(note.replace(/^Template: /, '')) : ''
  })
}
