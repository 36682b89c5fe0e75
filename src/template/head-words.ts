import type {MarkdownDocument, Section} from '../markdown/document.ts'
import type {SectionSpec} from './schema.ts'

/** Whether a text is only a word for a title. */
export function isWordForTitle(text: string): boolean {
  return wordForTitle.test(text)
}

/** Words that a template has in place of a title: `# Title`. */
const wordForTitle =
  /^(?:(?:\p{Alpha}+ )?(?:name|title)|\p{Script=Han}{1,4}(?:名称|名稱|标题|標題)|title|titel|titre|t[ií]tulo|titolo|заголовок|название|标题|標題|題名|タイトル|제목)$/iu

/**
 * Whether a heading stands for the title of a document whose sections have the same depth: `Glaze Recipe Name` above
 * `Oxides` and `Firing`. Among other names it is a field of a form: `First Name`, `Last Name`.
 */
export function isTitleAbove(name: string, others: readonly string[]): boolean {
  return isNameToFillIn(name) && !others.some((other) => isNameToFillIn(other))
}

function isNameToFillIn(text: string): boolean {
  return isWordForTitle(text) || nameToFillIn.test(text)
}

const nameToFillIn =
  /^(?:the |your )?(?:[\p{Alpha}\p{N}-]+ ){1,3}(?:name|title)(?: here)?$|^your \p{Alpha}[\p{Alpha} -]{2,40}$|^(?:n[ao]me|nom|título|titre|titolo) (?:da|de|del|della|do|du) \p{Alpha}[\p{Alpha} ]{2,40}$/iu

/**
 * What the first section below the title describes: the title itself (`## Title`) or the fields at the head
 * (`## Metadata`).
 */
export function describedBy(
  {name, depth, children, parent}: Section,
  {sections}: MarkdownDocument
): SectionSpec['describes'] {
  const isFirst = depth > 1 && children.length === 0 && sections.find((other) => other.depth > 1)?.name === name
  if (!isFirst || (parent && parent.depth > 1)) return undefined
  return isWordForTitle(name) ? 'title' : wordForHead.test(name) ? 'head' : undefined
}

/** What the fields at the head of a document are called. */
const wordForHead =
  /^(?:\p{Alpha}+ )?(?:meta-?data|header|front ?matter)$|^document (?:control|details|info|information)$/iu
