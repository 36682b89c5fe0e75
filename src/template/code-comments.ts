import type {Heading, RootContent} from 'mdast'

/** Headings of a template that are comments in code, and headings only in Markdown: at its start, and before a fence. */
export function commentsOfCode(children: readonly RootContent[]): readonly RootContent[] {
  return [...commentedLines(children), ...commentsBeforeFences(children)]
}

/**
 * Lines at the start that are comments in other languages, and headings only in Markdown: three or more that start with
 * `#`, right below each other.
 */
function commentedLines(children: readonly RootContent[]): readonly RootContent[] {
  const end = children.findIndex(
    (node, index) => !(isComment(node) && (index === 0 || isRightBelow(children[index - 1], node)))
  )
  return end < fewestCommented ? [] : children.slice(0, end)
}

const fewestCommented = 3

/**
 * `# Install it` between a paragraph and a fence without blank lines, in a section of a greater depth: the first line of
 * code whose fence opens too late. If other headings have no blank line before them either, it is a heading like these.
 */
function commentsBeforeFences(children: readonly RootContent[]): readonly RootContent[] {
  const comments = new Set<RootContent>()
  for (const [index, node] of children.entries()) {
    const before = children[index - 1]
    if (
      isComment(node) &&
      before &&
      (before.type === 'paragraph' || comments.has(before)) &&
      isRightBelow(before, node) &&
      opensCode(children.slice(index, index + longestOpening)) &&
      depthAround(children.slice(0, index), comments) > 1
    )
      comments.add(node)
  }
  const others = children.filter((node, index) => {
    const before = children[index - 1]
    return node.type === 'heading' && !comments.has(node) && before && isRightBelow(before, node)
  })
  return others.length > 0 ? [] : [...comments]
}

/** Whether a fence follows, with at most two lines in between. */
function opensCode(nodes: readonly RootContent[]): boolean {
  const end = nodes.findIndex(
    (node, index) =>
      index > 0 && !(isRightBelow(nodes[index - 1], node) && (isComment(node) || node.type === 'paragraph'))
  )
  const last = nodes[end]
  return last?.type === 'code' && isRightBelow(nodes[end - 1], last)
}

const longestOpening = 4

function depthAround(before: readonly RootContent[], comments: ReadonlySet<RootContent>): number {
  const around = before.findLast((node): node is Heading => node.type === 'heading' && !comments.has(node))
  return around?.depth ?? 0
}

function isComment(node: RootContent): boolean {
  return node.type === 'heading' && node.depth === 1
}

function isRightBelow(above: RootContent | undefined, node: RootContent): boolean {
  return node.position?.start.line === (above?.position?.end.line ?? 0) + 1
}
