const mostRemembered = 10_000

/**
 * A function of a text that remembers its results, because the names and words of a template are compared with those of
 * each document, which are mostly the same. When it has as many results as allowed, it forgets all of them.
 *
 * @param most How many results are remembered at most.
 */
export function remembered<Result>(find: (text: string) => Result, most = mostRemembered): (text: string) => Result {
  const results = new Map<string, Result>()
  return (text) => {
    const known = results.get(text)
    if (known !== undefined) return known
    if (results.size >= most) results.clear()
    const result = find(text)
    results.set(text, result)
    return result
  }
}
