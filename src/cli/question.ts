import type {Interface} from 'node:readline/promises'
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

/**
 * Ask for a line of text.
 *
 * @returns What was typed, without blanks at its ends.
 * @throws {UsageError} If the user left without an answer.
 */
export async function answerTo(terminal: Interface, question: string): Promise<string> {
  const left = new AbortController()
  const leave = () => left.abort()
  terminal.once('close', leave)
  try {
    return (await terminal.question(`${question} `, {signal: left.signal})).trim()
  } catch (error) {
    throw left.signal.aborted ? new UsageError(`No answer to: ${question.replace(/ \[[Yy]\/[Nn]\]$/, '')}`) : error
  } finally {
    terminal.off('close', leave)
  }
}
