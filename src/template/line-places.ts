import type {Nodes} from 'mdast'

/** Running text, and the type of its node. */
interface Text {
  readonly parent: Nodes['type']
  readonly visible: string
}

/** Whether a text is all of a paragraph, cell or heading, or all that follows a label on its line. */
export function placeOf({visible, parent}: Text, start: number, end: number): 'block' | 'value' | undefined {
  if (parent !== 'paragraph' && parent !== 'tableCell' && parent !== 'heading') return undefined
  const lineEnd = visible.indexOf('\n', end)
  if (/[^\s*_\\]/.test(visible.slice(end, lineEnd < 0 ? undefined : lineEnd))) return undefined
  const before = visible.slice(visible.lastIndexOf('\n', start - 1) + 1, start)
  if (/^[*_\s]*$/.test(before))
    return isMarkup(visible.slice(0, start)) && isMarkup(visible.slice(end)) ? 'block' : undefined
  return parent === 'paragraph' && /^[^:：]{1,60}[:：][*_\s]*$/.test(before) ? 'value' : undefined
}

/** Whether a text is so short that it can only be the emphasis and white space around a block's content. */
function isMarkup(text: string): boolean {
  return text.length < 10 && /^[\s*_]*$/.test(text)
}

/** Whether a text ends a line that has a label and a value before it. */
export function endsValue({visible, parent}: Text, start: number, end: number): boolean {
  if (parent !== 'paragraph' || !/^[^\S\n]*(?:\n|$)/.test(visible.slice(end, end + longestOpening))) return false
  const before = visible.slice(Math.max(0, start - longestLine), start)
  return /^[^:：]{1,60}[:：][*_]*\s+[^\s*_].*\s$/.test(before.slice(before.lastIndexOf('\n') + 1))
}

/** Whether a token opens its block and other text follows on the line. */
export function opensLine(visible: string, start: number, end: number): boolean {
  return visible.slice(0, start).trim() === '' && /^[^\S\n]+[^\s\-–—:|]/.test(visible.slice(end, end + 3))
}

/** Whether a token opens the value of a label and other text follows on the line. */
export function opensValue(visible: string, start: number, end: number): boolean {
  if (!/^[^\S\n]+[^\s\-–—:|]/.test(visible.slice(end, end + 3))) return false
  const before = visible.slice(Math.max(0, start - longestOpening), start)
  const line = before.slice(before.lastIndexOf('\n') + 1)
  return (line !== before || start < longestOpening) && /^[^:：]{1,60}[:：][*_\s]*$/.test(line)
}

/** The longest label, with its marks, that is recognised. */
const longestOpening = 80

/** More of a line than this is not looked at. */
const longestLine = 1000
