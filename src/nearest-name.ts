import leven from 'leven'

/** Finds the candidate nearest to an unknown name, for "did you mean"; undefined if none is near. */
export type NearestFinder = (name: string, candidates: ReadonlySet<string> | readonly string[]) => string | undefined

/** Names longer than this are not compared. */
const longestName = 200

/**
 * The most pairs of names that are compared for one document: each name is compared with candidates of about its
 * length, and after so many pairs no more are searched for. A hundred stale links in a document of two thousand
 * headings stay below it.
 */
const mostPairs = 200_000

/**
 * Make a finder of names that were probably meant. A third of a name's letters may differ, or two in a short name;
 * digits may not, because another number means another thing. If several candidates are equally near, none is found; letter
 * case counts only among those.
 *
 * @param most The most pairs of names that are compared in all calls together.
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

/** Finds the candidate nearest to a single name. */
export const nearest: NearestFinder = (name, candidates) => nearestFinder()(name, candidates)

interface Candidate {
  readonly name: string
  readonly lower: string
  /** The letters that it has, with a bit for each. */
  readonly letters: number
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
      // At least as many letters differ as one name has and the other does not.
      if (bitCount(letters & ~candidate.letters) > least || bitCount(candidate.letters & ~letters) > least) continue
      const distance = leven(lower, candidate.lower, {maxDistance: least + 1})
      if (distance > least) continue
      if (distance < least) found = []
      found.push(candidate)
      least = distance
    }
  }
  const [first, ...others] = found
  if (!first || others.some((other) => other.lower !== first.lower)) return undefined
  return nearestInCase([...new Set(found.map((candidate) => candidate.name))], name)
}

/** Of names that differ only in letter case, the one with the fewest other letters; undefined if several have as few. */
function nearestInCase(names: readonly string[], name: string): string | undefined {
  if (names.length < 2) return names[0]
  const distances = names.map((other) => leven(name, other))
  const least = Math.min(...distances)
  const [first, ...others] = names.filter((_, index) => distances[index] === least)
  return others.length === 0 ? first : undefined
}

/** How many letters of a name may differ. */
function mostOff({length}: string): number {
  return Math.min(Math.floor(length * 0.4), Math.max(2, Math.floor(length / 3)))
}

/** Candidates by their digits, then by their lengths. */
type NameIndex = ReadonlyMap<string, ReadonlyArray<readonly Candidate[] | undefined>>

const indices = new WeakMap<object, NameIndex>()

function indexOf(candidates: ReadonlySet<string> | readonly string[]): NameIndex {
  const index = indices.get(candidates) ?? newIndex(candidates)
  indices.set(candidates, index)
  return index
}

function newIndex(candidates: Iterable<string>): NameIndex {
  const index = new Map<string, Candidate[][]>()
  for (const name of candidates) {
    const lower = name.toLowerCase()
    const digits = digitsOf(name)
    const byLength = index.get(digits) ?? []
    index.set(digits, byLength)
    if (name.length <= 2 * longestName) (byLength[name.length] ??= []).push({name, lower, letters: lettersOf(lower)})
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
