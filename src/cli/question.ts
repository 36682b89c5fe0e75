import {type Interface, type ReadLineOptions, createInterface} from 'node:readline/promises'
import {UsageError} from '../check/failure.ts'

/**
 * Ask whether to do something; Return alone gives the default answer.
 *
 * @throws {UsageError} If the user leaves without an answer, so that nothing is done that was not accepted.
 */
export async function isAgreed(terminal: Interface, question: string, isUsual: boolean): Promise<boolean> {
  const answer = await answerTo(terminal, `${question} ${isUsual ? '[Y/n]' : '[y/N]'}`)
  return answer === '' ? isUsual : /^y(?:es)?$/i.test(answer)
}

/** For each terminal, the lines that were typed before a question. */
const typedAhead = new WeakMap<Interface, string[]>()

/** Open a terminal that keeps lines that are typed before their question. The caller closes it. */
export function openTerminal(options: ReadLineOptions): Interface {
  const terminal = createInterface(options)
  const lines: string[] = []
  typedAhead.set(terminal, lines)
  // A line that answers a question does not emit an event.
  return terminal.on('line', (line) => lines.push(line))
}

/**
 * Ask for a line of text; a line that was typed before answers at once.
 *
 * @returns The answer, without white space at its ends.
 * @throws {UsageError} If the user leaves without an answer.
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
