import {readLinkTarget} from '../markdown/link-target.ts'

/** Tells what stands at the end of a link. */
interface Resolver {
  readonly resolve: (path: string) => {readonly type: string}
}

/**
 * A text of the template as it stands in a document, with its relative links to files leading to where they lead from the
 * template. Those that lead to a file from the document stay: templates are often written as their copies are to be.
 *
 * @param folder The path from the document's folder to the template's, with slashes.
 */
export function withLinksFrom(folder: string, text: string, {resolve}: Resolver): string {
  if (/[\s()<>:%#?]/.test(folder)) return text
  const isThere = (path: string) => ['markdown', 'present'].includes(resolve(path).type)
  return text.replaceAll(/(?<=\]\()[^\s()<>]{1,500}(?=\))/g, (url) => {
    const target = readLinkTarget(url)
    if (!target || target.path === '' || isThere(target.path)) return url
    return isThere(`${folder}/${target.path}`) ? `${folder}/${url.replace(/^(?:\.\/)+/, '')}` : url
  })
}
