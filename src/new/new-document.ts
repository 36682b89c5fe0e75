import type {Nodes, Root} from 'mdast'
import {type Edit, edited, inOrder, offsetsOf} from '../fix/fix.ts'
import {linksThatFollow, renamedAnchors} from '../fix/links-that-follow.ts'
import {withoutByteOrderMark} from '../markdown/byte-order-mark.ts'
import type {MarkdownDocument} from '../markdown/document.ts'
import {readDocument} from '../markdown/read-document.ts'
import {brokenFrontMatter, frontMatterLines, withLateFrontMatter} from '../markdown/front-matter.ts'
import type {Parse} from '../markdown/parse.ts'
import {lineOf} from '../markdown/places.ts'
import {firstFrom} from '../markdown/sorted-search.ts'
import {quote} from '../markdown/text.ts'
import {withoutExampleBehind} from '../template/example-behind.ts'
import {isOfForge} from '../template/front-matter-keys.ts'
import {nameOfTemplate, readTemplate, templateWithin} from '../template/read-template.ts'
import type {SectionSpec, TemplateSchema} from '../template/schema.ts'
import {blockSampleEdits, sectionSampleEdits} from './as-many-samples.ts'
import {daysAsked} from './days.ts'
import {placesOfNames} from './name-places.ts'
import {type Name, type Open, namesOf, openIn} from './names.ts'
import {type Put, editsFor, placesToFill} from './put-names.ts'
import {type Stretch, directivesIn, editsWithout, instructionsIn, withoutFrontMatter} from './removals.ts'
import {staleLinkEdits} from './stale-links.ts'

/** The values for a new document. */
interface NewDocumentOptions {
  /** The values of names of the template, as text. */
  readonly values: ReadonlyMap<Name, string>
  /** The date on which it is written, in ISO 8601 form: `2031-04-02`. */
  readonly today: string
  /** Its number, if its file has one; replaces `NNNN` in the title of the template. */
  readonly number?: number
  /** Whether instructions are removed. */
  readonly bare: boolean
}

/** A template that documents are made from. */
export interface Source {
  /** The names that it asks for, in their order. */
  readonly names: readonly Name[]
  /**
   * Make a document.
   *
   * @throws {ValueError} If a value would break the document.
   */
  readonly write: (options: NewDocumentOptions) => string
}

/** A value that would break the document, with the reason. */
export class ValueError extends Error {
  override name = 'ValueError'
}

/**
 * Read a template to make documents from. A document gets all its sections, including the optional ones, with their
 * placeholders, but neither its directives, nor the section that only explains the template, nor an example at its end.
 *
 * @param text The template's text, with or without a byte order mark, which stays; so do line endings and the end of the file.
 * @param path Its path, for errors.
 * @throws {TemplateError} If it cannot be read.
 */
export function documentSource(text: string, path: string, parse: Parse): Source {
  const plain = withoutByteOrderMark(text)
  const mark = text.slice(0, text.length - plain.length)
  // Line breaks of old Macintoshes: a carriage return alone.
  const hasOldBreaks = !plain.includes('\n') && plain.includes('\r')
  const {source, schema, template, tree} = [staleLinkEdits, blockSampleEdits, sectionSampleEdits].reduce(
    (read, editsIn) => {
      const edits = editsIn(read.schema, read.template)
      return edits.length === 0 ? read : readAs(edited(read.source, inOrder(edits)), path, parse)
    },
    readAs(
      withoutExample(templateWithin(hasOldBreaks ? plain.replaceAll('\r', '\n') : plain, parse), parse),
      path,
      parse
    )
  )
  const open = openIn(schema, template)
  const names = namesOf(schema, template, open)
  const write = (options: NewDocumentOptions): string => {
    const removals = removalsFor({schema, template, open}, options)
    const isGone = coveredBy(inOrder(removals).map((edit) => ({start: offsetsOf(edit).from, end: offsetsOf(edit).to})))
    const puts = putsFor({schema, template, open, tree}, options).filter((put) => !isGone(put))
    const edits = inOrder([...removals, ...editsFor(puts, template)])
    const put = edited(source, edits)
    const after = documentIn(put, parse)
    if (options.values.size > 0)
      expectSameShape(documentIn(edited(source, inOrder(removals)), parse), after, options.values)
    const linked = edited(
      put,
      inOrder(linksThatFollow(after, renamedAnchors(template, after, edits), (link) => link === ''))
    )
    return mark + (hasOldBreaks ? linked.replaceAll('\n', '\r') : linked)
  }
  return {names, write}
}

function withoutExample(source: string, parse: Parse): string {
  return withoutExampleBehind(source, parse(source))
}

function documentIn(text: string, parse: Parse): MarkdownDocument {
  return readDocument(withLateFrontMatter(parse(text), text), text)
}

/** A template's source with its tree, schema and document. */
function readAs(
  source: string,
  path: string,
  parse: Parse
): Omit<Read, 'open'> & {readonly source: string; readonly tree: Root} {
  const tree = withLateFrontMatter(parse(source), source)
  return {source, tree, schema: readTemplate(source, path, parse), template: readDocument(tree, source)}
}

interface Read {
  readonly schema: TemplateSchema
  readonly template: MarkdownDocument
  readonly open: readonly Open[]
}

function removalsFor({schema, template, open}: Read, {bare}: NewDocumentOptions): readonly Edit[] {
  const required = new Set(listLines(schema.root))
  const isRequired = (node: Nodes) => node.type === 'list' && required.has(lineOf(node))
  const own = nameOfTemplate(template)
  const explanation = own?.heading ? [own.heading, ...own.content].map((node) => ({node, ancestors: []})) : []
  const removed = editsWithout(
    [...directivesIn(template), ...explanation, ...(bare ? instructionsIn(template, open, isRequired) : [])],
    template
  )
  const forForge = isOfForge(frontMatterLines(template)) ? withoutFrontMatter(template) : undefined
  return forForge ? [forForge, ...removed.filter((edit) => offsetsOf(edit).from >= offsetsOf(forForge).to)] : removed
}

/** The lines of the lists that a document must have. */
function listLines({content, children}: SectionSpec): readonly number[] {
  return [
    ...content.blocks.filter(({type}) => type === 'list').map(({line}) => line),
    ...(content.taskLists ?? []).map(({line}) => line),
    ...children.flatMap((child) => listLines(child))
  ]
}

/** The texts to insert, none of which overlap: names take precedence over dates, and these over the number. */
function putsFor(
  {schema, template, open, tree}: Read & {readonly tree: Root},
  {values, today, number}: NewDocumentOptions
): readonly Put[] {
  const names = placesToFill(placesOfNames([...values.keys()], template, tree), open, template.source).map(
    ({name, ...place}): Put => ({...place, text: values.get(name) ?? ''})
  )
  const days = daysAsked(template, open, today).map(({open: {type, start, end}, text}): Put => ({
    ...stretchOfDay(template, type, start, end),
    text,
    isDay: true,
    context: type === 'front matter' ? {type: 'front matter'} : {type: 'text', opensBlock: false, isInCell: false}
  }))
  const numbers = number === undefined ? [] : numbersIn(schema, template, open, number)
  const isNamed = coveredBy(names)
  const given = days.filter((put) => !isNamed(put))
  const isDay = coveredBy(given)
  return [...names, ...given, ...numbers.filter((put) => !isNamed(put) && !isDay(put))].toSorted(
    (a, b) => a.start - b.start
  )
}

/** Returns a function that says whether a range overlaps one of some, which are sorted and do not overlap. */
function coveredBy(stretches: readonly Stretch[]): (stretch: Stretch) => boolean {
  return ({start, end}) => (stretches[firstFrom(stretches, end, (stretch) => stretch.start) - 1]?.end ?? -1) > start
}

/** The range of a date; the quotes around a quoted value stay. */
function stretchOfDay(
  {source}: MarkdownDocument,
  type: Open['type'],
  start: number,
  end: number
): {readonly start: number; readonly end: number} {
  return type === 'front matter' && /^(?:"[^"]*"|'[^']*')$/.test(source.slice(start, end))
    ? {start: start + 1, end: end - 1}
    : {start, end}
}

/** The number of the document in its title, with as many digits as the template has letters: `ADR-NNN`, `[NNNN]`. */
function numbersIn(
  {title}: TemplateSchema,
  template: MarkdownDocument,
  open: readonly Open[],
  number: number
): readonly Put[] {
  const heading = title && template.sections.find((section) => lineOf(section.heading) === title.line)?.heading
  const [from, to] = [heading?.position?.start.offset ?? 0, heading?.position?.end.offset ?? 0]
  return open
    .filter(({start, end}) => start >= from && end <= to)
    .flatMap(({text, start, end}): readonly Put[] => {
      const letters = /^[[{<]*(?:\p{Alpha}{1,20}-)?([NX]{2,8})[\]}>]*$/u.exec(text)?.[1]
      return letters === undefined
        ? []
        : [
            {
              start,
              end,
              text: text.replaceAll(/[[\]{}<>]/g, '').replace(letters, String(number).padStart(letters.length, '0')),
              context: {type: 'text', opensBlock: false, isInCell: false}
            }
          ]
    })
}

/** @throws {ValueError} If values change the block structure of the document, or make its front matter unreadable. */
function expectSameShape(before: MarkdownDocument, after: MarkdownDocument, values: ReadonlyMap<Name, string>): void {
  const isBroken = brokenFrontMatter(after) !== undefined && brokenFrontMatter(before) === undefined
  if (!isBroken && shapeOf(before.tree) === shapeOf(after.tree)) return
  const shown = Array.from(values, ([{name}, value]) => `${quote(value)} for ${quote(name)}`).join(', ')
  throw new ValueError(
    `Unexpected value ${shown}: it would break ${isBroken ? 'the front matter' : 'the structure of the document'}, expected a plain name`
  )
}

/** The block structure of a tree, without text. A tag counts as a paragraph, since it becomes one when a name replaces it. */
function shapeOf(tree: Root): string {
  const parts: string[] = []
  const open: Nodes[] = [tree]
  for (let node = open.pop(); node; node = open.pop()) {
    parts.push(node.type === 'html' ? 'paragraph' : node.type === 'heading' ? `heading ${node.depth}` : node.type)
    if (node.type !== 'paragraph' && node.type !== 'heading' && node.type !== 'tableCell' && 'children' in node)
      open.push(...node.children.toReversed())
  }
  return parts.join('\n')
}
