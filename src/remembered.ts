const mostRemembered = 10_000

/**
 * A function of a text that keeps its results, since the names and words of a template are held against those of each
 * document, which are mostly the same. When it has kept as many as it may, it forgets all.
 *
 * @param most How many results are kept.
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
