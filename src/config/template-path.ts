import path from 'node:path'
import {quote} from '../markdown/text.ts'
import type {FoundConfiguration} from './find-configuration.ts'
import {isWithin, realPathOf} from './repository-root.ts'
import {below, unexpected} from './shape.ts'

/**
 * Refuse templates outside the folder that a configuration may name templates in, all symbolic links followed: what
 * findings print of a template, a pull request must not fetch from elsewhere on the machine.
 *
 * @throws {ConfigurationError} At the place of the first in the configuration.
 */
export function expectTemplatesWithin({configuration, folder, root, source}: FoundConfiguration): void {
  if (root === undefined) return
  for (const {template, definedIn = {source, keys: []}} of configuration.templates ?? []) {
    if (!isWithin(realPathOf(path.resolve(folder, template)), realPathOf(root))) throw unexpected(`template ${quote(template)}`, `a file below ${quote(root)}`, below(definedIn, 'template'))
  }
}
