import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {lineOf} from '../markdown/places.ts'
import {type HeadingPattern, isOpen} from './heading-pattern.ts'
import {isIdentifierInBrackets} from './identifiers.ts'
import {namesTemplate} from './named-template.ts'
import {type PlaceholderToken, placeholdersIn} from './placeholder-scan.ts'
import type {Remark} from './remarks.ts'
import {shortNumbersIn} from './running-numbers.ts'
import type {TitleSpec} from './schema.ts'
import {readPattern} from './section-patterns.ts'
import {saidByDirectives} from './section-specs.ts'
import {anyText} from './skeleton-marks.ts'

/**
 * What the title of a template requires.
 *
 * @param named Texts that a directive names as placeholders.
 * @param isAny Whether the title was the template's own name, so that documents may have any.
 */
export function readTitle(
  section: Section,
  template: MarkdownDocument,
  named: readonly string[],
  remarks: readonly Remark[],
  isAny: boolean
): TitleSpec {
  const line = lineOf(section.heading)
  const pattern = readPattern(section, template, named)
  const {heading} = saidByDirectives(remarks, pattern)
  if (heading)
    return {
      heading,
      line,
      because: [{demand: `a title like \`${pattern.name}\``, reason: 'a directive has an expression for it', line}]
    }
  if (isAny || !isOpen(pattern) || namesTemplate(pattern.name)) {
    const reason = 'the only heading of depth 1 stands for any title'
    return {
      heading: {...pattern, skeleton: anyText, folded: anyText},
      line,
      because: [{demand: 'a title', reason, line}]
    }
  }
  const reason = 'the only heading of depth 1, with placeholders'
  return {
    heading: softened(pattern, section, template),
    line,
    because: [{demand: `a title like \`${pattern.name}\``, reason, line}]
  }
}

/**
 * In a title such as `KEP-NNNN: Your short title` or `YYYY-MM-DD - short slug` only the number or the date is marked as a
 * placeholder, but the words after it are a sample too. Without a separator, words after a date or a word for a number
 * may be meant: `YYYY-MM-DD Minutes`.
 */
function softened(pattern: HeadingPattern, {heading}: Section, {source}: MarkdownDocument): HeadingPattern {
  const [first] = heading ? placeholdersIn(source, heading) : []
  const words =
    /\b(?:[NX]{3,}|[A-Z]XX\b)/.test(pattern.name) || shortNumbersIn(pattern.name).length > 0
      ? wordsBehind
      : first && isIdentifierInBrackets(first.text)
        ? wordsBehind
        : first && isNumberOrDate(first)
          ? wordsBehindSeparator
          : undefined
  if (words === undefined) return pattern
  const soften = (skeleton: string) => skeleton.replace(words, `$1${anyText}`)
  return {...pattern, skeleton: soften(pattern.skeleton), folded: soften(pattern.folded)}
}

const separator = ' ?[:：·|.)–—-]'
const tightSeparator = '[:：|、．]'
const wordsBehind = new RegExp(
  `^([^${anyText}]*${anyText}\\]?(?:(?:${separator})? |${tightSeparator}))[^${anyText}\\s][^${anyText}]*$`,
  'u'
)
const wordsBehindSeparator = new RegExp(
  `^([^${anyText}]*${anyText}\\]?(?:${separator} |${tightSeparator}))[^${anyText}\\s][^${anyText}]*$`,
  'u'
)

function isNumberOrDate({kind, text}: PlaceholderToken): boolean {
  return kind === 'date' || kind === 'number' || wordForNumberOrDate.test(text.toLowerCase())
}

const wordForNumberOrDate =
  /^[[{<(]{1,2}\s*(?:\p{Alpha}{1,12}[ _-])?(?:number|num|no\.?|nr\.?|n[º°]|id|identifier|date|yyyy|nummer|datum|numéro|número|numero|fecha|data|номер|дата|编号|編號|番号|日付|日期|번호|날짜)(?![\p{Alpha}])/u
