import type {Html, Nodes} from 'mdast'
import type {VFileMessage} from 'vfile-message'
import {isComment} from './markdown/comment.ts'
import type {Located, MarkdownDocument} from './markdown/document.ts'
import {isLintVerb, lintComment} from './markdown/lint-comment.ts'
import {firstFrom} from './markdown/sorted-search.ts'

/** A comment that turns rules on or off, and the stretch of the file for which it does. */
interface Switch {
  readonly isOn: boolean
  /** The rules that it names; all of them where it names none. */
  readonly ruleIds: readonly string[]
  /** Where the comment ends, and the stretch; UTF-16 offsets from 0, the end is included. */
  readonly comment: number
  readonly start: number
  readonly end: number
}

/**
 * Find the comments `<!--lint disable id…-->`, `<!--lint enable id…-->` (both hold until the next one) and
 * `<!--lint ignore id…-->` (which holds for the next node). Those that stand before all content hold for front matter as
 * well, before which no comment can stand. Else as in remark-lint, whose own control sees only its own
 * messages and drops those behind the last node.
 *
 * @returns Tells whether a comment turned off the rule of a message at its place; the last word on it holds.
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

/** Where the first node stands that is neither front matter nor a comment. */
function startOfContent({tree, source}: MarkdownDocument): number {
  const first = tree.children.find(
    (node) =>
      node.type !== 'yaml' && node.type !== ('toml' as string) && !(node.type === 'html' && isComment(node.value))
  )
  return first?.position?.start.offset ?? source.length
}

/**
 * Finds the last of some comments whose stretch an offset stands in. From each comment whose stretch starts behind the
 * offset, or ends before it, a step back leads past all for which that holds as well: stretches lie within each other or
 * apart, so these steps are no more than the tree is deep.
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

/** For each item the last one before it that passes a test, which holds of whatever passes it for one of those between; -1 where there is none. */
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

/** Finds the node behind a comment, further comments left out; of many comments in a row, once for all of them. */
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

/** For each of some siblings the first from there on that is neither a comment nor blank. */
function speakingFrom(siblings: readonly Nodes[]): ReadonlyArray<Nodes | undefined> {
  const found: Array<Nodes | undefined> = []
  let next: Nodes | undefined
  for (const sibling of siblings.toReversed()) {
    if (!(sibling.type === 'html' && isComment(sibling.value)) && !isBlank(sibling)) next = sibling
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
