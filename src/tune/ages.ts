import type {Provenance} from './splits.ts'

/** At least this share of the documents needs an age, so that ages say anything about them. */
const share = 0.9

/** If more than this share of the documents came on one day, they were moved together on that day. */
const mostAtOnce = 0.5

/**
 * Infer the ages of documents: from the dates on which they were added, else from dates or numbers in their names.
 *
 * @param paths Their paths, as they were given.
 * @param added When each was added, in seconds since 1970, as far as that is known.
 * @returns The ages by path, for those that have one; empty if ages distinguish too few documents.
 */
export function agesOf(
  paths: readonly string[],
  added: ReadonlyMap<string, number>
): ReadonlyMap<string, NonNullable<Provenance['age']>> {
  const readings: ReadonlyArray<(file: string) => Provenance['age']> = [
    (file) => {
      const seconds = added.get(file)
      const day = seconds === undefined ? undefined : dayOf(seconds)
      return day === undefined ? undefined : {order: Date.parse(day), label: day}
    },
    (file) => {
      const [day] = /(?<!\d)\d{4}-\d\d-\d\d(?!\d)/.exec(file) ?? []
      const order = Date.parse(`${day}T00:00:00Z`)
      return day === undefined || Number.isNaN(order) ? undefined : {order, label: day}
    },
    (file) => {
      const part = file.split('/').findLast((name) => /\d{2}/.test(name))
      const [number] = /(?<!\d)\d{2,9}(?!\d)/.exec(part ?? '') ?? []
      return number === undefined ? undefined : {order: Number(number), label: part ?? ''}
    }
  ]
  for (const reading of readings) {
    const ages = new Map(
      paths.flatMap((file) => {
        const age = reading(file)
        return age ? [[file, age] as const] : []
      })
    )
    if (ages.size > 0 && ages.size >= share * paths.length && largestGroup(ages) <= mostAtOnce * ages.size) return ages
  }
  return new Map()
}

/** The date in UTC; undefined for a time that is out of range, since a commit can have any. */
function dayOf(seconds: number): string | undefined {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? undefined : /^\d{4}-\d\d-\d\d/.exec(date.toISOString())?.[0]
}

function largestGroup(ages: ReadonlyMap<string, {readonly order: number}>): number {
  const counts = new Map<number, number>()
  for (const {order} of ages.values()) counts.set(order, (counts.get(order) ?? 0) + 1)
  return Math.max(0, ...counts.values())
}
