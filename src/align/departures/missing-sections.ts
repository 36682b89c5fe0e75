import type {LinkedFiles} from '../../markdown/linked-files.ts'
import type {Alignment} from '../alignment.ts'
import {withLinksFrom} from '../links-from-template.ts'
import {type MissingGroup, missingGroups} from './missing-groups.ts'

/** Where the links of a document and those of its template lead. */
interface Links {
  readonly linkedFiles: LinkedFiles
  /** The path from the document's folder to the template's, with slashes; undefined if it is not known, or if they are one. */
  readonly templateFolder?: string | undefined
}

/**
 * Find the sections of the template that a document lacks, grouped if they have one repair. Links in the texts to insert are
 * adjusted so that they lead to the same files as from the template.
 *
 * @param asked What else is required; see `missingGroups`.
 */
export function missingSections(
  alignment: Alignment,
  asked: Parameters<typeof missingGroups>[1],
  {linkedFiles, templateFolder}: Links
): readonly MissingGroup[] {
  const groups = missingGroups(alignment, asked)
  if (templateFolder === undefined) return groups
  return groups.map((group) =>
    group.missing === 'in a gap' && group.expected
      ? {...group, expected: group.expected.map((text) => withLinksFrom(templateFolder, text, linkedFiles))}
      : group
  )
}
