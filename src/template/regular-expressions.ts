import {createRequire} from 'node:module'
import type {RE2JS} from 're2js'

let engine: typeof RE2JS | undefined

/**
 * Loads the engine for regular expressions in linear time when the first template needs it: few do, and it is as large
 * as everything else that a run loads. The playground has its own module in place of this one.
 */
export function loadRegularExpressions(): typeof RE2JS {
  engine ??= (createRequire(import.meta.url)('re2js') as {RE2JS: typeof RE2JS}).RE2JS
  return engine
}
