import type {Point} from 'unist'
import type {MarkdownDocument} from '../markdown/document.ts'
import {statementsOf} from '../markdown/says-nothing.ts'
import {splitsHtml} from '../markdown/html-headings.ts'
import {endsUnclosed} from '../markdown/unclosed-block.ts'
import {isSample} from '../template/heading-pattern.ts'
import {type SectionSpec, isContentsSection} from '../template/schema.ts'
import {type Alignment, type Missing, type Neighbours, siblingsOf} from './alignment.ts'
import {numberingOf} from '../template/heading-numbers.ts'
import {hasPartsElsewhere} from './parts-elsewhere.ts'
import {canBeInserted, sectionsToInsert} from './section-text.ts'

/**
 * The texts of sections that are missing in one gap. If any one of several sections is enough, there is one text for each,
 * since the author has to choose.
 *
 * @param isOpen Whether other texts have to become headings first, so that the place is not known yet.
 * @returns Undefined if one of them cannot be inserted.
 */
export function textsForGap(
  group: readonly [Missing, ...Missing[]],
  alignment: Alignment,
  isOpen: boolean
): readonly string[] | undefined {
  const {schema, document} = alignment
  const [first] = group
  const possible = [group, ...first.alternatives.map((other) => [{...first, spec: other}])]
  const areInsertable = possible.flat().every((node) => isInsertable(node, alignment))
  return areInsertable && !isOpen ? possible.map((nodes) => sectionsToInsert(nodes, schema, document)) : undefined
}

/** The text of all parts of a section; undefined if one cannot be inserted, or if the section has text of its own, which may be what belongs in them. */
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

/** Whether a missing section can be inserted in its place. If another section may be the missing one, it should be renamed instead; if another has its parts, they should be moved. */
function isInsertable(missing: Missing, alignment: Alignment): boolean {
  const {schema, document} = alignment
  const {spec, neighbours, depth, place, rivals, isBesideText, hasTwin} = missing
  return (
    canBeInserted(missing, schema, document) &&
    !isContentsSection(spec, schema) &&
    !isSample(spec.heading) &&
    isNumberFree(spec.heading.name, missing) &&
    !isAfterText(missing) &&
    rivals.length === 0 &&
    !isBesideText &&
    !hasTwin &&
    !isSwallowed(place, document) &&
    !splitsHtml(place, document) &&
    isLevel(neighbours, spec, depth) &&
    !hasPartsElsewhere(spec, alignment)
  )
}

/** Whether the parent has text without headings that may belong to the missing section, which would be inserted after it. */
function isAfterText({parent, neighbours, precedes}: Missing): boolean {
  return (
    parent.depth > 1 &&
    neighbours.after === undefined &&
    parent.children[0] === precedes &&
    statementsOf(parent).length > 0
  )
}

/** Whether a numbered heading would come between lower and higher numbers, and no other has its number; documents number in their own way. */
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

/** Whether the neighbours are at the depth of the inserted section, and that is the template's. */
function isLevel({after, before}: Neighbours, spec: SectionSpec, depth: number): boolean {
  return depth === spec.depth && [after, before].every((section) => section === undefined || section.depth === depth)
}

/** Whether a point at the end of a document is in code or HTML that is not closed. */
function isSwallowed(place: Point | undefined, document: MarkdownDocument): boolean {
  return document.tree.children.at(-1)?.position?.end.offset === place?.offset && endsUnclosed(document)
}
