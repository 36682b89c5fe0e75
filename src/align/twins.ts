import type {Section} from '../markdown/document.ts'

/**
 * Returns a function that says whether more sections share a section's name and depth than are missing, as when each
 * chapter has one: then none of them is meant.
 *
 * @param unclaimed The sections that were not recognised.
 * @param nameOf Returns the name to compare.
 * @param missingOf Returns how many missing sections of the template have a section's name.
 */
export function twinFinder(
  unclaimed: readonly Section[],
  nameOf: (section: Section) => string,
  missingOf: (section: Section) => number
): (section: Section) => boolean {
  const keyOf = (section: Section) => `${section.depth} ${nameOf(section)}`
  let counts: ReadonlyMap<string, number> | undefined
  // Counted once for each name, before any section with it is recognised.
  const missing = new Map<string, number>()
  return (section) => {
    counts ??= countsOf(unclaimed.map((other) => keyOf(other)))
    const key = keyOf(section)
    if (!missing.has(key)) missing.set(key, missingOf(section))
    return (counts.get(key) ?? 0) > Math.max(1, missing.get(key) ?? 0)
  }
}

function countsOf(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
