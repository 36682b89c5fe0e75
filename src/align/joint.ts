/** What joins names in a folded heading: `drawbacks, risks & alternatives`, `clay / glaze`. */
export const joint = / ?[,/+&;、，] ?| (?:and|or|und|oder|et|ou|y|e|i|och|og|en|и|и\/или) /u

/** What joins a name to the next in scripts without spaces around it: `要件と背景`, `비용과 일정`. */
const unspacedJoint = /^(?:と(?![はもっき])|和|与|與|及び?|および|並びに|・| ?및 |[과와] )(?=[\p{Alpha}\p{N}]{2})/u

/** The rest of a folded name that has all of another first and joins more to it: `pipeline` of `algorithm & pipeline`; undefined for any other. */
export function joinedTo(name: string, folded: string): string | undefined {
  if (name.length < 2 || folded.length <= name.length || !folded.startsWith(name)) return undefined
  const rest = folded.slice(name.length)
  const [mark = ''] = (/^[ ,/+&;、，]/.test(rest) ? joint : unspacedJoint).exec(rest) ?? []
  return mark !== '' && rest.startsWith(mark) && rest.length > mark.length ? rest.slice(mark.length) : undefined
}
