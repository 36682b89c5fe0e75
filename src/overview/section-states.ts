import type {Point} from 'unist'
import type {VFileMessage} from 'vfile-message'
import {type Missing, nodesOfType, recognised} from '../align/alignment.ts'
import {omissionsOf} from '../align/omissions.ts'
import type {Analysis} from '../analysis.ts'
import {grouped} from '../grouped.ts'
import {identityIn, identityOf} from '../finding-identity.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {firstFrom} from '../markdown/sorted-search.ts'
import {type SectionSpec, specsBelow} from '../template/schema.ts'
import type {SectionState} from './page-data.ts'

/** A section of the template in a document. */
export interface SectionCell {
  readonly state: SectionState
  /** 1-based line of its heading or, if it is missing, of the place where it belongs; undefined if there is neither. */
  readonly line: number | undefined
  /** The findings in it, or the one that reports it as missing. */
  readonly findings: readonly VFileMessage[]
}

/** The sections of a template that a document is compared with: the document as a whole first, then in the template's order. */
export function comparedSections(root: SectionSpec): readonly SectionSpec[] {
  return [root, ...specsBelow(root)]
}

/**
 * Compare a document with each section of its template. The alignment says which section is which. Only the findings say
 * what is a fault, so that a cell never shows a fault that no rule reports.
 *
 * @param analysis The document, aligned with its template.
 * @param findings What the rules report in it.
 */
export function sectionCells(
  {alignment, document, schema}: Analysis,
  findings: readonly VFileMessage[]
): ReadonlyMap<SectionSpec, SectionCell> {
  const missing = missingSections(nodesOfType(alignment, 'missing'), findings, document)
  const claimed = new Set([...missing.values()].flatMap(({findings: own}) => own))
  const found = foundSections(recognised(alignment))
  const inSections = grouped(
    findings.filter((finding) => !claimed.has(finding)),
    (finding) => [alignment.ownerOf(sectionAt(document, finding)).spec]
  )
  const omitted = new Set(omissionsOf(document, schema).flatMap(({meant}) => meant))
  return new Map(
    comparedSections(schema.root).map((spec) => {
      const line = found.get(spec)
      const own = inSections.get(spec) ?? []
      const there = line === undefined ? undefined : {state: stateOf(own), line, findings: own}
      const state = omitted.has(spec) ? 'omitted' : 'absent'
      return [spec, missing.get(spec) ?? there ?? {state, line: undefined, findings: []}]
    })
  )
}

function stateOf(findings: readonly VFileMessage[]): SectionState {
  const rules = new Set(findings.map(({ruleId}) => ruleId))
  if (rules.has('no-empty-sections')) return 'empty'
  if (rules.has('no-placeholders')) return 'placeholders'
  return findings.length > 0 ? 'faulty' : 'there'
}

/** The first line of each section that was recognised. */
function foundSections(owners: ReturnType<typeof recognised>): ReadonlyMap<SectionSpec, number> {
  const lines = new Map<SectionSpec, number>()
  for (const {spec, section} of owners) {
    const line = section.heading?.position?.start.line ?? 1
    lines.set(spec, Math.min(lines.get(spec) ?? line, line))
  }
  return lines
}

/** The missing sections that a rule reports, each with its finding; rules do not report a section that is probably left out on purpose. */
function missingSections(
  nodes: readonly Missing[],
  findings: readonly VFileMessage[],
  document: MarkdownDocument
): ReadonlyMap<SectionSpec, SectionCell> {
  const reports = grouped(
    findings.filter(({ruleId}) => ruleId === 'required-headings'),
    (finding) => identityOf(finding)?.subjects ?? []
  )
  const cells = nodes.flatMap((node) => {
    const {section, subjects} = identityIn(document, {
      place: undefined,
      section: node.parent,
      subjects: subjectsOf(node)
    })
    const reporting = subjects.flatMap((subject) => reports.get(subject) ?? [])
    const finding = reporting.find((each) => identityOf(each)?.section === section) ?? reporting[0]
    if (!finding) return []
    const cell = {state: 'missing' as const, line: finding.line ?? node.place?.line, findings: [finding]}
    return [node.spec, ...node.alternatives].map((spec) => [spec, cell] as const)
  })
  return new Map(cells)
}

/** The subjects with which `required-headings` reports a section that is missing, or whose name is there, but not as a heading. */
function subjectsOf({spec, alternatives}: Missing): readonly string[] {
  return [
    `section ${[spec, ...alternatives].map(({heading}) => heading.name).join(' or ')}`,
    `heading of ${spec.heading.name}`
  ]
}

function sectionAt({sections, root}: MarkdownDocument, {place}: VFileMessage): Section {
  const start: Point | undefined = place && ('start' in place ? place.start : place)
  return (
    (start?.offset === undefined ? undefined : sections[firstFrom(sections, start.offset + 1, startOf) - 1]) ?? root
  )
}

function startOf({heading}: Section): number {
  return heading?.position?.start.offset ?? 0
}
