import {headingText, isFoundIn} from './heading-pattern.ts'

/**
 * A regular expression (RE2 syntax) for some names, as directives have it: in letters of either case, and with what stands
 * behind them, only where texts are written so.
 *
 * @param written Texts that have to be found by it.
 */
export function nameExpression(names: readonly string[], written: readonly string[] = names): string {
  const either = `(${names.map((name) => name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)).join('|')})`
  const forms = [`^${either}$`, `(?i)^${either}$`, String.raw`(?i)^${either}\W*$`] as const
  return forms.find((form) => written.every((name) => isFoundIn(form, headingText(name)))) ?? forms[2]
}
