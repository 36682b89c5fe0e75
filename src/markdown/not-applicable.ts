import type {Nodes} from 'mdast'
import {isBreak, rawTextOf} from './text.ts'

/**
 * Whether a block ends in a line that only says `N/A`, with or without a reason, below a line that
 * has an answer: a label with its value, `Yes` or `No`, or a ticked box.
 */
export function endsNotApplicable(block: Nodes | undefined): boolean {
  const [answer = '', last = ''] = lastLines(block)
  return last.length <= longestReason && notApplicable.test(last.toLowerCase()) && isAnswer(answer)
}

/** A longer line says more. */
const longestReason = 300

/** The last two lines of a paragraph, or of the last item of a list. */
function lastLines(block: Nodes | undefined): readonly string[] {
  const item = block?.type === 'list' ? block.children.at(-1) : undefined
  const paragraph = item ? item.children.at(-1) : block
  if (paragraph?.type !== 'paragraph') return []
  const [first = '', ...more] = linesOf(paragraph.children)
  return [item?.checked === true ? `[x] ${first}` : first, ...more].slice(-2)
}

function linesOf(nodes: readonly Nodes[]): readonly string[] {
  return nodes
    .map((node) => (node.type === 'break' || isBreak(node) ? '\n' : rawTextOf(node)))
    .join('')
    .split(/\n+/)
    .map((line) => line.trim())
}

/** Whether a line is an answer, not the first half of a sentence that goes on below it. */
function isAnswer(line: string): boolean {
  return line.length <= longestAnswer && answer.test(line.toLowerCase())
}

const longestAnswer = 120

const answer =
  /^[^:：]{1,60}(?:：|: )\s*[^\s,;]{1,40}(?: [^\s,;]{1,40})?$|^\W*(?:yes|no|ja|nein|oui|non|sí|si|não|sim|да|нет|はい|いいえ|是|否|예|아니요?)[.!。]?$|^\[x\] [^.!?]+$/u

/**
 * Whether a paragraph opens with a sentence that only says that something does not apply, or with `N/A` and a dash: `**Not
 * applicable.** This plan …`. Whatever follows is about that.
 */
export function opensNotApplicable(block: Nodes | undefined): boolean {
  return block?.type === 'paragraph' && sentenceOfNone.test(rawTextOf(block).slice(0, longestReason).toLowerCase())
}

const wordings = String.raw`n\/a|not applicable|does not apply|nicht (?:zutreffend|anwendbar)|entfällt|sans objet|non applicable|no aplica|não se aplica|non applicabile|niet van toepassing|не ?применимо|該当なし|该当なし|対象外|不适用|不適用|해당 ?(?:사항 ?)?없음`

/** Nothing but a reason follows: `N/A (one node)`, `Not applicable: …`. */
const notApplicable = new RegExp(String.raw`^[^\p{Alpha}\p{N}]*(?:${wordings})\s*(?:$|[^\s\p{Alpha}\p{N}])`, 'u')

const sentenceOfNone = new RegExp(
  String.raw`^[^\p{Alpha}\p{N}]*(?:(?:this (?:section )?(?:is )?)?(?:${wordings})[*_\s]*(?:[.。!:：;；(（—–]|-{1,2}\s)|(?:none|nothing|keine?|nichts|aucune?|rien|ningun[oa]|ningún|nenhuma?|nessun[oa]|niente|geen|нет|なし|無し|特になし|无|無|없음)[*_\s]*(?:[.。!]|[—–-]{1,2}\s))`,
  'u'
)
