import type {Interface} from 'node:readline/promises'

/** Ask whether something is to be done; a bare return is the usual answer. */
export async function isAgreed(terminal: Interface, question: string, isUsual: boolean): Promise<boolean> {
  const answer = (await terminal.question(`${question} ${isUsual ? '[Y/n]' : '[y/N]'} `)).trim()
  return answer === '' ? isUsual : /^y(?:es)?$/i.test(answer)
}
