import type {Section} from '../markdown/document.ts'

/**
 * Decides which sections a step considers in one walk. After a section with parts is recognised, those come before what
 * follows: at first the walk ends, so that all is considered again; later it skips what is below the section, so that the
 * number of steps stays bounded.
 *
 * @param mayRestart Whether the walk may end once more.
 * @returns `isIn` says whether a section, in document order, is considered; `endsWith` takes one that was recognised and has
 *   parts, and says whether the walk ends.
 */
export function readerInTurn(mayRestart: () => boolean): {
  isIn(section: Section): boolean
  endsWith(section: Section): boolean
} {
  let holder: Section | undefined
  return {
    isIn: (section) => {
      if (holder && section.depth <= holder.depth) holder = undefined
      return holder === undefined
    },
    endsWith: (section) => {
      holder = section
      return mayRestart()
    }
  }
}
