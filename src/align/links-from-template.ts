import {readLinkTarget} from '../markdown/link-target.ts'
import type {LinkedFiles} from '../markdown/linked-files.ts'

/**
 * A text of the template as it stands in a document, with its relative links to files leading to where they lead from the
 * template. Those that lead to a file from the document stay: templates are often written as their copies are to be.
 *
 * @param folder The path from the document's folder to the template's, with slashes.
 */
export function withLinksFrom(folder: string, text: string, linkedFiles: LinkedFiles): string {
  if (cannotBeInLinks.test(folder)) return text
  const isThere = (path: string) => ['markdown', 'present'].includes(linkedFiles.resolve(path).type)
  return text.replaceAll(/(?<=\]\()[^\s()<>]{1,500}(?=\))/g, (url) => {
    const target = readLinkTarget(url)
    if (!target || target.path === '' || isThere(target.path)) return url
    return isThere(`${folder}/${target.path}`) ? `${folder}/${url.replace(/^(?:\.\/)+/, '')}` : url
  })
}

/** What would have to be encoded, another drive of Windows, and packages, which are in no repository. */
const cannotBeInLinks = /[\s()<>:%#?]|(?:^|\/)node_modules(?:\/|$)/
