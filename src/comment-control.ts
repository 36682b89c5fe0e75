import type {Html, Nodes} from 'mdast'
import type {VFileMessage} from 'vfile-message'
import {commentText, isComment} from './markdown/comment.ts'
import type {Located, MarkdownDocument} from './markdown/document.ts'
import {firstFrom} from './markdown/sorted-search.ts'

/** A comment that turns rules on or off, and the stretch of the file for which it does. */
interface Switch {
  readonly isOn: boolean
  /** The rules that it names; all of them where it names none. */
  readonly ruleIds: readonly string[]
  /** UTF-16 offsets from 0; the end is included. */
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
  const switches = document.nodes('html').flatMap((located) => readSwitch(located, document, top) ?? [])
  return (message) => {
    const at = offsetOf(message)
    const concerned = switches.filter(({ruleIds, start, end}) => start <= at && at <= end && (ruleIds.length === 0 || ruleIds.includes(message.ruleId ?? '')))
    return concerned.at(-1)?.isOn === false
  }
}

/** Where the first node stands that is neither front matter nor a comment. */
function startOfContent({tree, source}: MarkdownDocument): number {
  const first = tree.children.find((node) => node.type !== 'yaml' && node.type !== ('toml' as string) && !(node.type === 'html' && isComment(node.value)))
  return first?.position?.start.offset ?? source.length
}

function readSwitch(located: Located<Html>, document: MarkdownDocument, top: number): Switch | undefined {
  if (!located.node.value.includes('lint ')) return undefined
  const [, verb, names = ''] = /^lint (disable|enable|ignore)\b(.*)$/.exec(commentText(located.node.value) ?? '') ?? []
  if (verb === undefined) return undefined
  const ruleIds = names.split(/[ ,]+/).filter(Boolean)
  const comment = endOf(located.node)
  if (verb !== 'ignore') return {isOn: verb === 'enable', ruleIds, start: comment <= top ? 0 : comment, end: Number.POSITIVE_INFINITY}
  const next = followingNode(located, document)
  return next && {isOn: false, ruleIds, start: next.position?.start.offset ?? 0, end: endOf(next)}
}

function endOf({position}: Nodes): number {
  return position?.end.offset ?? 0
}

/** The node behind a comment, further comments left out. */
function followingNode({node, ancestors}: Located, document: MarkdownDocument): Nodes | undefined {
  const parent = ancestors.at(-1) ?? document.tree
  const siblings: readonly Nodes[] = 'children' in parent ? parent.children : []
  const first = firstFrom(siblings, endOf(node), ({position}) => position?.start.offset ?? 0)
  for (let index = first; index < siblings.length; index++) {
    const sibling = siblings[index]
    if (sibling && !(sibling.type === 'html' && isComment(sibling.value)) && !isBlank(sibling)) return sibling
  }
  return undefined
}

function isBlank(node: Nodes): boolean {
  return node.type === 'text' && node.value.trim() === ''
}

function offsetOf({place}: VFileMessage): number {
  const start = place && ('start' in place ? place.start : place)
  return start?.offset ?? 0
}
