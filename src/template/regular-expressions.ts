import {createRequire} from 'node:module'
import type {RE2JS} from 're2js'

let engine: typeof RE2JS | undefined

/** Regular expressions in linear time, loaded where the first template asks for one: few do, and they are as large as all else that a run loads. The playground has a module of its own in the place of this. */
export function loadRegularExpressions(): typeof RE2JS {
  engine ??= (createRequire(import.meta.url)('re2js') as {RE2JS: typeof RE2JS}).RE2JS
  return engine
}
