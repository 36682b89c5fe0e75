import {type Candidate, candidatesOf, wordsIn} from '../template/placeholder-candidates.ts'
import {indexPlaceholders} from '../template/placeholder-index.ts'
import type {Placeholder} from '../template/schema.ts'
import type {Alignment} from './alignment.ts'

/** A placeholder of the template that still stands in a document. */
export interface Leftover {
  readonly placeholder: Placeholder
  readonly candidate: Candidate
}

/**
 * Find the template's placeholders in a document. Only where the template's own text stands there again, as the same
 * kind of thing, is it certain that somebody forgot to replace it.
 *
 * @returns Each thing once: of what stands within another only the outer.
 */
export function findLeftovers({document, schema, ownerOf}: Pick<Alignment, 'document' | 'schema' | 'ownerOf'>): readonly Leftover[] {
  const index = indexPlaceholders(schema.placeholders)
  const found = [...candidatesOf(document, index), ...wordsIn(document, index.words)].flatMap((candidate): readonly Leftover[] => {
    const same = index.find(candidate.type, candidate.key).filter((placeholder) => isInPlace(candidate, placeholder))
    const lineOfSection = same.length > 1 || candidate.type === 'sentence in code' ? ownerOf(candidate.section).spec.line : undefined
    const here = same.find(({sectionLine}) => sectionLine === lineOfSection)
    // In code, brackets are only certain in the section whose code has them in the template.
    const placeholder = here ?? (candidate.type === 'sentence in code' ? undefined : same[0])
    return placeholder ? [{placeholder, candidate}] : []
  })
  return outermost(found)
}

/**
 * Whether a date or a number to fill in stands where one belongs: alone, behind a label, or behind the template's own
 * words. Elsewhere `YYYY-MM-DD` is how somebody describes a format.
 */
function isInPlace({looksLike, before = ''}: Candidate, placeholder: Placeholder): boolean {
  if (looksLike !== 'date' && looksLike !== 'number') return true
  return before === '' || /[:：][*_\s]*$/.test(before) || before.toLowerCase() === placeholder.before?.toLowerCase()
}

function outermost(leftovers: readonly Leftover[]): readonly Leftover[] {
  const sorted = leftovers.toSorted((a, b) => a.candidate.start - b.candidate.start || b.candidate.end - a.candidate.end)
  let end = -1
  return sorted.filter(({candidate}) => {
    if (candidate.end <= end) return false
    end = Math.max(end, candidate.end)
    return true
  })
}
