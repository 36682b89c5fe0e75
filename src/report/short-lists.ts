/** Characters that a list of names may take before it is cut. */
const longestList = 100

/** Names that a list has at least, cut or not. */
const fewestNames = 2

/** A text of a document in a message, as `quote` writes it. */
const name = '(?:`` (?:[^`]|`(?!`))+ ``|`[^`]+`)'

/** A list of four names or more, and how many more there are where it was cut before. */
const list = new RegExp(`${name}(?:, ${name}){3,}(?: and \\d+ more)?`, 'g')

/** A message for a terminal: of long lists of names the first, and how many more there are. */
export function withShortLists(reason: string): string {
  return reason.replaceAll(list, (text) => (text.length > longestList ? shortList(text) : text))
}

function shortList(text: string): string {
  const names = text.match(new RegExp(name, 'g')) ?? []
  const [, more = '0'] = / and (\d+) more$/.exec(text) ?? []
  let length = 0
  const kept = names.filter((item, index) => {
    length += item.length
    return index < fewestNames || length <= longestList
  })
  const left = names.length - kept.length + Number(more)
  return `${kept.join(', ')}${left > 0 ? ` and ${left} more` : ''}`
}
