import type {RootContent} from 'mdast'

/** Whether the last block of a file, a comment or a code fence for one, goes on to its end because nobody closed it. */
export function isUnclosed(block: RootContent, source: string): boolean {
  const text = source.slice(block.position?.start.offset, block.position?.end.offset)
  if (block.type === 'html')
    return text.startsWith('<!--')
      ? !text.trimEnd().endsWith('-->')
      : /^<(?:script|pre|style|textarea|[?!])/i.test(text)
  const fence = block.type === 'code' ? /^(?:`{3,}|~{3,})/.exec(text)?.[0] : undefined
  return fence !== undefined && !new RegExp(`\\n[ >]*${fence[0]}{${fence.length},}[ \\t]*$`).test(text)
}
