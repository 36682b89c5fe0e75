import type {Definition, Html, Root, RootContent} from 'mdast'

/**
 * A tree in which link definitions that serve as comments, because no link refers to them, are HTML comments, the only
 * form that all other code needs to know: `[//]: # (Say how it is fired)`, `[comment]: <> (…)`.
 */
export function withLinkComments(tree: Root): Root {
  if (!tree.children.some((node) => isLinkComment(node))) return tree
  return {...tree, children: tree.children.map((node): RootContent => (isLinkComment(node) ? asComment(node) : node))}
}

function isLinkComment(node: RootContent): node is Definition {
  return (
    node.type === 'definition' &&
    (node.url === '#' || node.url === '') &&
    Boolean(node.title) &&
    /^(?:\/\/|#|_|comment)$/i.test(node.identifier)
  )
}

function asComment({title, position}: Definition): Html {
  return {type: 'html', value: `<!-- ${title?.replaceAll('--', '- -')} -->`, position}
}
