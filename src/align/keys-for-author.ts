import {isClosed} from '../markdown/closed-document.ts'
import type {FrontMatterLine} from '../markdown/front-matter.ts'
import {startsWithDate} from '../template/dates.ts'
import type {KeySpec} from '../template/schema.ts'
import {type Alignment, nodesOfType} from './alignment.ts'

/**
 * Whether missing keys of front matter are left to the author, because a document most likely has no value for one of them:
 * the document is closed; the key is for the date of something that may not have happened, by its name or because the
 * document has another of the template's dates; or a section that the template does not have says the same, such as
 * `Simple Summary` for `description`.
 *
 * @param lines The front matter that the document has.
 */
export function areForAuthor(
  keys: readonly KeySpec[],
  lines: readonly FrontMatterLine[],
  alignment: Alignment
): boolean {
  const {document, schema} = alignment
  if (isClosed(document)) return true
  const dates = new Set(schema.frontMatter.filter(({isDate}) => isDate).map(({key}) => key.toLowerCase()))
  const hasDate = lines.some(({key, value}) => dates.has(key.toLowerCase()) && startsWithDate(value.trim()))
  const words = new Set(
    nodesOfType(alignment, 'extra').flatMap(({section}) => section.name.toLowerCase().split(/[^\p{Alpha}\p{N}]+/u))
  )
  return keys.some(
    ({key, isDate}) =>
      (isDate && hasDate) || dateOfEvent.test(key) || wordsFor(key.toLowerCase()).some((word) => words.has(word))
  )
}

/** Words for a text that says what a document is about. */
const summaries = ['description', 'overview', 'summary']

function wordsFor(key: string): readonly string[] {
  return summaries.includes(key) ? summaries : [key]
}

/** `reviewed_at`, `approvedOn`, `next-review-date`, `last_tested`; not `created_at`, which has happened to every document. */
const dateOfEvent =
  /^(?:last|next)[-_]?(?:reviewed|review|tested|verified)(?:[-_]?(?:at|on|date))?$|^(?:approved|closed|completed|decided|deprecated|ended|merged|published|released|resolved|retired|reviewed|superseded|tested|verified|withdrawn)[-_]?(?:at|on|date)$/i
