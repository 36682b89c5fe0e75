import leven from 'leven'

/**
 * The candidate nearest to a name that nobody knows, for "did you mean".
 *
 * @returns Undefined where none is as near as a third of the name's length.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = Math.max(2, Math.floor(name.length / 3)) + 1
  for (const candidate of candidates) {
    const distance = leven(name.toLowerCase(), candidate.toLowerCase(), {maxDistance: least})
    if (distance < least) {
      least = distance
      best = candidate
    }
  }
  return best
}
