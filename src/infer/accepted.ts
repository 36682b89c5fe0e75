import type {Parse} from '../markdown/parse.ts'
import type {TemplateSchema} from '../template/schema.ts'
import type {InferredTemplate} from './infer.ts'
import {type FaithfulTemplate, writeFaithfully} from './read-back.ts'
import {relaxed} from './relaxed.ts'

/** A template that most of the documents meet that it was inferred from, with what it was written from. */
export interface AcceptedTemplate extends FaithfulTemplate {
  readonly inferred: InferredTemplate
}

/** A template that half of its documents fail is none of theirs. */
const shareOfAccepted = 0.5

/**
 * The shares of documents that are to have all that is required, one after the other: what a document has is counted more
 * simply than it is checked, so that the first may not be enough.
 */
const shares = [0.5, 0.6, 0.7, 0.8, 0.9]

/**
 * Write what was inferred so that most documents are accepted: first all that is required, and as long as most documents
 * fail, less of it.
 *
 * @param path How the template is called in errors.
 * @param shareAccepted Checks documents against a template; tells the share, 0 to 1, that has no error.
 * @throws {TemplateError} If it has nothing that a template could ask for.
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
