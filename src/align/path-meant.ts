/**
 * What was meant by a path that leads nowhere: an anchor of the document without its `#`, an address without its scheme, or
 * a target in brackets of its own.
 *
 * @param own The anchors of the document.
 */
export function pathMeant(path: string, own: ReadonlySet<string>): string | undefined {
  if (own.has(path)) return `#${path}`
  if (host.test(path)) return `https://${path}`
  return /^\(([^()]+)\)$/.exec(path)?.[1]
}

/** The name of a host, told from that of a file: behind `www`, of three parts, or with an ending that files hardly have. */
const host =
  /^(?:www(?:\.[\w-]+){2,}|[\w-]+\.(?:com|edu|gov)|(?:[a-z][\w-]*\.){2,}(?:com|dev|edu|gov|io|net|org))(?=[/?]|$)/i
