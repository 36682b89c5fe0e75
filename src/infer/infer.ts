import type {MarkdownDocument} from '../markdown/document.ts'
import {type Counted, type InferredContent, inferContent} from './contents.ts'
import {type InferredKey, inferKeys} from './front-matter-keys.ts'
import {largestKind} from './kinds.ts'
import {outlineOf} from './outline.ts'
import {holdingsFinder} from './section-index.ts'
import {type InferredSection, inferSections} from './sections.ts'
import {type InferredTitle, inferTitle} from './title.ts'
import {withUsualParents} from './usual-parents.ts'

/** A document that a template is inferred from. */
export interface Sample {
  /** Its name in notes. */
  readonly name: string
  readonly document: MarkdownDocument
}

/** What documents have in common, structured as a template. */
export interface InferredTemplate {
  /** The number of documents from which it was inferred. */
  readonly documents: number
  /** The names of the documents that have too little in common with these. */
  readonly others: readonly string[]
  readonly keys: readonly InferredKey[]
  /** The title, and whether it is a heading in most documents. */
  readonly title: (InferredTitle & {readonly isHeading: boolean}) | undefined
  /** The content below the title, before the first section. */
  readonly head: InferredContent
  readonly sections: readonly InferredSection[]
  /** How many sections are optional only because most documents would otherwise lack one or another. */
  readonly freed: number
}

/** The fewest documents from which a template can be inferred. */
export const fewestDocuments = 3

/** The default share of documents that makes something required. */
export const usualShare = 0.7

/**
 * Infer what documents have in common: the sections that most of them have, in their usual order and with their usual
 * names, and the content of these.
 *
 * @param share Something is required if at least this share of the documents has it; above 0, at most 1.
 * @returns Undefined if fewer than three documents have any section in common.
 */
export function infer(samples: readonly Sample[], share: number): InferredTemplate | undefined {
  const {members, others} = largestKind(samples.map(({document}, rank) => outlineOf(document, rank)))
  if (members.length < fewestDocuments) return undefined
  const documents = new Map(members.map(({rank}) => [rank, (samples[rank] as Sample).document]))
  const title = inferTitle(members, share)
  const options = {share, names: title?.names ?? new Map(), holdingsOf: holdingsFinder([...documents.values()])}
  const heads = members.flatMap(({rank, head}) =>
    [...new Set([head, (documents.get(rank) as MarkdownDocument).root])].map((section) => ({unit: rank, section}))
  )
  const isHeading = members.filter(({head}) => head.heading !== undefined).length * 2 > members.length
  const counted: Counted = {
    of: members.length,
    units: 'documents',
    rankOf: new Map(members.map(({rank}) => [rank, rank]))
  }
  return {
    freed: 0,
    documents: members.length,
    others: others.map(({rank}) => samples[rank]?.name ?? ''),
    keys: inferKeys(documents, share),
    title: title && {...title, isHeading},
    head: inferContent(heads, counted, options),
    sections: inferSections(
      withUsualParents(members).flatMap(({rank, parts}) => parts.map((part) => ({unit: rank, part}))),
      {...counted, ...(isHeading && {depth: 1})},
      options
    )
  }
}
