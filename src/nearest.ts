import leven from 'leven'

/**
 * The candidate nearest to a name that nobody knows, for "did you mean".
 *
 * @returns Undefined where none is as near as a third of the name's length, or where the digits differ: another number
 *   is another thing.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const digits = digitsOf(name)
  let best: string | undefined
  let least = Math.max(1, Math.floor(name.length / 3)) + 1
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

function digitsOf(name: string): string {
  return name.replaceAll(/\D+/g, ' ').trim()
}
