import path from 'node:path'
import {quote} from '../markdown/text.ts'
import type {ConfigurationPlace} from './configuration-error.ts'
import type {FoundConfiguration} from './found-configuration.ts'
import {isWithin, realPathOf} from './repository-root.ts'
import {below, unexpected} from './shape.ts'

/**
 * Refuse templates outside the folder that must contain them, after all symbolic links are resolved: findings print text
 * of the template, so a pull request could get at text from elsewhere on the machine. The same applies to the file of
 * known findings, which is also written.
 *
 * @throws {ConfigurationError} At the place of the first such path.
 */
export function expectPathsWithin({
  configuration: {templates = [], baseline},
  folder,
  root,
  source
}: FoundConfiguration): void {
  if (root === undefined) return
  const expectInside = (what: 'template' | 'baseline', file: string, at: ConfigurationPlace) => {
    if (!isWithin(realPathOf(path.resolve(folder, file)), realPathOf(root)))
      throw unexpected(`${what} ${quote(file)}`, `a file below ${quote(root)}`, below(at, what))
  }
  const whole = {source, keys: []}
  for (const {template, definedIn = whole} of templates) expectInside('template', template, definedIn)
  if (baseline !== undefined) expectInside('baseline', baseline, whole)
}
