import type {VFileMessage} from 'vfile-message'
import type {Analysis} from '../analysis.ts'
import {grouped} from '../grouped.ts'
import {type TemplateSchema, isRequired} from '../template/schema.ts'
import {type DocumentRow, type FindingRow, type Grid, states} from './page-data.ts'
import {type SectionCell, comparedSections, sectionCells} from './section-states.ts'

/** A document that was checked. */
export interface CheckedDocument {
  readonly path: string
  /** Its reference in links. */
  readonly uri: string
  readonly analysis: Analysis
  readonly findings: readonly VFileMessage[]
}

/** The columns of a template's grid: the document as a whole, and each section. */
export function columnsOf({root}: TemplateSchema): Grid['sections'] {
  return comparedSections(root).map((spec) => [spec.heading.name, spec.depth, isRequired(spec) ? 1 : 0])
}

/**
 * The row of a document.
 *
 * @param rankOf The rank of a rule in the report.
 */
export function rowOf(
  {path, uri, analysis, findings}: CheckedDocument,
  rankOf: (rule: string | undefined) => number
): DocumentRow {
  const cells = sectionCells(analysis, findings)
  const columns = comparedSections(analysis.schema.root).map((spec) => cells.get(spec) as SectionCell)
  const ranks = grouped([...columns.keys()], (rank) => columns[rank]?.findings ?? [])
  return {
    path,
    uri,
    cells: columns.map(({state}) => letterOf(state)).join(''),
    lines: columns.map(({line = 0}) => line),
    findings: findings.map((finding): FindingRow => [
      rankOf(finding.ruleId),
      finding.fatal === true ? 1 : 0,
      finding.line ?? 0,
      finding.column ?? 0,
      ranks.get(finding) ?? [],
      finding.reason
    ])
  }
}

const letters: ReadonlyMap<string, string> = new Map(states.map(({state, letter}) => [state, letter]))

function letterOf(state: SectionCell['state']): string {
  return letters.get(state) ?? ''
}

/** A section, with the number of documents, and of those that lack it or leave it empty. */
export interface Lack {
  readonly name: string
  readonly missing: number
  readonly empty: number
  readonly documents: number
}

/** The sections that most documents lack or leave empty, most first. */
export function lacksIn({sections, documents}: Grid): readonly Lack[] {
  const lacks = sections.slice(1).map(([name], index): Lack => {
    const count = (letter: string) => documents.filter(({cells}) => cells.charAt(index + 1) === letter).length
    return {name, missing: count('m'), empty: count('e'), documents: documents.length}
  })
  return lacks
    .filter(({missing, empty}) => missing + empty > 0)
    .toSorted((a, b) => b.missing + b.empty - a.missing - a.empty)
}

/** A rule, with the numbers of its findings. */
export interface RuleTally {
  readonly rule: string
  readonly errors: number
  readonly warnings: number
  readonly documents: number
}

/** The numbers of findings of each rule, most first, without rules that report nothing. */
export function ruleTallies(grids: readonly Grid[], rules: readonly string[]): readonly RuleTally[] {
  const documents = grids.flatMap((grid) => grid.documents)
  return rules
    .map((rule, rank): RuleTally => {
      const own = documents.map(({findings}) => findings.filter(([other]) => other === rank))
      const errors = own.flat().filter(([, isError]) => isError === 1).length
      return {
        rule,
        errors,
        warnings: own.flat().length - errors,
        documents: own.filter((findings) => findings.length > 0).length
      }
    })
    .filter(({errors, warnings}) => errors + warnings > 0)
    .toSorted((a, b) => b.errors + b.warnings - a.errors - a.warnings)
}
