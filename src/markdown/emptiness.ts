import type {RootContent} from 'mdast'
import {isComment} from './comment.ts'
import type {MarkdownDocument, Section} from './document.ts'
import {textOf} from './text.ts'

/** What a section says: comments, definitions, breaks and bare anchors are nothing to a reader. */
export function statementsOf({content}: Section): readonly RootContent[] {
  return content.filter((node) => {
    if (node.type === 'html') return !isComment(node.value) && !isAnchor(node.value)
    if (node.type === 'paragraph') return node.children.some((child) => child.type !== 'html' || !isSilent(child.value))
    return node.type !== 'definition' && node.type !== 'thematicBreak' && node.type !== 'yaml'
  })
}

function isSilent(html: string): boolean {
  return isComment(html) || isAnchor(html)
}

function isAnchor(html: string): boolean {
  return /^\s*<\/?(?:a|span|div|br|p)\b[^<>]*>(?:\s*<\/(?:a|span|div|p)>)?\s*$/i.test(html)
}

/** Longer texts are more than an excuse. */
const longestExcuse = 300

/** Whether all that a section says is that there is nothing to say: `N/A`, `None, since …`, `Not applicable`. */
function saysNothingToSay(section: Section): boolean {
  const statements = section.heading ? statementsOf(section) : []
  const text = statements.map((node) => textOf(node)).join(' ')
  return statements.length > 0 && statements.every(({type}) => type === 'paragraph' || type === 'list') && text.length <= longestExcuse && excuse.test(text)
}

/** Whether a section has no parts and says that there is nothing to say, so that none are due. */
export function doesNotApply(section: Section): boolean {
  return section.children.length === 0 && saysNothingToSay(section)
}

/** Whether a section says `N/A`, `None` or the like, and not a word more. */
export function isUnanswered(section: Section): boolean {
  const [statement, ...others] = statementsOf(section)
  return statement?.type === 'paragraph' && others.length === 0 && /^\W*(?:n\/?a|none|nothing|not applicable|tbd|todo)\W*$/i.test(textOf(statement))
}

const excuse = /^\W*(?:n\/?a\b|none\b|nothing\b|not (?:applicable|needed|required|relevant|supported|used|planned|yet)\b|does not apply\b|no\b|tbd\b|todo\b|this (?:chapter |part |question |section )?(?:is not (?:applicable|needed|relevant|required)|does not apply)(?:$|[.,:;]| (?:as|because|here|since)\b))/i

/** Whether a section is not to be asked for more: it is empty, which is a fault of its own, or says why it is. */
export function saysTooLittle(section: Section): boolean {
  if (!section.heading) return false
  return (statementsOf(section).length === 0 && section.children.length === 0) || saysNothingToSay(section)
}

/** Whether a document only says where to look, below a title at most: `This guide has moved to …`, with a link. */
export function isPointer(document: MarkdownDocument): boolean {
  const {root, sections} = document
  const [statement, ...others] = [root, ...sections].flatMap((section) => statementsOf(section))
  const hasLink = document.nodes('link').length > 0 || document.nodes('linkReference').length > 0
  return sections.length <= 1 && statement?.type === 'paragraph' && others.length === 0 && textOf(statement).length <= longestExcuse && hasLink
}
