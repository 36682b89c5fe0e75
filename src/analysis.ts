import type {Root} from 'mdast'
import type {Position} from 'unist'
import type {VFile} from 'vfile'
import {align} from './align/align.ts'
import type {Alignment} from './align/alignment.ts'
import {type Leftover, findLeftovers} from './align/leftovers.ts'
import type {MarkdownDocument} from './markdown/document.ts'
import {readDocument} from './markdown/read-document.ts'
import {withLateFrontMatter} from './markdown/front-matter.ts'
import {type TemplateSchema, emptySchema} from './template/schema.ts'

/** The other files that a document's links can lead to. */
export interface LinkedFiles {
  /**
   * Look where a link leads.
   *
   * @param path A relative path as links have it, percent-decoded, without fragment and query.
   * @returns What is there.
   */
  resolve(path: string): LinkedFile
  /** Where it was looked so far, and what was seen there. */
  looks(): readonly Look[]
}

/** A path of a link with what was seen there, as far as it can change a finding. */
export interface Look {
  readonly path: string
  readonly seen: string
}

/** What stands at the end of a link. */
export type LinkedFile =
  | {readonly type: 'outside'} // not within the repository, or not to be looked at
  | {readonly type: 'document itself'}
  | {readonly type: 'missing'; readonly nearest?: string} // with the path that was probably meant
  | {readonly type: 'present'} // a picture, a program, anything whose anchors are not known
  | {readonly type: 'markdown'; anchors(): ReadonlySet<string> | undefined} // also a folder, with those of its README; undefined where it cannot be parsed

/** All that is known of a document, found out once and shared by all rules. */
export interface Analysis {
  readonly document: MarkdownDocument
  readonly schema: TemplateSchema
  readonly alignment: Alignment
  /** The template's placeholders that still stand in the document. */
  readonly leftovers: readonly Leftover[]
  readonly linkedFiles: LinkedFiles
  readonly unknownTemplate?: UnknownTemplate
  /** From the document's folder to that of its template, as a path of links; left out where either is not known, or they are one. */
  readonly templateFolder?: string
}

/** A template that a document names and nobody has. */
export interface UnknownTemplate {
  readonly name: string
  /** The comment or the value of the front matter that names it. */
  readonly place: Position | undefined
  /** The one that was probably meant. */
  readonly nearest?: string
}

declare module 'vfile' {
  interface DataMap {
    guidelint: Analysis
  }
}

const noLinkedFiles: LinkedFiles = {resolve: () => ({type: 'outside'}), looks: () => []}

/**
 * Analyse a document.
 *
 * @param document The document, parsed and walked.
 * @param schema What its template demands; nothing where it has none.
 * @param linkedFiles Where its links lead; without them only links within the document are looked at.
 */
export function analyse(
  document: MarkdownDocument,
  schema: TemplateSchema = emptySchema,
  linkedFiles = noLinkedFiles
): Analysis {
  const alignment = align(schema, schema.isFrontMatterLate ? withFrontMatter(document) : document)
  return {document: alignment.document, schema, alignment, leftovers: findLeftovers(alignment), linkedFiles}
}

function withFrontMatter({tree, source}: MarkdownDocument): MarkdownDocument {
  return readDocument(withLateFrontMatter(tree, source), source)
}

/**
 * The analysis of a file, made without a template where nobody made one before.
 *
 * @throws {DocumentError} Where the tree is nested too deeply.
 */
export function analysisOf(tree: Root, file: VFile): Analysis {
  file.data.guidelint ??= analyse(readDocument(tree, String(file)))
  return file.data.guidelint
}
