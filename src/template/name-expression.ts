import {headingText, isFoundIn} from './heading-pattern.ts'

/**
 * A regular expression (RE2 syntax) that finds some names, for a directive. It ignores letter case and allows
 * punctuation after a name only if the texts need that.
 *
 * @param written Texts that it must match.
 */
export function nameExpression(names: readonly string[], written: readonly string[] = names): string {
  const either = `(${names.map((name) => name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)).join('|')})`
  const forms = [`^${either}$`, `(?i)^${either}$`, String.raw`(?i)^${either}\W*$`] as const
  return forms.find((form) => written.every((name) => isFoundIn(form, headingText(name)))) ?? forms[2]
}
