/** A finding, by what it is recognised by in its document; without subjects, it is never recognised. */
export interface KnownBy {
  readonly rule: string
  readonly section: string
  readonly subjects: readonly string[]
}

/** One subject of the known findings in a document, and how often it occurs. */
export interface KnownFinding {
  readonly rule: string
  readonly section: string
  readonly subject: string
  readonly count: number
}

/** Which findings are known, and which known findings are gone. */
export interface Comparison {
  /** For each finding, in their order. */
  readonly isKnown: readonly boolean[]
  readonly gone: readonly KnownFinding[]
}

/** Turn the findings in a document into known findings. Equal ones are counted. */
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
 * Compare the findings in a document with its known findings: a finding is known if all its subjects are. A known finding
 * in a section that the document no longer has, because it was renamed or moved, is recognised in any section.
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
