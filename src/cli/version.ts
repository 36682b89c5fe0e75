import {readFileSync} from 'node:fs'
import {textHash} from '../text-hash.ts'

/** The version of this package. */
export const {version} = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

/**
 * One hash of the packages that npm has installed beside this one, since findings also depend on packages that are not
 * bundled. It is the same on each machine with the same packages, and empty without npm's list.
 */
export function installedPackages(): string {
  try {
    return textHash(readFileSync(new URL('../../../../.package-lock.json', import.meta.url)))
  } catch {
    return ''
  }
}
