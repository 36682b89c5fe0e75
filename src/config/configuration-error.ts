import {LineCounter, isMap, isNode, isScalar, isSeq, parseDocument} from 'yaml'

/** Where a configuration was written. */
export interface ConfigurationSource {
  /** A file's path, or another origin: `options of the plugin`. */
  readonly name: string
  /** The file's text, if it is a file, so that an error can point into it. */
  readonly text?: string
}

/** A place in a configuration. */
export interface ConfigurationPlace {
  readonly source: ConfigurationSource
  /** The keys and indices that lead to it. */
  readonly keys: ReadonlyArray<string | number>
}

/** A configuration that cannot be used. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError'

  /**
   * @param reason What is wrong, in the grammar of findings.
   * @param at The place of the fault.
   */
  constructor(reason: string, at: ConfigurationPlace) {
    super(`${shownPlace(at)}: ${reason}`)
  }
}

/** A place as messages show it: `name:line:column`, both 1-based, in YAML or JSON; the name alone if there is no text. */
export function shownPlace({source: {name, text}, keys}: ConfigurationPlace): string {
  if (text === undefined) return name
  const lines = new LineCounter()
  let node: unknown = parseDocument(text, {lineCounter: lines}).contents
  let offset = 0
  for (const key of [...(name.endsWith('package.json') ? ['guidelint'] : []), ...keys]) {
    const pair = isMap(node) ? node.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined
    const item = isSeq(node) && typeof key === 'number' ? node.items[key] : undefined
    const at = pair ? pair.key : item
    if (!isNode(at)) break
    offset = at.range?.[0] ?? offset
    node = pair ? pair.value : item
  }
  const {line, col} = lines.linePos(offset)
  return `${name}:${line}:${col}`
}
