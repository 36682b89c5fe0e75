import type {Section} from '../markdown/document.ts'
import {type HeadingPattern, withSkeleton} from './heading-pattern.ts'
import {anyText} from './skeleton-marks.ts'

/**
 * Whether a heading is a field itself, as it has nothing below it and is next to another such heading:
 * `### Duration: 45 minutes`, `### [Agenda](https://…)`. A lone heading with nothing below it may as well be a section
 * to fill in.
 */
export function isFieldInHeading(section: Section): boolean {
  const siblings = section.parent?.children ?? []
  const at = siblings.indexOf(section)
  const own = labelOf(section)
  return (
    own !== undefined &&
    [siblings[at - 1], siblings[at + 1]].some((other) => {
      const label = other && labelOf(other)
      return label !== undefined && label !== own
    })
  )
}

/** A pattern with any text in place of the value after the label: `Duration: …` for `Duration: 45 minutes`. */
export function withAnyValue(pattern: HeadingPattern): HeadingPattern {
  return withSkeleton(pattern, pattern.skeleton.replace(labelAndValue, `$1${anyText}`))
}

const labelAndValue = /^([^:]{2,40}: ).+$/u

/** The label of a heading that also has the value, and has nothing below it; undefined for any other. */
function labelOf({heading, name, content, children}: Section): string | undefined {
  if (!heading || content.length > 0 || children.length > 0) return undefined
  const [link, ...others] = heading.children
  return link?.type === 'link' && others.length === 0 ? name : /^([^:：\d]{2,40})[:：] ?\S/u.exec(name)?.[1]
}
