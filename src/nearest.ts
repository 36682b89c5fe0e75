import leven from 'leven'

/**
 * The candidate nearest to a name that nobody knows, for "did you mean".
 *
 * @returns Undefined where none is near: a third of the name's letters may be off, two of a short one; digits may not,
 *   since another number is another thing.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > longestName) return undefined
  const digits = digitsOf(name)
  let best: string | undefined
  let least = Math.min(Math.floor(name.length * 0.4), Math.max(2, Math.floor(name.length / 3))) + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= least || digitsOf(candidate) !== digits) continue
    const distance = leven(name.toLowerCase(), candidate.toLowerCase(), {maxDistance: least})
    if (distance < least) {
      least = distance
      best = candidate
    }
  }
  return best
}

/** Names longer than this are not compared. */
const longestName = 200

function digitsOf(name: string): string {
  return name.replaceAll(/\D+/g, ' ').trim()
}
