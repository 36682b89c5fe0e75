import {RE2JS} from 're2js'

/** Replaces `src/template/regular-expressions.ts`, which loads the engine with Node.js. */
export function loadRegularExpressions(): typeof RE2JS {
  return RE2JS
}
