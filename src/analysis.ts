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
