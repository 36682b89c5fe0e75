import path from 'node:path'
import {quote} from '../markdown/text.ts'
import {ConfigurationError} from './configuration-error.ts'
import type {FoundConfiguration} from './find-configuration.ts'
import {isWithin, realPathOf} from './repository-root.ts'

/**
 * Refuse a template outside the folder that a configuration may name templates in, all symbolic links followed: what
 * findings print of a template, a pull request must not fetch from elsewhere on the machine.
 *
 * @param template The template's absolute path.
 * @param found The configuration that names it.
 * @throws {ConfigurationError} At its place in the configuration.
 */
export function expectWithin(template: string, found: FoundConfiguration): void {
  const {configuration, folder, root, source} = found
  if (root === undefined || isInside(template, found)) return
  const index = configuration.templates?.findIndex((mapping) => path.resolve(folder, mapping.template) === template) ?? 0
  const mapping = configuration.templates?.[index]
  // `template: a.md` at the top is the only mapping without globs.
  const keys = mapping?.files ? ['templates', index, 'template'] : ['template']
  throw new ConfigurationError(`Unexpected template ${quote(mapping?.template ?? template)}, expected a file below ${quote(root)}`, source, keys)
}

/**
 * The same for the file of known findings, which is written as well.
 *
 * @returns Its absolute path; undefined where the configuration names none.
 * @throws {ConfigurationError} At its place in the configuration.
 */
export function baselinePath(found: FoundConfiguration): string | undefined {
  const {configuration: {baseline}, folder, root, source} = found
  if (baseline === undefined) return undefined
  const file = path.resolve(folder, baseline)
  if (root !== undefined && !isInside(file, found)) throw new ConfigurationError(`Unexpected baseline ${quote(baseline)}, expected a file below ${quote(root)}`, source, ['baseline'])
  return file
}

function isInside(file: string, {root}: FoundConfiguration): boolean {
  return root === undefined || isWithin(realPathOf(file), realPathOf(root))
}
