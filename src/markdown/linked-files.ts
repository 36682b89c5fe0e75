import type {LinkTarget} from './link-target.ts'

/** The other files that a document's links can lead to. */
export interface LinkedFiles {
  /**
   * Look up where a link leads.
   *
   * @param path A relative path as in links, percent-decoded, without fragment and query.
   * @returns What is there.
   */
  resolve(path: string): LinkedFile
  /** The paths that were looked up so far, and what was seen there. */
  looks(): readonly Look[]
}

/** A path of a link with what was seen there, as far as it can change a finding. */
export interface Look {
  readonly path: string
  readonly seen: string
}

/** What a link leads to. */
export type LinkedFile =
  | {readonly type: 'outside'} // not within the repository, or not to be looked at
  | {readonly type: 'document itself'}
  | {readonly type: 'missing'; readonly nearest?: string} // with the path that was probably meant
  | {readonly type: 'present'} // an image, a program, anything whose anchors are unknown
  // Also a folder, with the anchors of its README; undefined if it cannot be parsed.
  | {readonly type: 'markdown'; anchors(): ReadonlySet<string> | undefined}

/** Look up where a link leads. Azure wikis have percent signs in file names, so the path as written may be right. */
export function linkedFile({path, writtenPath}: LinkTarget, linkedFiles: LinkedFiles): LinkedFile {
  const file = linkedFiles.resolve(path)
  const written = file.type === 'missing' && writtenPath !== path ? linkedFiles.resolve(writtenPath) : file
  return written.type === 'missing' ? file : written
}
