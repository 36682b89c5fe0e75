/** A finding by what it is known again by, in its document; never where it is about nothing. */
export interface KnownBy {
  readonly rule: string
  readonly section: string
  readonly subjects: readonly string[]
}

/** One thing that is known of a document, and how often it is. */
export interface KnownFinding {
  readonly rule: string
  readonly section: string
  readonly subject: string
  readonly count: number
}

/** Which findings are known, and what was known and is no more. */
export interface Comparison {
  /** For each finding, in their order. */
  readonly isKnown: readonly boolean[]
  readonly gone: readonly KnownFinding[]
}

/** What is to be known of a document by its findings; several that are the same are counted. */
export function knownOf(findings: readonly KnownBy[]): readonly KnownFinding[] {
  const counts = new Map<string, KnownFinding>()
  for (const {rule, section, subjects} of findings) {
    for (const subject of subjects) {
      const key = keyOf({rule, section, subject})
      counts.set(key, {rule, section, subject, count: (counts.get(key)?.count ?? 0) + 1})
    }
  }
  return [...counts.values()]
}

/**
 * Compare the findings in a document with what is known of it: a finding is known where all that it is about is. What is
 * known of a section that the document does not have any more, since it was renamed or moved, counts wherever it is
 * found again.
 *
 * @param sections The paths of the document's sections.
 */
export function compare(
  findings: readonly KnownBy[],
  known: readonly KnownFinding[],
  sections: readonly string[]
): Comparison {
  const left = new Map(known.map(({count, ...each}) => [keyOf(each), count]))
  const take = (key: string): boolean => {
    const count = left.get(key) ?? 0
    if (count > 0) left.set(key, count - 1)
    return count > 0
  }
  const open = findings.map(({rule, section, subjects}) =>
    subjects.filter((subject) => !take(keyOf({rule, section, subject})))
  )
  const present = new Set(['', ...sections])
  const homeless = new Map<string, string[]>()
  for (const {count: _, ...each} of known) {
    const key = keyOf(each)
    if (present.has(each.section) || left.get(key) === 0) continue
    const place = keyOf({...each, section: ''})
    const keys = homeless.get(place)
    if (keys) keys.push(key)
    else homeless.set(place, [key])
  }
  const takeElsewhere = (place: string): boolean => {
    const keys = homeless.get(place) ?? []
    while (keys.length > 0 && !take(keys.at(-1) ?? '')) keys.pop()
    return keys.length > 0
  }
  const isKnown = findings.map(
    ({rule, subjects}, index) =>
      subjects.length > 0 &&
      (open[index] ?? []).filter((subject) => !takeElsewhere(keyOf({rule, section: '', subject}))).length === 0
  )
  return {
    isKnown,
    gone: known.flatMap((each) => {
      const count = left.get(keyOf(each)) ?? 0
      return count > 0 ? [{...each, count}] : []
    })
  }
}

function keyOf({rule, section, subject}: Omit<KnownFinding, 'count'>): string {
  return JSON.stringify([rule, section, subject])
}
