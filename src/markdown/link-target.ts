/** Where a relative link leads: a file, an anchor, or both. */
export interface LinkTarget {
  /** Percent-decoded, without query; empty for the document itself. */
  readonly path: string
  /** The path as written, with percent signs, which file names may contain. */
  readonly writtenPath: string
  /** Percent-decoded, without `#`; undefined if the link has none. */
  readonly fragment: string | undefined
}

/**
 * Read the target of a link.
 *
 * @returns Undefined if it is not a relative link: schemes and hosts, paths from a site's root, targets that a site
 *   generator fills in (`{{…}}`, `{% … %}`).
 */
export function readLinkTarget(url: string): LinkTarget | undefined {
  if (url === '' || /^[a-z][a-z\d+.-]*:|^[/\\]|\{[{%<]|<%|^~/i.test(url)) return undefined
  // With a stray bracket, the whole target is a path that leads nowhere.
  const hash = /^[([]/.test(url) ? -1 : url.indexOf('#')
  const path = (hash < 0 ? url : url.slice(0, hash)).replace(/\?[^]*/, '')
  return {path: decode(path), writtenPath: path, fragment: hash < 0 ? undefined : decode(url.slice(hash + 1))}
}

/** Whether a fragment needs no anchor: the top, a line of source, a text fragment, a DocFX tab. */
export function isBuiltInFragment(fragment: string): boolean {
  return fragment === '' || /^top$|^L\d+(?:C\d+)?(?:-L\d+(?:C\d+)?)?$|^:~:|^tab\/|^[/!?]/i.test(fragment)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
