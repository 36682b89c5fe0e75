import type {Heading} from 'mdast'
import type {MarkdownDocument} from '../markdown/document.ts'
import {frontMatterLines} from '../markdown/front-matter.ts'
import {lineOf} from '../markdown/places.ts'
import {foldWhitespace} from '../markdown/text.ts'
import {type CandidateType, candidatesOf, wordsIn} from '../template/placeholder-candidates.ts'
import {indexPlaceholders} from '../template/placeholder-index.ts'
import {delimitedIn, type PlaceholderKind, placeholderKey, scanCode} from '../template/placeholder-scan.ts'
import {isInstruction} from '../template/instructions.ts'
import {choiceIn} from '../template/choices.ts'
import {withoutBrackets} from '../template/without-brackets.ts'
import type {TemplateSchema} from '../template/schema.ts'
import type {Candidate} from '../template/placeholder-candidates.ts'

/** A placeholder in a template, found in the same way as a leftover in a document. */
export interface Open extends Candidate {
  readonly kind: PlaceholderKind
}

/** A name that each document has to give: all placeholders with the same wording. */
export interface Name {
  /** The text within the brackets: `Service Name`. */
  readonly name: string
  /** The placeholders as they are written, each form once. */
  readonly forms: readonly string[]
  /** Whether it occurs in the title. */
  readonly isOfTitle: boolean
}

/** The placeholders of a template, sorted by their starts. */
export function openIn(schema: TemplateSchema, template: MarkdownDocument): readonly Open[] {
  const index = indexPlaceholders(schema.placeholders)
  return [...candidatesOf(template, index), ...wordsIn(template, index.words)]
    .flatMap((candidate) =>
      index
        .find(candidate.type, candidate.key)
        .slice(0, 1)
        .map(({kind}): Open => ({...candidate, kind}))
    )
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
}

/** The names that a template asks for, in document order. */
export function namesOf(schema: TemplateSchema, template: MarkdownDocument, open: readonly Open[]): readonly Name[] {
  const names = new Map<string, {name: string; forms: Map<string, string>; isOfTitle: boolean}>()
  const title = titlePlace(schema, template)
  const chosen = new Set(schema.frontMatter.filter(({values}) => values).map(({key}) => key))
  for (const placeholder of open.filter(({type, before = ''}) => type !== 'front matter' || !chosen.has(before))) {
    for (const form of formsIn(placeholder, template.source)) {
      const name = nameIn(form)
      if (name === undefined) continue
      const key = wordsOf(name)
      const known = names.get(key) ?? {name, forms: new Map<string, string>(), isOfTitle: false}
      known.forms.set(placeholderKey(form), form)
      known.isOfTitle ||= title !== undefined && placeholder.start >= title.start && placeholder.end <= title.end
      names.set(key, known)
    }
  }
  return Array.from(names.values(), ({name, forms, isOfTitle}) => ({name, forms: [...forms.values()], isOfTitle}))
}

/** The UTF-16 offsets of a template's title: in its heading, or in its front matter. */
function titlePlace(
  {title}: TemplateSchema,
  template: MarkdownDocument
): {readonly start: number; readonly end: number} | undefined {
  const heading: Heading | undefined =
    title && template.sections.find((section) => lineOf(section.heading) === title.line)?.heading
  const {start, end} = heading?.position ?? {}
  if (start?.offset !== undefined && end?.offset !== undefined) return {start: start.offset, end: end.offset}
  return frontMatterLines(template).find(({key}) => key.toLowerCase() === 'title')
}

/** The kinds of placeholders that may be names. */
const naming: ReadonlySet<PlaceholderKind> = new Set([
  'bracket',
  'brace',
  'angle',
  'name',
  'named',
  'italic',
  'front matter',
  'link',
  'code'
])

/** The texts in a placeholder that have to be replaced, as they are written. */
function formsIn({type, kind, text, start, end}: Open, source: string): readonly string[] {
  if (!naming.has(kind) || end - start > longestName)
    return kind === 'code' && type === 'code' ? scanCode(text).map((found) => found.text) : []
  const within: Readonly<Partial<Record<CandidateType, () => readonly string[]>>> = {
    'front matter': () => delimitedIn(text),
    url: () => delimitedIn(text),
    'inline code': () => delimitedIn(text),
    'alt text': () => delimitedIn(text),
    code: () => scanCode(text).map((found) => found.text),
    emphasis: () => [source.slice(start, end)]
  }
  return within[type]?.() ?? [text]
}

/** Longer texts are instructions. */
const longestName = 120

/** The name that a placeholder asks for, without its brackets; undefined if it asks for a date, a choice, or more than a name. */
function nameIn(form: string): string | undefined {
  if (choiceIn(form) || form.length > longestName || /[YJA]{4}[-/.]MM/i.test(form)) return undefined
  const name = foldWhitespace(withoutBrackets(foldWhitespace(form)).replaceAll(/^\$\{?|^[{<[]{1,9}|[\]>}]{1,9}$/g, ''))
  return /\p{Alpha}/u.test(name) && !isInstruction(name) ? name : undefined
}

/** Find a name by its words, with or without brackets, ignoring letter case and separators: `service name` for `{service_name}`. */
export function findName(given: string, names: readonly Name[]): Name | undefined {
  const wanted = wordsOf(nameIn(given) ?? given)
  return names.find(({name}) => wordsOf(name) === wanted)
}

function wordsOf(name: string): string {
  return placeholderKey(name.replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')).replaceAll(/[\s_-]+/g, ' ')
}
