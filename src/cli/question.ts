import type {Interface} from 'node:readline/promises'
import {UsageError} from '../check/failure.ts'

/**
 * Ask whether something is to be done; a bare return is the usual answer.
 *
 * @throws {UsageError} Where whoever was asked has left: nothing that was not agreed to is done.
 */
export async function isAgreed(terminal: Interface, question: string, isUsual: boolean): Promise<boolean> {
  const left = new AbortController()
  const leave = () => left.abort()
  terminal.once('close', leave)
  try {
    const answer = (await terminal.question(`${question} ${isUsual ? '[Y/n]' : '[y/N]'} `, {signal: left.signal})).trim()
    return answer === '' ? isUsual : /^y(?:es)?$/i.test(answer)
  } catch (error) {
    throw left.signal.aborted ? new UsageError(`No answer to: ${question}`) : error
  } finally {
    terminal.off('close', leave)
  }
}
