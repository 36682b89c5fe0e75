import type {LinkTarget} from './link-target.ts'

/** The other files that a document's links can lead to. */
export interface LinkedFiles {
  /**
   * Look where a link leads.
   *
   * @param path A relative path as links have it, percent-decoded, without fragment and query.
   * @returns What is there.
   */
  resolve(path: string): LinkedFile
  /** Where it was looked so far, and what was seen there. */
  looks(): readonly Look[]
}

/** A path of a link with what was seen there, as far as it can change a finding. */
export interface Look {
  readonly path: string
  readonly seen: string
}

/** What stands at the end of a link. */
export type LinkedFile =
  | {readonly type: 'outside'} // not within the repository, or not to be looked at
  | {readonly type: 'document itself'}
  | {readonly type: 'missing'; readonly nearest?: string} // with the path that was probably meant
  | {readonly type: 'present'} // a picture, a program, anything whose anchors are not known
  | {readonly type: 'markdown'; anchors(): ReadonlySet<string> | undefined} // also a folder, with those of its README; undefined where it cannot be parsed

/** Look where a link leads; the wikis of Azure write percent signs into the names of files. */
export function linkedFile({path, writtenPath}: LinkTarget, linkedFiles: LinkedFiles): LinkedFile {
  const file = linkedFiles.resolve(path)
  const written = file.type === 'missing' && writtenPath !== path ? linkedFiles.resolve(writtenPath) : file
  return written.type === 'missing' ? file : written
}
