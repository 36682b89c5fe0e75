import {readLinkTarget} from '../markdown/link-target.ts'
import type {LinkedFiles} from '../markdown/linked-files.ts'

/**
 * A text of the template for a document, with relative links adjusted so that they lead to the same files as from the
 * template. A link that already leads to a file from the document stays: templates are often written for their copies.
 *
 * @param folder The relative path from the document's folder to the template's, with slashes.
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

/** Paths that would have to be encoded, other drives on Windows, and packages, which are in no repository. */
const cannotBeInLinks = /[\s()<>:%#?]|(?:^|\/)node_modules(?:\/|$)/
