import {createRequire} from 'node:module'
import {type Satteri, nativeParser} from './native-parser.ts'
import {withinLimits} from './parse-limits.ts'
import type {Parse} from './parse.ts'

export const parserNames = ['native', 'remark'] as const

/** The parsers that there are: satteri, which is native code, and remark-parse. */
export type ParserName = (typeof parserNames)[number]

/** A parser that is ready, and why it is not the one that was asked for. */
export interface LoadedParser {
  readonly parse: Parse
  readonly name: ParserName
  readonly because?: string
}

/**
 * Load a parser and nothing of the other. remark-parse takes over where the native one cannot be loaded on this machine.
 */
export async function loadParser(name: ParserName): Promise<LoadedParser> {
  if (name === 'native') {
    try {
      return {name, parse: withinLimits(nativeParser(await import('satteri')))}
    } catch (error) {
      return {...(await loadParser('remark')), because: (error as Error).message.split('\n', 1)[0] ?? ''}
    }
  }
  const {parseByRemark} = await import('./remark-parser.ts')
  return {name, parse: parseByRemark}
}

/** The native parser where it is wanted at once; undefined where it cannot be loaded on this machine. */
export function requireNativeParser(): Parse | undefined {
  try {
    return withinLimits(nativeParser(createRequire(import.meta.url)('satteri') as Satteri))
  } catch {
    return undefined
  }
}
