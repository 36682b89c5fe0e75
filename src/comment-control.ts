import type {Html, Nodes} from 'mdast'
import type {VFileMessage} from 'vfile-message'
import {isCommentNode} from './markdown/comment.ts'
import type {Located, MarkdownDocument} from './markdown/document.ts'
import {isLintVerb, lintComment} from './markdown/lint-comment.ts'
import {firstFrom} from './markdown/sorted-search.ts'

/** A comment that turns rules on or off, and the range of the file in which it does. */
interface Switch {
  readonly isOn: boolean
  /** The rules that it names; if it names none, it is about all rules. */
  readonly ruleIds: readonly string[]
  /** The end of the comment, and the start and end of the range; UTF-16 offsets from 0, the end included. */
  readonly comment: number
  readonly start: number
  readonly end: number
}

/**
 * Find the comments `<!--lint disable id…-->`, `<!--lint enable id…-->` (both apply until the next one) and
 * `<!--lint ignore id…-->` (which applies to the next node). Comments before all content also apply to front matter,
 * before which no comment can be. Otherwise they work as in remark-lint, whose own control sees only its own messages
 * and drops those after the last node.
 *
 * @returns A function that says whether a comment has turned off the rule of a message at its place; the last such
 *   comment decides.
 */
export function switchedOff(document: MarkdownDocument): (message: VFileMessage) => boolean {
  const top = startOfContent(document)
  const following = nodeFinder(document)
  const switches = document.nodes('html').flatMap((located) => readSwitch(located, following, top) ?? [])
  const byRule = new Map<string, (at: number) => Switch | undefined>()
  return (message) => {
    const ruleId = message.ruleId ?? ''
    const lastAt =
      byRule.get(ruleId) ?? lastFinder(switches.filter(({ruleIds}) => ruleIds.length === 0 || ruleIds.includes(ruleId)))
    byRule.set(ruleId, lastAt)
    return lastAt(offsetOf(message))?.isOn === false
  }
}

/** The UTF-16 offset of the first node that is neither front matter nor a comment. */
function startOfContent({tree, source}: MarkdownDocument): number {
  const first = tree.children.find(
    (node) => node.type !== 'yaml' && node.type !== ('toml' as string) && !isCommentNode(node)
  )
  return first?.position?.start.offset ?? source.length
}

/**
 * Returns a function that finds the last comment whose range contains an offset. From a comment whose range starts
 * after the offset, or ends before it, one step back skips all others of which the same is true. Ranges are nested or
 * apart, so there are no more steps than the tree has levels.
 *
 * @param switches In the order of the comments.
 */
function lastFinder(switches: readonly Switch[]): (at: number) => Switch | undefined {
  const longer = stepsBack(switches, ({end}, before) => before.end > end)
  const earlier = stepsBack(switches, ({start}, before) => before.start < start)
  return (at) => {
    let index = firstFrom(switches, at + 1, ({comment}) => comment) - 1
    for (let found = switches[index]; found && !(found.start <= at && at <= found.end); found = switches[index])
      index = (found.end < at ? longer[index] : earlier[index]) ?? -1
    return switches[index]
  }
}

/**
 * For each item, the index of the last one before it that passes a test; -1 if there is none. What passes the test for
 * an item in between must pass it for the item as well.
 */
function stepsBack<Item>(items: readonly Item[], passes: (item: Item, before: Item) => boolean): readonly number[] {
  const steps: number[] = []
  for (const [index, item] of items.entries()) {
    let before = index - 1
    for (let other = items[before]; other && !passes(item, other); other = items[before]) before = steps[before] ?? -1
    steps.push(before)
  }
  return steps
}

function readSwitch(
  located: Located<Html>,
  following: (comment: Located<Html>) => Nodes | undefined,
  top: number
): Switch | undefined {
  const {verb = '', names: ruleIds = []} = lintComment(located.node.value) ?? {}
  if (!isLintVerb(verb)) return undefined
  const comment = endOf(located.node)
  const opens = comment <= top
  if (verb !== 'ignore')
    return {
      isOn: verb === 'enable',
      ruleIds,
      comment: opens ? 0 : comment,
      start: opens ? 0 : comment,
      end: Number.POSITIVE_INFINITY
    }
  const next = following(located)
  return next && {isOn: false, ruleIds, comment, start: next.position?.start.offset ?? 0, end: endOf(next)}
}

function endOf({position}: Nodes): number {
  return position?.end.offset ?? 0
}

/**
 * Returns a function that finds the node after a comment and any further comments; the siblings are searched only once.
 */
function nodeFinder(document: MarkdownDocument): (comment: Located<Html>) => Nodes | undefined {
  const known = new Map<readonly Nodes[], ReadonlyArray<Nodes | undefined>>()
  return ({node, ancestors}) => {
    const parent = ancestors.at(-1) ?? document.tree
    const siblings: readonly Nodes[] = 'children' in parent ? parent.children : []
    const following = known.get(siblings) ?? speakingFrom(siblings)
    known.set(siblings, following)
    return following[firstFrom(siblings, endOf(node), ({position}) => position?.start.offset ?? 0)]
  }
}

/** For each sibling, the first one from there on that is neither a comment nor blank. */
function speakingFrom(siblings: readonly Nodes[]): ReadonlyArray<Nodes | undefined> {
  const found: Array<Nodes | undefined> = []
  let next: Nodes | undefined
  for (const sibling of siblings.toReversed()) {
    if (!isCommentNode(sibling) && !isBlank(sibling)) next = sibling
    found.push(next)
  }
  return found.toReversed()
}

function isBlank(node: Nodes): boolean {
  return node.type === 'text' && node.value.trim() === ''
}

function offsetOf({place}: VFileMessage): number {
  const start = place && ('start' in place ? place.start : place)
  return start?.offset ?? 0
}
