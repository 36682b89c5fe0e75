import {RE2JS} from 're2js'

/** In the place of `src/template/regular-expressions.ts`, which loads it where it is first wanted. */
export function loadRegularExpressions(): typeof RE2JS {
  return RE2JS
}
