import {type Interface, type ReadLineOptions, createInterface} from 'node:readline/promises'
import {UsageError} from '../check/failure.ts'

/**
 * Ask whether to do something; Return alone is the default answer.
 *
 * @throws {UsageError} If the user left without an answer: nothing is done that was not accepted.
 */
export async function isAgreed(terminal: Interface, question: string, isUsual: boolean): Promise<boolean> {
  const answer = await answerTo(terminal, `${question} ${isUsual ? '[Y/n]' : '[y/N]'}`)
  return answer === '' ? isUsual : /^y(?:es)?$/i.test(answer)
}

/** Lines that were typed before they were asked for, by the terminal. */
const typedAhead = new WeakMap<Interface, string[]>()

/** A terminal that keeps what is typed ahead of its question; whoever opens it closes it. */
export function openTerminal(options: ReadLineOptions): Interface {
  const terminal = createInterface(options)
  const lines: string[] = []
  typedAhead.set(terminal, lines)
  // A line that answers a question is no event.
  return terminal.on('line', (line) => lines.push(line))
}

/**
 * Ask for a line of text; one that was typed ahead answers at once.
 *
 * @returns What was typed, without blanks at its ends.
 * @throws {UsageError} If the user left without an answer.
 */
export async function answerTo(terminal: Interface, question: string): Promise<string> {
  const left = new AbortController()
  const leave = () => left.abort()
  terminal.once('close', leave)
  try {
    const answer = terminal.question(`${question} `, {signal: left.signal})
    const line = typedAhead.get(terminal)?.shift()
    if (line !== undefined) terminal.write(`${line}\n`)
    return (await answer).trim()
  } catch (error) {
    throw left.signal.aborted ? new UsageError(`No answer to: ${question.replace(/ \[[Yy]\/[Nn]\]$/, '')}`) : error
  } finally {
    terminal.off('close', leave)
  }
}
