import leven from 'leven'

/** Finds the candidate nearest to a name that nobody knows, for "did you mean"; undefined where none is near. */
export type NearestFinder = (name: string, candidates: ReadonlySet<string> | readonly string[]) => string | undefined

/** Names longer than this are not compared. */
const longestName = 200

/**
 * Pairs of names that one document is worth: each name is compared with those of about its length, and behind so many
 * pairs none is looked for any more. A hundred stale links in a document of two thousand headings stay below it.
 */
const mostPairs = 200_000

/**
 * Find names that were probably meant: a third of a name's letters may be off, two of a short one; digits may not, since
 * another number is another thing. Of several that are equally near, none is.
 *
 * @param most The pairs of names that are compared at most, names in the order in which they are asked for.
 */
export function nearestFinder(most = mostPairs): NearestFinder {
  let left = most
  const known = new Map<unknown, Map<string, string | undefined>>()
  return (name, candidates) => {
    const answers = known.get(candidates) ?? new Map<string, string | undefined>()
    known.set(candidates, answers)
    if (!answers.has(name)) {
      const possible = name.length > longestName ? [] : possibleFor(name, candidates)
      left -= possible.reduce((sum, {length}) => sum + length, 0)
      answers.set(name, left < 0 ? undefined : nearestAmong(possible, name))
    }
    return answers.get(name)
  }
}

/** The nearest to one name, where no more are asked for. */
export const nearest: NearestFinder = (name, candidates) => nearestFinder()(name, candidates)

interface Candidate {
  readonly name: string
  readonly lower: string
  /** The kinds of letters that it has, a bit for each. */
  readonly letters: number
  /** Its place among all candidates. */
  readonly rank: number
}

/** The candidates with a name's digits and about its length, those of its own length first. */
function possibleFor(
  name: string,
  candidates: ReadonlySet<string> | readonly string[]
): ReadonlyArray<readonly Candidate[]> {
  const byLength = indexOf(candidates).get(digitsOf(name)) ?? []
  const lengths = Array.from(
    {length: 2 * mostOff(name) + 1},
    (_, step) => name.length + (step % 2 === 0 ? -step : step + 1) / 2
  )
  return lengths.flatMap((length) => (byLength[length] ? [byLength[length]] : []))
}

function nearestAmong(possible: ReadonlyArray<readonly Candidate[]>, name: string): string | undefined {
  const lower = name.toLowerCase()
  const letters = lettersOf(lower)
  let found: Candidate[] = []
  let least = mostOff(name)
  for (const candidates of possible) {
    for (const candidate of candidates) {
      // As many letters are off as either has and the other has not, at least.
      if (bitCount(letters & ~candidate.letters) > least || bitCount(candidate.letters & ~letters) > least) continue
      const distance = leven(lower, candidate.lower, {maxDistance: least + 1})
      if (distance > least) continue
      if (distance < least) found = []
      found.push(candidate)
      least = distance
    }
  }
  // Names that differ in letter case only are one.
  const [first, ...others] = found.toSorted((a, b) => a.rank - b.rank)
  return others.every((other) => other.lower === first?.lower) ? first?.name : undefined
}

/** How many letters of a name may be off. */
function mostOff({length}: string): number {
  return Math.min(Math.floor(length * 0.4), Math.max(2, Math.floor(length / 3)))
}

/** By their digits, then by their lengths. */
type NameIndex = ReadonlyMap<string, ReadonlyArray<readonly Candidate[] | undefined>>

const indices = new WeakMap<object, NameIndex>()

function indexOf(candidates: ReadonlySet<string> | readonly string[]): NameIndex {
  const index = indices.get(candidates) ?? newIndex(candidates)
  indices.set(candidates, index)
  return index
}

function newIndex(candidates: Iterable<string>): NameIndex {
  const index = new Map<string, Candidate[][]>()
  let rank = 0
  for (const name of candidates) {
    const lower = name.toLowerCase()
    const digits = digitsOf(name)
    const byLength = index.get(digits) ?? []
    index.set(digits, byLength)
    if (name.length <= 2 * longestName)
      (byLength[name.length] ??= []).push({name, lower, letters: lettersOf(lower), rank: rank++})
  }
  return index
}

function digitsOf(name: string): string {
  return name.replaceAll(/\D+/g, ' ').trim()
}

function lettersOf(lower: string): number {
  let letters = 0
  for (let at = 0; at < lower.length; at++) letters |= 1 << (lower.charCodeAt(at) % 32)
  return letters
}

function bitCount(bits: number): number {
  let left = bits - ((bits >>> 1) & 0x55_55_55_55)
  left = (left & 0x33_33_33_33) + ((left >>> 2) & 0x33_33_33_33)
  return Math.imul((left + (left >>> 4)) & 0x0f_0f_0f_0f, 0x01_01_01_01) >>> 24
}
