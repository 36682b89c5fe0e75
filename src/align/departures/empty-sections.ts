import type {Blockquote, List, ListItem, Nodes} from 'mdast'
import type {Section} from '../../markdown/document.ts'
import {commentsIn, isEmptyBullet, isToCome, isUnanswered, statementsOf} from '../../markdown/says-nothing.ts'
import {type HeadingPattern, hasNumber} from '../../template/heading-pattern.ts'
import {withoutPlural} from '../../template/name-variants.ts'
import {asksForNothing} from '../../template/nothing-to-write.ts'
import {anyText} from '../../template/skeleton-marks.ts'
import {type SectionSpec, type TemplateSchema, isRequired} from '../../template/schema.ts'
import {type Alignment, type Matched, type Misplaced, nodesOfType} from '../alignment.ts'
import {isMendedByHeading} from '../marker-repair.ts'
import type {Leftover} from '../leftovers.ts'

/**
 * Sections of the template that are present, but have no content of their own: no parts, and no text except instructions of
 * the template. `N/A` counts as content unless a directive wants an answer. Not among them: optional sections that may stay
 * empty, and those that the template leaves empty on purpose.
 */
export function emptySections(
  alignment: Alignment,
  leftovers: readonly Leftover[]
): ReadonlyArray<Matched | Misplaced> {
  const instructions: ReadonlySet<Nodes> = new Set([
    ...nodesOfKind(leftovers, 'instruction'),
    ...nodesOfKind(leftovers, 'prompt')
  ])
  const left: ReadonlySet<Nodes> = new Set([...instructions, ...nodesOfKind(leftovers, 'companion')])
  const requested = emptyByRequest(alignment.schema)
  const misplaced = nodesOfType(alignment, 'misplaced').filter((node) => !mayGoOn(node, alignment))
  return [...nodesOfType(alignment, 'matched'), ...misplaced].filter(({spec, section}) => {
    // Required parts are reported as missing themselves.
    const isLeaf = section.children.length === 0 && !spec.children.some((part) => isRequired(part))
    if (!isLeaf || requested.has(spec.line) || isAnsweredByName(spec.heading) || mayBeEmpty(spec)) return false
    if (isContinued(section, alignment)) return false
    const statements = statementsOf(section)
    const isEmpty =
      (statements.length === 0 && !saysOtherwise(section, spec)) ||
      (statements.every((node) => isAll(node, left)) && statements.some((node) => hasOne(node, instructions)))
    return isEmpty || (spec.isAnswerDue === true && isUnanswered(section))
  })
}

/** Whether a section is too deep, so that what follows may be its content; not if its own marker is all that is wrong. */
function mayGoOn(node: Misplaced, alignment: Alignment): boolean {
  const {wrong, section, depth, children} = node
  const isTooDeep = wrong === 'depth' && section.depth > depth
  return isTooDeep && !(children.every(({type}) => type === 'missing') && isMendedByHeading(node, alignment))
}

/**
 * Whether the next section is the author's own, at the same depth, and by its number or its name a part of this one:
 * `3.1 Lid` after `3. Kiln`, `Scenario 1: Rain` after `Actors and scenarios`.
 */
function isContinued({index, depth, name}: Section, {document, ownerOf}: Alignment): boolean {
  const next = document.sections[index]
  if (next?.depth !== depth || ownerOf(next).section === next) return false
  const [ours, theirs] = [name.toLowerCase(), next.name.toLowerCase()]
  const [, number] = /^(\d{1,3}(?:\.\d{1,3}){0,4})[.)]?\s/.exec(ours) ?? []
  if (number !== undefined && /^\.\d/.test(theirs.slice(number.length)) && theirs.startsWith(number)) return true
  const [, noun = ''] = /^(\p{Alpha}{3,40}) \d/u.exec(theirs) ?? []
  return noun !== '' && ours.split(/[^\p{Alpha}]+/u).some((word) => word !== noun && withoutPlural(word) === noun)
}

/** Whether the template allows a section to be empty; not if a directive wants an answer. */
function mayBeEmpty({content, isAnswerDue, ...spec}: SectionSpec): boolean {
  return content.isWrittenByTool === true || (spec.mayBeEmpty === true && isAnswerDue !== true)
}

/** Whether a section without text says something in another way: with a dash, or comments. */
function saysOtherwise(section: Section, spec: SectionSpec): boolean {
  return hasOwnComments(section, spec) || (hasOnlyDash(section, spec) && spec.isAnswerDue !== true)
}

/** Whether a section has entries written as comments, like those of the template. */
function hasOwnComments(section: Section, {content: {sampleComments}}: SectionSpec): boolean {
  return (
    sampleComments !== undefined &&
    commentsIn(section).some((comment) => comment !== '' && !sampleComments.has(comment) && !isToCome(comment))
  )
}

/** Whether a section has an item with only a dash, which the template does not have. */
function hasOnlyDash({content}: Section, spec: SectionSpec): boolean {
  return spec.content.hasEmptyItem !== true && content.some((node) => isEmptyBullet(node))
}

/** Whether a heading is a label with a slot after it: `Publisher: [Name]`. */
function isAnsweredByName(heading: HeadingPattern): boolean {
  return !hasNumber(heading) && labelAndSlot.test(heading.skeleton)
}

const labelAndSlot = new RegExp(`^[^:]{2,40}: ${anyText}$`, 'u')

function nodesOfKind(leftovers: readonly Leftover[], kind: Leftover['placeholder']['kind']): ReadonlySet<Nodes> {
  return new Set(leftovers.filter(({placeholder}) => placeholder.kind === kind).map(({candidate}) => candidate.node))
}

/** Whether a block, a quote or list included, consists only of the given nodes. */
function isAll(node: Nodes, texts: ReadonlySet<Nodes>): boolean {
  return texts.has(node) || (isContainer(node) && node.children.every((child) => isAll(child, texts)))
}

function hasOne(node: Nodes, texts: ReadonlySet<Nodes>): boolean {
  return texts.has(node) || (isContainer(node) && node.children.some((child) => hasOne(child, texts)))
}

function isContainer(node: Nodes): node is Blockquote | List | ListItem {
  return node.type === 'blockquote' || node.type === 'list' || node.type === 'listItem'
}

const requestedLines = new WeakMap<TemplateSchema, ReadonlySet<number>>()

/** The lines of the sections that the template says should be left empty. */
function emptyByRequest(schema: TemplateSchema): ReadonlySet<number> {
  const lines =
    requestedLines.get(schema) ??
    new Set(schema.placeholders.filter(({text}) => asksForNothing(text)).map(({sectionLine}) => sectionLine))
  requestedLines.set(schema, lines)
  return lines
}
