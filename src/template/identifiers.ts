/** Whether a text is a sample of an identifier in brackets: `[KLN-AREA-XX]`, `[KLN-000]`. */
export function isIdentifierInBrackets(text: string): boolean {
  return sample.test(text)
}

/** Capitals and digits joined by hyphens, with a number to fill in at the end. */
const sample = /^\[\p{Lu}[\p{Lu}\d]{0,20}(?:-[\p{Lu}\d]{1,30}){0,4}-(?:X{1,6}|N{1,6}|#{1,6}|\d{1,6})\]$/u

/** Whether two texts are identifiers of one series: with as many parts, the first of them equal, and a number at the end. */
export function areOfOneSeries(one: string, other: string): boolean {
  const [parts, others] = [one.split('-'), other.split('-')]
  return parts.length === others.length && parts[0] === others[0] && isFilled.test(one) && isFilled.test(other)
}

const isFilled = /^\p{Lu}[\p{Lu}\d]*(?:-[\p{Lu}\d]+)*-(?:[XN]+|#+|\p{Lu}?\d+)$/u
