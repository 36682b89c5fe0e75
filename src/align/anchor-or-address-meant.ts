/**
 * Find what was meant by a path that does not exist: an anchor of the document without its `#`, an address without its
 * scheme, or a target in a second pair of parentheses.
 *
 * @param own The anchors of the document.
 * @returns The right target; undefined if none of these was meant.
 */
export function anchorOrAddressMeant(path: string, own: ReadonlySet<string>): string | undefined {
  if (own.has(path)) return `#${path}`
  if (host.test(path)) return `https://${path}`
  return /^\(([^()]+)\)$/.exec(path)?.[1]
}

/** A host name that is no file name: after `www`, of three parts, or with an ending that files hardly have. */
const host =
  /^(?:www(?:\.[\w-]+){2,}|[\w-]+\.(?:com|edu|gov)|(?:[a-z][\w-]*\.){2,}(?:com|dev|edu|gov|io|net|org))(?=[/?]|$)/i
