import type {Section} from '../markdown/document.ts'

/**
 * What a section with others below it holds comes before what follows; the first times by looking at all anew, later by
 * leaving out what may stand below it now, so that the steps stay few.
 *
 * @param mayRestart Whether all may be looked at anew once more.
 * @returns Tells of sections in their order which are looked at, and whether one that was recognised and holds others ends that.
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
