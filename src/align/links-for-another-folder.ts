import {type LinkedFiles, linkedFile} from '../markdown/linked-files.ts'
import {readLinkTarget} from '../markdown/link-target.ts'
import type {Linking} from '../markdown/links.ts'

/**
 * Returns a function that finds the file meant by a path that does not exist: the one with the nearest name. If several
 * links lead into a folder, and none of them to a file, then all of them were written for another folder, and a file with a
 * similar name in this one was not meant.
 *
 * @param links The links of the document.
 */
export function fileMeantFinder(
  links: readonly Linking[],
  linkedFiles: LinkedFiles
): (path: string, nearest: string | undefined) => string | undefined {
  let folders: ReadonlySet<string> | undefined
  return (path, nearest) => {
    if (nearest === undefined || folderOf(nearest) !== folderOf(path)) return nearest
    folders ??= foldersWithoutTargets(links, linkedFiles)
    return folders.has(folderOf(path)) ? undefined : nearest
  }
}

/** The folders into which several paths lead, none of which exists. */
function foldersWithoutTargets(links: readonly Linking[], linkedFiles: LinkedFiles): ReadonlySet<string> {
  const missing = new Map<string, Set<string>>()
  const present = new Set<string>()
  for (const {url} of links) {
    const target = readLinkTarget(url)
    if (!target || target.path === '') continue
    const folder = folderOf(target.path)
    if (linkedFile(target, linkedFiles).type !== 'missing') present.add(folder)
    else missing.set(folder, (missing.get(folder) ?? new Set()).add(target.path))
  }
  return new Set(
    Array.from(missing).flatMap(([folder, paths]) => (paths.size > 1 && !present.has(folder) ? [folder] : []))
  )
}

/** The folder of a path, without leading `./`. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1).replace(/^(?:\.\/)+/, '')
}
