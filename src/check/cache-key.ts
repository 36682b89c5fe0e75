import {readFileSync, realpathSync, statSync} from 'node:fs'
import path from 'node:path'
import type {Configuration} from '../config/configuration.ts'
import type {FoundConfiguration} from '../config/found-configuration.ts'
import {isWithin, repositoryRoot} from '../config/repository-root.ts'
import {type LinterOptions, computedOnce, saidByHost, mappingsBy, mappingsOf, configurationFinder} from '../linter.ts'
import {textHash} from '../text-hash.ts'

/**
 * Everything that affects the findings in a file, besides its own text and what its links lead to, as one text for a
 * cache.
 *
 * @param root A folder; paths in it are made relative to it, so that the text is the same in a copy of the folder.
 *   Without it, all paths are absolute.
 * @returns A function that takes the absolute path of a file.
 */
export function basisFinder(options: Omit<LinterOptions, 'parse'>, root?: string): (file: string) => string {
  const {configuration: own = {}, checkTemplates = false, cwd} = options
  const said = saidByHost(options)
  const configurationOf = configurationFinder(options)
  const named = (file: string) => (root !== undefined && isWithin(file, root) ? path.relative(root, file) : file)
  const stateOf = computedOnce((template: string) => stateOfTemplate(template, named))
  const saidFor = computedOnce((inherited: FoundConfiguration | undefined) => {
    const by = mappingsBy(said, inherited)
    const {templates, base} = mappingsOf(by)
    const states = templates.map(({template}) => stateOf(path.resolve(base, template)))
    return textHash(
      JSON.stringify(
        [
          withoutBaseline(inherited?.configuration),
          inherited && named(inherited.folder),
          withoutBaseline(own),
          checkTemplates,
          named(cwd),
          named(base),
          states
        ],
        (key, value: unknown) => (key === 'definedIn' ? undefined : value)
      )
    )
  })
  return (file) => {
    const folder = path.dirname(file)
    return [
      named(file),
      named(realpathSync.native(file)),
      named(repositoryRoot(folder, cwd)),
      saidFor(configurationOf(folder))
    ].join('\0')
  }
}

/** The baseline does not affect what is found. */
function withoutBaseline(configuration: Configuration = {}): Configuration {
  const {baseline: _, ...others} = configuration
  return others
}

/** The real path of a template, and the hash of its content; nothing if it cannot be read. */
function stateOfTemplate(file: string, named: (file: string) => string): readonly string[] {
  try {
    const real = realpathSync(file)
    // Reading a pipe would never end.
    return statSync(real).isFile() ? [named(real), textHash(readFileSync(real))] : [named(real)]
  } catch {
    return []
  }
}
