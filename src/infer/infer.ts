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
  /** How it is called in notes. */
  readonly name: string
  readonly document: MarkdownDocument
}

/** What documents have in common, as a template has it. */
export interface InferredTemplate {
  /** The documents that it was inferred from. */
  readonly documents: number
  /** The names of documents that have too little in common with those. */
  readonly others: readonly string[]
  readonly keys: readonly InferredKey[]
  /** The title, with whether it is a heading in most documents. */
  readonly title: (InferredTitle & {readonly isHeading: boolean}) | undefined
  /** What is below the title, before the first section. */
  readonly head: InferredContent
  readonly sections: readonly InferredSection[]
  /** How many sections are optional only since most documents would lack one or another of them. */
  readonly freed: number
}

/** Fewer documents than this do not show what documents have in common. */
export const fewestDocuments = 3

/** The share of documents that makes something required, by default. */
export const usualShare = 0.7

/**
 * Infer what documents have in common: the sections that most of them have, in their usual order and by their usual names,
 * and what is in these.
 *
 * @param share The share of the documents that have to have something for it to be required, above 0 and up to 1.
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
