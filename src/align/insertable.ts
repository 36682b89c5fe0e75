import type {Point} from 'unist'
import type {MarkdownDocument} from '../markdown/document.ts'
import {statementsOf} from '../markdown/emptiness.ts'
import {splitsHtml} from '../markdown/html-headings.ts'
import {isUnclosed} from '../markdown/unclosed-block.ts'
import {isSample} from '../template/heading-pattern.ts'
import {type SectionSpec, isContentsSection} from '../template/schema.ts'
import type {Alignment, Missing, Neighbours} from './alignment.ts'
import {numberingOf, siblingsOf} from './numbering.ts'
import {canBeInserted, sectionsToInsert} from './section-text.ts'

/**
 * The texts of sections that are missing in one gap. Where one of several sections is enough, there is one text for each
 * of these, since which one is up to the author.
 *
 * @param isAmongLines Whether they are missing among lines that are to become headings, so that their place is not known yet.
 * @returns Undefined where one cannot be put in.
 */
export function textsForGap(
  group: readonly [Missing, ...Missing[]],
  {schema, document}: Alignment,
  isAmongLines: boolean
): readonly string[] | undefined {
  const [first] = group
  const possible = [group, ...first.alternatives.map((other) => [{...first, spec: other}])]
  const areInsertable = possible.flat().every((node) => isInsertable(node, {schema, document}))
  return areInsertable && !isAmongLines ? possible.map((nodes) => sectionsToInsert(nodes, schema, document)) : undefined
}

/** The text of all parts of a section; undefined where one cannot be put in, or where the section has text of its own, which may say what belongs in them. */
export function textOfParts(
  group: readonly [Missing, ...Missing[]],
  {schema, document}: Alignment
): readonly string[] | undefined {
  const [{parent}] = group
  const isEmpty = statementsOf(parent).length === 0 && parent.children.length === 0
  const isReplaced =
    isEmpty &&
    group.every(
      (node) =>
        canBeInserted(node, schema, document) &&
        !isSample(node.spec.heading) &&
        node.depth === node.spec.depth &&
        node.rivals.length === 0
    )
  return isReplaced ? [sectionsToInsert(group, schema, document)] : undefined
}

/** Whether a heading can be put in its place; a section that may be the missing one is to be renamed rather than to have an empty one beside it. */
function isInsertable(missing: Missing, {schema, document}: Pick<Alignment, 'schema' | 'document'>): boolean {
  const {spec, neighbours, depth, place, rivals, isBesideText} = missing
  return (
    canBeInserted(missing, schema, document) &&
    !isContentsSection(spec, schema) &&
    !isSample(spec.heading) &&
    isNumberFree(spec.heading.name, missing) &&
    !isBehindText(missing) &&
    rivals.length === 0 &&
    !isBesideText &&
    !isSwallowed(place, document) &&
    !splitsHtml(place, document) &&
    isLevel(neighbours, spec, depth)
  )
}

/** Whether what a section says without headings may belong below a missing one, which would stand too late behind that. */
function isBehindText({parent, neighbours, precedes}: Missing): boolean {
  return (
    parent.depth > 1 &&
    neighbours.after === undefined &&
    parent.children[0] === precedes &&
    statementsOf(parent).length > 0
  )
}

/** Whether a heading with a number would stand between lower and higher ones, and no other has its number: documents count in their own way. */
function isNumberFree(name: string, missing: Missing): boolean {
  const {after, before} = missing.neighbours
  const numbering = numberingOf(name)
  if (numbering === undefined) return true
  const others = siblingsOf(missing).map((section) => numberingOf(section.name))
  if (others.includes(numbering)) return false
  return (
    Number.isNaN(Number(numbering)) ||
    (Number(numberingOf(after?.name) ?? 0) < Number(numbering) &&
      Number(numberingOf(before?.name) ?? Number.POSITIVE_INFINITY) > Number(numbering))
  )
}

/** Whether the sections around stand at the depth at which another would be inserted, and that is the template's. */
function isLevel({after, before}: Neighbours, spec: SectionSpec, depth: number): boolean {
  return depth === spec.depth && [after, before].every((section) => section === undefined || section.depth === depth)
}

/** Whether a point at the end of a document stands in code or HTML that nobody closed. */
function isSwallowed(place: Point | undefined, {tree, source}: MarkdownDocument): boolean {
  const last = tree.children.at(-1)
  return last !== undefined && last.position?.end.offset === place?.offset && isUnclosed(last, source)
}
