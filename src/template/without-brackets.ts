/** A text without the brackets or the emphasis around the whole of it. */
export function withoutBrackets(text: string): string {
  const inner = /^(?:\[([^[\]]*)\]|\{\{?([^{}]*)\}?\}|<([^<>]*)>|\(([^()]*)\)|\\\[([^[\]]*?)\\?\])$/.exec(
    text.replaceAll(/^[*_]{1,3}|[*_]{1,3}$/g, '').trim()
  )
  return inner
    ? (inner.slice(1).find((part) => part !== undefined) ?? '').trim()
    : text.replaceAll(/^[*_]{1,3}|[*_]{1,3}$/g, '').trim()
}

export function withoutMarkup(value: string): string {
  return value.replace(/^[\s"'`*_]+/, '').replace(/(?<![\s"'`*_])[\s"'`*_]+$/, '')
}
