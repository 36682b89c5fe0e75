import type {Definition, Html, Root, RootContent} from 'mdast'

/**
 * A tree in which definitions of links that are written as comments, since no link can mean them, are comments of HTML,
 * as which all else knows them: `[//]: # (Say how it is fired)`, `[comment]: <> (…)`.
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
