import type {Nodes, Root} from 'mdast'
import {type Edit, edited, inOrder, offsetsOf} from '../fix/fix.ts'
import {linksThatFollow} from '../fix/links-that-follow.ts'
import {withoutByteOrderMark} from '../markdown/byte-order-mark.ts'
import {type MarkdownDocument, readDocument} from '../markdown/document.ts'
import {brokenFrontMatter, frontMatterLines, withLateFrontMatter} from '../markdown/front-matter.ts'
import type {Parse} from '../markdown/parse.ts'
import {lineOf} from '../markdown/places.ts'
import {quote} from '../markdown/text.ts'
import {isOfForge} from '../template/front-matter-keys.ts'
import {nameOfTemplate, readTemplate, templateWithin} from '../template/read-template.ts'
import type {SectionSpec, TemplateSchema} from '../template/schema.ts'
import {sampleEdits} from './as-many-samples.ts'
import {daysAsked} from './days.ts'
import {placesOfNames} from './name-places.ts'
import {type Name, type Open, namesOf, openIn} from './names.ts'
import {type Put, editsFor, placesToFill} from './put-names.ts'
import {directivesIn, editsWithout, instructionsIn, withoutFrontMatter} from './removals.ts'
import {staleLinkEdits} from './stale-links.ts'

/** What is put into a new document. */
export interface NewDocumentOptions {
  /** The values of names of the template, as text. */
  readonly values: ReadonlyMap<Name, string>
  /** The day on which it is written, as ISO 8601 has it: `2031-04-02`. */
  readonly today: string
  /** Its number, where its file has one: goes into the title where the template has `NNNN` there. */
  readonly number?: number
  /** Whether instructions are taken out. */
  readonly bare: boolean
}

/** A template that documents are made from. */
export interface Source {
  /** The names that it asks for, in their order. */
  readonly names: readonly Name[]
  /**
   * Make a document.
   *
   * @throws {ValueError} Where a value cannot stand where its name does.
   */
  readonly write: (options: NewDocumentOptions) => string
}

/** A value that would break the document, with the reason. */
export class ValueError extends Error {
  override name = 'ValueError'
}

/**
 * Read a template to make documents from. What a document has of it are all its sections, the optional ones as well, with
 * its placeholders; neither its directives nor what only explains it.
 *
 * @param text The template's text, with or without a byte order mark, which stays; so do line endings and the end of the file.
 * @param path Its path, for errors.
 * @throws {TemplateError} Where it cannot be read.
 */
export function documentSource(text: string, path: string, parse: Parse): Source {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : ''
  const within = templateWithin(withoutByteOrderMark(text), parse)
  const asWritten = readDocument(withLateFrontMatter(parse(within), within), within)
  const source = edited(within, inOrder([...sampleEdits(readTemplate(within, path, parse), asWritten), ...staleLinkEdits(asWritten)]))
  const schema = readTemplate(source, path, parse)
  const tree = withLateFrontMatter(parse(source), source)
  const template = readDocument(tree, source)
  const open = openIn(schema, template)
  const names = namesOf(schema, template, open)
  const write = (options: NewDocumentOptions): string => {
    const removals = [...removalsFor({schema, template, open}, options)]
    const isGone = ({start, end}: {readonly start: number; readonly end: number}) => removals.some((edit) => offsetsOf(edit).from <= start && end <= offsetsOf(edit).to)
    const puts = putsFor({schema, template, open, tree}, options).filter((put) => !isGone(put))
    const edits = inOrder([...removals, ...editsFor(puts, template)])
    const after = edited(source, edits)
    expectSameShape(edited(source, inOrder(removals)), after, options, parse)
    const read = (changed: string) => readDocument(withLateFrontMatter(parse(changed), changed), changed)
    return mark + edited(after, inOrder(linksThatFollow(template, read(after), edits)))
  }
  return {names, write}
}

interface Read {
  readonly schema: TemplateSchema
  readonly template: MarkdownDocument
  readonly open: readonly Open[]
}

function removalsFor({schema, template, open}: Read, {bare}: NewDocumentOptions): readonly Edit[] {
  const demanded = new Set(listLines(schema.root))
  const isDemanded = (node: Nodes) => node.type === 'list' && demanded.has(lineOf(node))
  const own = nameOfTemplate(template)
  const explanation = own?.heading ? [own.heading, ...own.content].map((node) => ({node, ancestors: []})) : []
  const removed = editsWithout([...directivesIn(template), ...explanation, ...(bare ? instructionsIn(template, open, isDemanded) : [])], template)
  const forForge = isOfForge(frontMatterLines(template)) ? withoutFrontMatter(template) : undefined
  return forForge ? [forForge, ...removed.filter((edit) => offsetsOf(edit).from >= offsetsOf(forForge).to)] : removed
}

/** The lines of the lists that a document must have. */
function listLines({content, children}: SectionSpec): readonly number[] {
  return [...content.blocks.filter(({type}) => type === 'list').map(({line}) => line), ...(content.taskLists ?? []).map(({line}) => line), ...children.flatMap((child) => listLines(child))]
}

/** What is put in, none within another: names first, then days, then the number. */
function putsFor({schema, template, open, tree}: Read & {readonly tree: Root}, {values, today, number}: NewDocumentOptions): readonly Put[] {
  const names = placesToFill(placesOfNames([...values.keys()], template, tree, template), open).map(({name, ...place}): Put => ({...place, text: values.get(name) ?? ''}))
  const days = daysAsked(template, open, today).map(({open: {type, start, end}, text}): Put => ({...stretchOfDay(template, type, start, end), text, isDay: true, context: type === 'front matter' ? {type: 'front matter'} : {type: 'text', opensBlock: false, isInCell: false}}))
  const numbers = number === undefined ? [] : numbersIn(schema, template, open, number)
  const all: Put[] = []
  for (const put of [...names, ...days, ...numbers]) if (!all.some(({start, end}) => put.start < end && start < put.end)) all.push(put)
  return all.toSorted((a, b) => a.start - b.start)
}

/** In quotes the quotes stay. */
function stretchOfDay({source}: MarkdownDocument, type: Open['type'], start: number, end: number): {readonly start: number; readonly end: number} {
  return type === 'front matter' && /^(?:"[^"]*"|'[^']*')$/.test(source.slice(start, end)) ? {start: start + 1, end: end - 1} : {start, end}
}

/** The number of the document in its title, as wide as the template has it: `ADR-NNN`, `[NNNN]`. */
function numbersIn({title}: TemplateSchema, template: MarkdownDocument, open: readonly Open[], number: number): readonly Put[] {
  const heading = title && template.sections.find((section) => lineOf(section.heading) === title.line)?.heading
  const [from, to] = [heading?.position?.start.offset ?? 0, heading?.position?.end.offset ?? 0]
  return open.filter(({start, end}) => start >= from && end <= to).flatMap(({text, start, end}): readonly Put[] => {
    const letters = /^[[{<]*(?:\p{L}{1,20}-)?([NX]{2,8})[\]}>]*$/u.exec(text)?.[1]
    return letters === undefined ? [] : [{start, end, text: text.replaceAll(/[[\]{}<>]/g, '').replace(letters, String(number).padStart(letters.length, '0')), context: {type: 'text', opensBlock: false, isInCell: false}}]
  })
}

/** @throws {ValueError} Where values make other blocks of the document than the template has, or front matter that cannot be read. */
function expectSameShape(before: string, after: string, {values}: NewDocumentOptions, parse: Parse): void {
  if (before === after) return
  const [old, now] = [before, after].map((text) => readDocument(withLateFrontMatter(parse(text), text), text)) as [MarkdownDocument, MarkdownDocument]
  const isBroken = brokenFrontMatter(now) !== undefined && brokenFrontMatter(old) === undefined
  if (!isBroken && shapeOf(old.tree) === shapeOf(now.tree)) return
  const shown = Array.from(values, ([{name}, value]) => `${quote(value)} for ${quote(name)}`).join(', ')
  throw new ValueError(`Unexpected value ${shown}: it would break ${isBroken ? 'the front matter' : 'the structure of the document'}, expected a plain name`)
}

/** The blocks of a tree, without their text. What was a tag is a paragraph once it is a name. */
function shapeOf(tree: Root): string {
  const parts: string[] = []
  const open: Nodes[] = [tree]
  for (let node = open.pop(); node; node = open.pop()) {
    parts.push(node.type === 'html' ? 'paragraph' : node.type === 'heading' ? `heading ${node.depth}` : node.type)
    if (node.type !== 'paragraph' && node.type !== 'heading' && node.type !== 'tableCell' && 'children' in node) open.push(...node.children.toReversed())
  }
  return parts.join('\n')
}
