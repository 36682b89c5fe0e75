import {createRequire} from 'node:module'
import {loadBinding} from './native-binding.ts'
import {type Satteri, nativeParser} from './native-parser.ts'
import {withinLimits} from './parse-limits.ts'
import type {Parse} from './parse.ts'

export const parserNames = ['native', 'remark'] as const

/** The available parsers: satteri, which is native code, and remark-parse. */
export type ParserName = (typeof parserNames)[number]

/** A parser, and the reason if it is not the one that was asked for. */
export interface LoadedParser {
  readonly parse: Parse
  readonly name: ParserName
  readonly because?: string
}

/**
 * Load a parser, without loading the other. remark-parse takes over if the native one cannot be loaded on this machine.
 */
export async function loadParser(name: ParserName): Promise<LoadedParser> {
  if (name === 'native') {
    try {
      return {name, parse: withinLimits(nativeParser((await loadBinding()) ?? (await import('satteri'))))}
    } catch (error) {
      return {...(await loadParser('remark')), because: (error as Error).message.split('\n', 1)[0] ?? ''}
    }
  }
  const {parseByRemark} = await import('./remark-parser.ts')
  return {name, parse: parseByRemark}
}

/** Load the native parser synchronously; undefined if it cannot be loaded on this machine. */
export function requireNativeParser(): Parse | undefined {
  try {
    return withinLimits(nativeParser(createRequire(import.meta.url)('satteri') as Satteri))
  } catch {
    return undefined
  }
}
