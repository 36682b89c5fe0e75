import type {Case} from './fuzz-properties.ts'

/** How long to make a case smaller, in milliseconds. */
const mostTime = 20_000

/**
 * Make a case smaller, line by line, as long as it fails: delta debugging without complements (Zeller and Hildebrandt,
 * "Simplifying and Isolating Failure-Inducing Input", 2002), the document first, then the template, until neither
 * shrinks.
 *
 * @param fails Whether a smaller case still has the fault.
 * @param limits The most smaller cases that are tried, and for how long, in milliseconds.
 */
export function reduced(
  tried: Case,
  fails: (smaller: Case) => boolean,
  {attempts = Infinity, time = mostTime}: {readonly attempts?: number; readonly time?: number} = {}
): Case {
  const end = Date.now() + time
  let left = attempts
  const failsYet = (smaller: Case) => left-- > 0 && Date.now() < end && fails(smaller)
  let smallest = tried
  for (let size = Infinity; size > sizeOf(smallest);) {
    size = sizeOf(smallest)
    const {template} = smallest
    const document = fewest(smallest.document.split(/(?<=\n)/), (lines) =>
      failsYet({template, document: lines.join('')})
    )
    smallest = {template, document: document.join('')}
    const lines = fewest(template.split(/(?<=\n)/), (some) => failsYet({...smallest, template: some.join('')}))
    smallest = {...smallest, template: lines.join('')}
  }
  return smallest
}

function sizeOf({template, document}: Case): number {
  return template.length + document.length
}

/** Leave out items, in runs that get shorter, as long as the rest still fails. */
export function fewest(items: readonly string[], fails: (left: readonly string[]) => boolean): readonly string[] {
  let left = items
  for (let length = Math.ceil(items.length / 2); length >= 1; length = length === 1 ? 0 : Math.ceil(length / 2)) {
    for (let at = 0; at < left.length;) {
      const rest = left.toSpliced(at, length)
      if (fails(rest)) left = rest
      else at += length
    }
  }
  return left
}
