/** Whether texts differ in nothing but a number or letter at their end: `VAR_1`, `VAR_2`; `field_a`, `field_b`. */
export function numberedStems(texts: readonly string[]): boolean {
  const stems = new Set(texts.map((text) => text.replace(/(?<=[_-])(?:\d+|[a-z])$/i, '')))
  return texts.length > 1 && stems.size === 1 && new Set(texts).size === texts.length && /[_-]$/.test([...stems][0] ?? '')
}
