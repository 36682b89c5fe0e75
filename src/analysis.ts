import type {Root} from 'mdast'
import type {Position} from 'unist'
import type {VFile} from 'vfile'
import {align} from './align/align.ts'
import type {Alignment} from './align/alignment.ts'
import {type Leftover, findLeftovers} from './align/leftovers.ts'
import type {MarkdownDocument} from './markdown/document.ts'
import type {LinkedFiles} from './markdown/linked-files.ts'
import {readDocument} from './markdown/read-document.ts'
import {withLateFrontMatter} from './markdown/front-matter.ts'
import {type TemplateSchema, emptySchema} from './template/schema.ts'

/** Everything that rules can look at, computed once for each document. */
export interface Analysis {
  readonly document: MarkdownDocument
  readonly schema: TemplateSchema
  readonly alignment: Alignment
  /** The template's placeholders that are still in the document. */
  readonly leftovers: readonly Leftover[]
  readonly linkedFiles: LinkedFiles
  readonly unknownTemplate?: UnknownTemplate
  /**
   * The path from the document's folder to that of its template, as in links; undefined if one of them is unknown, or
   * if they are the same.
   */
  readonly templateFolder?: string
}

/** A template that a document names but that is not in the configuration. */
export interface UnknownTemplate {
  readonly name: string
  /** The comment or the value of the front matter that names it. */
  readonly place: Position | undefined
  /** The template that was probably meant. */
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
 * @param schema What its template requires; without a template, nothing.
 * @param linkedFiles What its links lead to; without it, only links within the document are checked.
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
 * The analysis of a file; if nobody has made one yet, it is made without a template.
 *
 * @throws {DocumentError} If the tree is nested too deeply.
 */
export function analysisOf(tree: Root, file: VFile): Analysis {
  file.data.guidelint ??= analyse(readDocument(tree, String(file)))
  return file.data.guidelint
}
