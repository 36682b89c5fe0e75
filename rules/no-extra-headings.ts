import {isForeign} from '../src/align/alignment.ts'
import {type ExtraSection, type RepeatedSection, extraSections} from '../src/align/departures/extra-sections.ts'
import {quote} from '../src/markdown/text.ts'
import {defineRule} from '../src/rule.ts'

/** Sections that the template does not know, where it knows others; and second ones of a section that stands once. */
export default defineRule(
  {
    id: 'no-extra-headings',
    summary: 'Sections that the template does not have, where it has other sections',
    recommended: 'off',
    strict: 'error',
    options: {}
  },
  ({alignment}) =>
    // A document that has nothing of the template is told so once, by `required-headings`.
    (isForeign(alignment) ? [] : extraSections(alignment)).map((extra) => ({
      ...extra,
      subjects: [`section ${extra.name}`],
      reason: reasonOf(extra)
    }))
)

function reasonOf(extra: ExtraSection): string {
  const what = `Unexpected section ${quote(extra.name)}, expected`
  switch (extra.kind) {
    case 'repeated':
      return tooMany(extra)
    case 'belongs elsewhere':
      return `${what} it where the template has ${quote(extra.wanted)}`
    case 'resembles':
      return `${what} ${quote(extra.wanted)} or another section of the template`
    case 'unknown':
      return `${what} only sections of the template`
  }
}

/** Says that a section stands more often than it may, as `required-headings` does. */
export function tooMany({name, max}: RepeatedSection): string {
  return max === 1
    ? `Unexpected second section ${quote(name)}, expected it once`
    : `Unexpected section ${quote(name)}, expected at most ${max} of its kind`
}
