import {readFileSync} from 'node:fs'
import {textHash} from '../text-hash.ts'

/** The version of this package. */
export const {version} = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

/**
 * What npm has installed beside this package, in one hash: findings also depend on packages that are not bundled. The same
 * on each machine that installs the same; without npm's own list, nothing.
 */
export function installedPackages(): string {
  try {
    return textHash(readFileSync(new URL('../../../../.package-lock.json', import.meta.url)))
  } catch {
    return ''
  }
}
