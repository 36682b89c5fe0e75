import {commentText} from '../markdown/comment.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {conventionsOf} from './placeholder-conventions.ts'
import {isWordForTitle} from './head-words.ts'
import {type HeadingPattern, headingPattern} from './heading-pattern.ts'
import {namesNothing} from './may-be-empty.ts'
import {capitalsToFillIn, namesOf, wordsToFillIn} from './name-in-words.ts'
import {delimitedIn, placeholdersIn} from './placeholder-scan.ts'
import {hasVariable} from './placeholders-without-brackets.ts'
import {routeParameters, sampleRoute} from './routes.ts'
import {hasOwnText, isTimedEntry, wordsAfterDate} from './timed-entries.ts'

/** The pattern of a section's heading, with its placeholders as slots. */
export function readPattern(
  section: Section,
  template: MarkdownDocument,
  named: readonly string[] = []
): HeadingPattern {
  const {heading} = section
  if (!heading) return headingPattern('', [], false)
  const onlyComment =
    heading.children.length === 1 && heading.children[0]?.type === 'html'
      ? commentText(heading.children[0].value)
      : undefined
  if (onlyComment !== undefined) return headingPattern(onlyComment, [onlyComment], true)
  const {name} = section
  const found = placeholdersIn(template.source, heading)
  if (isAllSample(name, found) || isTimedEntry(name, textsOf(found)) || isTitle(section, template))
    return headingPattern(name, [name], true)
  const tokens = found.map(({text, kind}) =>
    kind === 'number' ? text.replace(/^(?!YYYY)\p{Alpha}{1,20}-(?=[NXY#])/iu, '') : text
  )
  const ofNoApi = sampleRoute(name)
  if (ofNoApi.length > 0) return headingPattern(name, ofNoApi, true)
  const {hasVariables, nouns} = conventionsOf(template.source)
  const inCode = heading.children.flatMap((child) => {
    if (child.type !== 'inlineCode') return []
    return hasVariables && hasVariable(child.value) ? [child.value] : delimitedIn(child.value)
  })
  const placeholders = [
    ...(tokens.length > 0
      ? [...tokens, ...besideTokens(section, found)]
      : [...inWords(name, section.depth), ...nouns.flatMap((noun) => namesOf(noun, name))]),
    ...routeParameters(name),
    ...named.filter((text) => name.includes(text)),
    ...inCode
  ]
  return headingPattern(name, placeholders, placeholders.length > 0)
}

/**
 * The words to fill in besides the placeholders: those after the date of an entry, words in capitals, and a word for a
 * title after a number.
 */
function besideTokens({name, depth}: Section, found: ReturnType<typeof placeholdersIn>): readonly string[] {
  const words = depth > 1 ? wordsAfterDate(name, textsOf(found)) : undefined
  if (words !== undefined) return [words]
  const [, after = ''] = afterNumber.exec(name) ?? []
  const [, afterBrackets = ''] = /[\]】]\s?([^\]】]{2,40})$/u.exec(name) ?? []
  if (isWordForTitle(afterBrackets)) return [afterBrackets]
  const isTitled = isWordForTitle(after) && found.every(({kind}) => kind === 'number')
  return [...(isTitled ? [after] : []), ...capitalsToFillIn(name)]
}

const afterNumber = /[:：–—-]\s?([^:：–—-]{2,40}|…)$/u

/** Whether a section is an entry of another, which has any number of entries. */
export function isEntryOf(section: Section, template: MarkdownDocument): boolean {
  const {heading, name, parent} = section
  return (
    heading !== undefined && hasOwnText(parent) && isTimedEntry(name, textsOf(placeholdersIn(template.source, heading)))
  )
}

function textsOf(found: ReturnType<typeof placeholdersIn>): readonly string[] {
  return found.map(({text}) => text)
}

/** Whether a heading is only a word for a title, in place of the title; other headings may repeat it. */
function isTitle({depth, name}: Section, {sections: [first]}: MarkdownDocument): boolean {
  return depth === 1 && first?.name === name && isWordForTitle(name)
}

/**
 * The words to fill in that nothing marks: a name of what is before the colon, a word for a title after a number, words
 * in capitals among others.
 */
function inWords(name: string, depth: number): readonly string[] {
  const [, after = ''] = afterNumber.exec(name) ?? []
  const isSample =
    depth > 1 &&
    (sampleName.test(after) ||
      /^(?:…|\.{3})$/.test(after) ||
      (/\d/.test(name.slice(0, -after.length)) && isWordForTitle(after)))
  return [...(isSample ? [after] : []), ...wordsToFillIn(name)]
}

/**
 * Whether a heading as a whole is a sample: a date, a version, a number whose name is to come, or a heading that says so
 * itself, such as `GOAL (replace with a title of your own)` and `Appendix A: This is a placeholder title`.
 */
function isAllSample(name: string, found: ReturnType<typeof placeholdersIn>): boolean {
  return (
    /^\d{4}-\d\d-\d\d$/.test(name) ||
    isVersion(name) ||
    /^[\d一二三四五六七八九十]{1,3}[.)．、）]$/.test(name) ||
    /\bplaceholder\b/i.test(name) ||
    sampleName.test(name) ||
    namesNothing(name) ||
    found.some(({text, kind}) => kind === 'note' && /^\(replace\b/i.test(text))
  )
}

/** `exampleProp`, `my_function`, `section 1 title`: a name that only says what it names. */
const sampleName =
  /^(?:(?:example|sample|my|your|foo)(?=[A-Z_])[\w.]{1,40}|(?:[Ss]ection|[Cc]hapter|[Tt]opic|[Pp]art) \d{1,2} (?:[Tt]itle|[Nn]ame|[Hh]eading))$/

/**
 * `v1.0.0`, `[1.0.0] - YYYY-MM-DD`, `1.0.0 - Initial version`: a release, of which each document has its own. The
 * number of a chapter has no separator after it.
 */
function isVersion(name: string): boolean {
  return /^(?:\[v?\d+\.\d+(?:\.\d+)?\]|v\d+\.\d+(?:\.\d+)?|\d+\.\d+\.\d+)(?:$|\s*(?:[-–—:]\s|\())/i.test(name)
}
