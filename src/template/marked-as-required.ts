import type {Section} from '../markdown/document.ts'
import {isNamed} from './directives.ts'
import {saysOptionalInName} from './optional-marks.ts'
import {saysOptional} from './optional-wordings.ts'
import type {Remark} from './remarks.ts'

/**
 * The siblings that are marked as required, so that the others are optional: at least two are marked, by a comment or
 * in their headings, and none is marked as optional.
 *
 * @param remarksOf Finds the comments on a section.
 * @returns Undefined if the marks say nothing about sections without one.
 */
export function markedAsRequired(
  sections: readonly Section[],
  remarksOf: (section: Section) => readonly Remark[]
): ReadonlySet<Section> | undefined {
  const marked = sections.filter(
    (section) => requiredInName.test(section.name.slice(0, 300)) || remarksOf(section).some((remark) => isMark(remark))
  )
  const isAnyOptional = sections.some(
    (section) => saysOptionalInName(section.name) || remarksOf(section).some(({text}) => saysOptional(text))
  )
  return marked.length < fewestMarked || isAnyOptional ? undefined : new Set(marked)
}

/** A single mark may be about its own section only. */
const fewestMarked = 2

/** Whether a comment consists of the mark. A directive does not count, since it is about its section only. */
function isMark({text}: Remark): boolean {
  return !isNamed(text) && mark.test(text.slice(0, 100))
}

const words =
  'required|mandatory|compulsory|must[- ]have|obligatoire|verpflichtend|pflicht(?:abschnitt|feld)?|obligatori[oa]|obrigatóri[oa]|verplicht|обязательн(?:о|ый|ая|ое)|必須|必填|必选|필수'

const mark = new RegExp(
  String.raw`^[\s*_[(!]{0,6}(?:this )?(?:section )?(?:is )?(?:${words})(?: section)?[\s*_\])!.]{0,6}$`,
  'iu'
)

const requiredInName = new RegExp(String.raw`[([（][\s*]{0,3}(?:${words})[\s*]{0,3}[)\]）]`, 'iu')
