import type {RootContent} from 'mdast'
import type {MarkdownDocument} from './document.ts'

/** Whether the last block of a document is unclosed, so that what is put behind it becomes a part of it. */
export function endsUnclosed({tree, source}: MarkdownDocument): boolean {
  const last = tree.children.at(-1)
  return last !== undefined && isUnclosed(last, source)
}

/** Whether a block, such as a comment or a code fence, is unclosed, so that it goes on to the end of the file. */
function isUnclosed(block: RootContent, source: string): boolean {
  const text = source.slice(block.position?.start.offset, block.position?.end.offset)
  if (block.type === 'html')
    return text.startsWith('<!--')
      ? !text.trimEnd().endsWith('-->')
      : /^<(?:script|pre|style|textarea|[?!])/i.test(text)
  const fence = block.type === 'code' ? /^(?:`{3,}|~{3,})/.exec(text)?.[0] : undefined
  return fence !== undefined && !new RegExp(`\\n[ >]*${fence[0]}{${fence.length},}[ \\t]*$`).test(text)
}
