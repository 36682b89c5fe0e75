import type {Held, InferredContent} from './contents.ts'
import type {InferredTemplate} from './infer.ts'
import type {InferredSection} from './sections.ts'

/**
 * Make the requirements that the fewest documents meet optional, until enough documents meet all that remain. Most documents
 * may meet each requirement, but only few meet all of them.
 *
 * @param share The share of the documents that has to meet all requirements.
 */
export function relaxed(inferred: InferredTemplate, share: number): InferredTemplate {
  const required = [
    ...partsOf(inferred.head),
    ...inferred.sections.flatMap((section) => requirementsOf(section))
  ].toSorted((one, other) => other.lacking.size - one.lacking.size)
  const faults = new Map<number, number>()
  for (const {lacking} of required) for (const rank of lacking) faults.set(rank, (faults.get(rank) ?? 0) + 1)
  const freed = new Set<Held>()
  for (const requirement of required) {
    if (faults.size <= (1 - share) * inferred.documents) break
    freed.add(requirement)
    for (const rank of requirement.lacking) {
      const left = (faults.get(rank) ?? 0) - 1
      if (left > 0) faults.set(rank, left)
      else faults.delete(rank)
    }
  }
  const sections = inferred.sections.map((section) => freeSection(section, freed))
  return {
    ...inferred,
    head: freeParts(inferred.head, freed),
    sections,
    freed: [...freed].filter((each) => 'pieces' in each).length
  }
}

/** The requirements of a section, including itself; those of an optional section apply where it is present. */
function requirementsOf(section: InferredSection): readonly Held[] {
  return [
    ...(section.isRequired ? [section] : []),
    ...partsOf(section.content),
    ...section.children.flatMap((child) => requirementsOf(child))
  ]
}

function partsOf({fields, tables, code, list}: InferredContent): readonly Held[] {
  return [
    ...fields,
    ...tables.flatMap((table) => [table, ...table.columns, ...table.rows]),
    ...(code ? [code] : []),
    ...(list ? [list] : [])
  ].filter(({isRequired}) => isRequired)
}

function freeSection(section: InferredSection, freed: ReadonlySet<Held>): InferredSection {
  return {
    ...section,
    isRequired: section.isRequired && !freed.has(section),
    content: freeParts(section.content, freed),
    children: section.children.map((child) => freeSection(child, freed))
  }
}

/** Labels and tables become optional; columns, rows, lists and code, which cannot be optional, are left out. */
function freeParts(content: InferredContent, freed: ReadonlySet<Held>): InferredContent {
  const isKept = (part: Held | undefined) => part !== undefined && !freed.has(part)
  return {
    ...content,
    fields: content.fields.map((field) => (isKept(field) ? field : {...field, isRequired: false})),
    tables: content.tables
      .map((table) => ({
        ...table,
        isRequired: table.isRequired && isKept(table),
        columns: table.columns.filter((column) => isKept(column)),
        rows: table.rows.filter((row) => isKept(row))
      }))
      .filter(({columns}) => columns.length > 0),
    code: isKept(content.code) ? content.code : undefined,
    list: isKept(content.list) ? content.list : undefined
  }
}
