/** Where a link leads, as far as it is a file or an anchor of the same tree. */
export interface LinkTarget {
  /** Percent-decoded, without query; empty for the document itself. */
  readonly path: string
  /** The same as it is written, percent signs and all: the name of a file may have them. */
  readonly writtenPath: string
  /** Percent-decoded, without `#`; undefined where the link has none. */
  readonly fragment: string | undefined
}

/**
 * Read the target of a link.
 *
 * @returns Undefined for what is not a relative link: other schemes and hosts, paths from a site's root, targets that a
 *   site generator fills in (`{{…}}`, `{% … %}`).
 */
export function readLinkTarget(url: string): LinkTarget | undefined {
  if (url === '' || /^[a-z][a-z\d+.-]*:|^[/\\]|\{[{%<]|<%|^~/i.test(url)) return undefined
  // A stray bracket makes all of it a path that leads nowhere.
  const hash = /^[([]/.test(url) ? -1 : url.indexOf('#')
  const path = (hash < 0 ? url : url.slice(0, hash)).replace(/\?[^]*/, '')
  return {path: decode(path), writtenPath: path, fragment: hash < 0 ? undefined : decode(url.slice(hash + 1))}
}

/** Whether a fragment means something that no anchor is needed for: the top, a line of source, a stretch of text, a tab of DocFX. */
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
