import type {List, ListItem, RootContent} from 'mdast'
import {type BoxTree, boxesOf, itemText} from '../markdown/boxes.ts'
import {commentText} from '../markdown/comment.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {lineOf} from '../markdown/places.ts'
import {textOf} from '../markdown/text.ts'
import type {Directive} from './directives.ts'
import {type HeadingPattern, headingPattern, isWildcard} from './heading-pattern.ts'
import {saysExample} from './example-wordings.ts'
import {placeholdersIn} from './placeholder-scan.ts'
import {stemOf} from './running-numbers.ts'
import {runningNumber} from './skeleton-marks.ts'
import type {BoxSpec, SectionSpec, TaskListSpec, TickSpec} from './schema.ts'
import {type Deletion, asksForKind, deletionAskedFor, ticksAskedFor} from './ticking.ts'

/** Whether a block is a list with boxes, perhaps nested ones. */
export function isTaskList(block: RootContent): block is List {
  return block.type === 'list' && boxesOf(block).length > 0
}

/**
 * Read the task lists of a section, with what the text right before each says about its boxes: comments, paragraphs and
 * quotes, and the heading as well if the list is the only one of its section.
 *
 * @param content The section's own content.
 */
export function readTaskLists(
  section: Section,
  content: readonly RootContent[],
  template: MarkdownDocument,
  directivesBefore: (block: RootContent) => readonly Directive[]
): readonly TaskListSpec[] {
  const lists = content.filter((block) => isTaskList(block))
  if (lists.length === 0) return []
  const ofTemplate = deletionAskedFor(introOf(template))
  return lists.flatMap((list): readonly TaskListSpec[] => {
    const directives = directivesBefore(list).map(({type}) => type)
    if (directives.includes('remove')) return []
    const text = [...(lists.length === 1 ? [section.name] : []), ...textsBefore(content, list)].join('\n')
    const boxes = boxesOf(list).map((box) => readBox(box, template))
    const deletion =
      deletionBy(directives) ??
      (areSamples(boxes) || saysExample(text) ? 'asked for' : (deletionAskedFor(text) ?? ofTemplate))
    const tick = tickBy(directives) ?? (directives.includes('optional') ? undefined : tickIn(text, deletion))
    return [{line: lineOf(list), boxes, ...(tick && {tick}), ...(deletion && {deletion})}]
  })
}

/**
 * The lines of boxes that need not be ticked, because another is enough, or because they are for anything else:
 * `Other: [Specify]`.
 */
export function optionLines({content: {taskLists = []}, children}: SectionSpec): readonly number[] {
  const own = taskLists.flatMap(({boxes, tick}) =>
    boxes
      .filter(({text}) => (tick !== undefined && tick.boxes !== 'all') || catchAll.test(text.name))
      .map(({line}) => line)
  )
  return [...own, ...children.flatMap((child) => optionLines(child))]
}

const catchAll = /^\W*(?:others?|something else|andere[rs]?|sonstiges?|autres?|otr[oa]s?|outr[oa]s?)(?!\p{Alpha})/iu

function readBox({item, nested}: BoxTree, template: MarkdownDocument): BoxSpec {
  const below = nested.map((box) => readBox(box, template))
  return {text: patternOf(item, template), line: lineOf(item), ...(below.length > 0 && {nested: below})}
}

function patternOf(item: ListItem, {source}: MarkdownDocument): HeadingPattern {
  const [first] = item.children
  const placeholders = first?.type === 'paragraph' ? placeholdersIn(source, first).map(({text}) => text) : []
  return headingPattern(itemText(item), placeholders, placeholders.length > 0)
}

/**
 * Whether boxes are samples for boxes of the author's own: one consists of a placeholder, or two differ only in a
 * number.
 */
function areSamples(boxes: readonly BoxSpec[]): boolean {
  const stems = boxes.map(({text}) => stemOf(text.name)).filter((stem) => stem.includes(runningNumber))
  return boxes.some(({text}) => isWildcard(text)) || new Set(stems).size < stems.length
}

/** The text before the first heading of a template, which may say how to treat all its boxes. */
function introOf({root, sections: [first]}: MarkdownDocument): string {
  const end = first?.heading?.position?.start.offset ?? 0
  return root.content.flatMap((block) => ((block.position?.start.offset ?? 0) < end ? spokenIn(block) : [])).join('\n')
}

/** The texts between a list and what is above it: the heading, or the nearest block that is not text. */
function textsBefore(content: readonly RootContent[], list: RootContent): readonly string[] {
  const before = content.slice(0, content.indexOf(list))
  const texts = before.slice(before.findLastIndex((block) => spokenIn(block).length === 0) + 1)
  return texts.flatMap((block) => spokenIn(block))
}

function spokenIn(block: RootContent): readonly string[] {
  if (block.type === 'html') return [commentText(block.value) ?? []].flat()
  return block.type === 'paragraph' || block.type === 'blockquote' ? [textOf(block)] : []
}

type Types = ReadonlyArray<Directive['type']>

function tickBy(types: Types): TickSpec | undefined {
  if (types.includes('tick all')) return {boxes: 'all', isDirective: true}
  if (types.includes('tick only one')) return {boxes: 'only one', isDirective: true}
  return types.includes('tick one') ? {boxes: 'one', isDirective: true} : undefined
}

/**
 * Possibly none of several boxes applies, but each change has a kind. If authors delete the others, a box that is left
 * may be the chosen one even without a tick.
 */
function tickIn(text: string, deletion: Deletion | undefined): TickSpec | undefined {
  const ticks = ticksAskedFor(text)
  if (ticks === 'that apply') return asksForKind(text) ? {boxes: 'one', isUncertain: true} : undefined
  return ticks && {boxes: ticks, ...((ticks === 'all' || deletion === 'asked for') && {isUncertain: true})}
}

/** What `keep` requires of a list is reported separately; a box that must be ticked must not be deleted. */
function deletionBy(types: Types): Deletion | undefined {
  if (types.includes('optional') || types.includes('keep')) return 'asked for'
  return types.includes('tick all') || types.includes('required') ? 'forbidden' : undefined
}
