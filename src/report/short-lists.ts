/** The most characters of the names in a list; a longer list is cut. */
const longestList = 100

/** The names that a list shows at least, however long they are. */
const fewestNames = 2

/**
 * A message for a terminal: long lists have only their first names and the number of the others. Names are in backticks, as
 * `quoteAll` writes them. A message with names that contain backticks stays the same.
 */
export function withShortLists(reason: string): string {
  const parts = reason.split('`')
  if (reason.includes('``') || parts.length % 2 === 0) return reason
  const [start = ''] = parts
  let text = start
  for (let index = 1; index < parts.length;) {
    const end = endOfList(parts, index)
    const names = parts.slice(index, end).filter((_, offset) => offset % 2 === 0)
    const [counted = '', more = '0'] = /^ and (\d{1,9}) more/.exec(parts[end] ?? '') ?? []
    text += listOf(names, Number(more)) + (parts[end] ?? '').slice(counted.length)
    index = end + 1
  }
  return text
}

/** The index of the text after a list among the parts of a message: names, and the text between them. */
function endOfList(parts: readonly string[], start: number): number {
  let end = start + 1
  while (parts[end] === ', ' && end + 1 < parts.length) end += 2
  return end
}

function listOf(names: readonly string[], more: number): string {
  let length = 0
  const shown = names.filter((name, index) => {
    length += name.length
    return index < fewestNames || length <= longestList
  })
  const left = names.length - shown.length + more
  return shown.map((name) => `\`${name}\``).join(', ') + (left > 0 ? ` and ${left} more` : '')
}
