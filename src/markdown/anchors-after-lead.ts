/** More words before a name are not just a number or a kind of thing. */
const mostWords = 4

/**
 * Returns a function that finds the only anchor with a given name after one or more other words:
 * `fault-1-name-of-the-fault` for `name-of-the-fault`. It returns undefined if there is none, or more than one.
 */
export function anchorAfterLead(anchors: Iterable<string>): (name: string) => string | undefined {
  const byName = new Map<string, string | undefined>()
  for (const anchor of anchors) {
    let at = -1
    for (let words = 0; words < mostWords; words++) {
      at = anchor.indexOf('-', at + 1)
      if (at < 0) break
      const name = anchor.slice(at + 1)
      byName.set(name, byName.has(name) ? undefined : anchor)
    }
  }
  return (name) => (name === '' ? undefined : byName.get(name))
}
