/** More words before a name are no number and no kind of thing. */
const mostWords = 4

/**
 * Finds the only anchor that has a word or more before a name by which somebody knows it: `fault-1-name-of-the-fault` for
 * `name-of-the-fault`; undefined where there is none, or several.
 */
export function anchorBehindLead(anchors: Iterable<string>): (name: string) => string | undefined {
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
