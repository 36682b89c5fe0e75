import {type Document, LineCounter, parseDocument, visit} from 'yaml'
import {quote} from '../markdown/text.ts'
import {ConfigurationError} from './configuration-error.ts'

/** No configuration that people read needs more aliases than this; each costs a walk to its anchor. */
const mostAliases = 100

/**
 * Read the text of a configuration, YAML and with it JSON, as data.
 *
 * @param name The file's path, for errors.
 * @throws {ConfigurationError} At the place of a syntax error, or of an alias that cannot be resolved within bounds.
 */
export function readData(text: string, name: string): unknown {
  const lines = new LineCounter()
  const document = parseDocument(text, {lineCounter: lines, logLevel: 'error'})
  const refuse = (reason: string, offset: number): never => {
    const {line, col} = lines.linePos(offset)
    throw new ConfigurationError(reason, {source: {name: `${name}:${line}:${col}`}, keys: []})
  }
  const [error] = document.errors
  if (error) {
    const said = /call stack/.test(error.message) ? 'nested too deeply' : error.message.split('\n', 1)[0]
    return refuse(`Unexpected syntax, expected YAML or JSON: ${said}`, error.pos[0])
  }
  expectAliases(document, refuse)
  try {
    return document.toJS({maxAliasCount: mostAliases})
  } catch (failure) {
    if (!(failure instanceof ReferenceError)) throw failure
    return refuse(`Unexpected nested aliases, expected at most ${mostAliases} copies in total`, 0)
  }
}

/** Refuse too many aliases, and those without an anchor or in a circle. Since an anchor comes before its aliases, each circle has an alias below its own anchor. */
function expectAliases(document: Document, refuse: (reason: string, offset: number) => never): void {
  let count = 0
  visit(document, {
    Alias: (_, alias, ancestors) => {
      const [at = 0] = alias.range ?? []
      if (++count > mostAliases)
        refuse(`Unexpected alias ${quote(`*${alias.source}`)}, expected at most ${mostAliases} aliases`, at)
      const target = alias.resolve(document)
      if (!target)
        refuse(`Unexpected alias ${quote(`*${alias.source}`)}, expected an anchor of that name before it`, at)
      if (ancestors.some((ancestor) => ancestor === target))
        refuse(`Unexpected alias ${quote(`*${alias.source}`)} within what it refers to`, at)
    }
  })
}
