import type {Parse} from '../markdown/parse.ts'
import type {TemplateSchema} from '../template/schema.ts'
import type {InferredTemplate} from './infer.ts'
import {type FaithfulTemplate, writeFaithfully} from './read-back.ts'
import {relaxed} from './relaxed.ts'

/** A template that is met by most of the documents from which it was inferred, with what it was written from. */
export interface AcceptedTemplate extends FaithfulTemplate {
  readonly inferred: InferredTemplate
}

/** More than this share of the documents has to meet the template. */
const shareOfAccepted = 0.5

/**
 * The shares of documents that should meet all requirements, tried one after the other: counting is simpler than checking,
 * so that the first may not be enough.
 */
const shares = [0.5, 0.6, 0.7, 0.8, 0.9]

/**
 * Write an inferred template that most documents meet: first with all requirements, then, as long as most documents fail,
 * with fewer.
 *
 * @param path The path of the template, for errors.
 * @param shareAccepted Checks the documents against a template; returns the share, 0 to 1, without an error.
 * @throws {TemplateError} If nothing that a template could require was inferred.
 */
export async function acceptedByMost(
  inferred: InferredTemplate,
  {
    path,
    parse,
    shareAccepted
  }: {readonly path: string; readonly parse: Parse; readonly shareAccepted: (schema: TemplateSchema) => Promise<number>}
): Promise<AcceptedTemplate> {
  let template: AcceptedTemplate = {...writeFaithfully(inferred, path, parse), inferred}
  for (const share of shares) {
    if ((await shareAccepted(template.schema)) > shareOfAccepted) break
    const less = relaxed(inferred, share)
    template = {...writeFaithfully(less, path, parse), inferred: less}
  }
  return template
}
