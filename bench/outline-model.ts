import fc from 'fast-check'

/** A section of a made-up template: its name, and the sections below it. */
export interface Node {
  readonly name: string
  readonly children: Tree
}

export type Tree = readonly Node[]

/** Words that are not similar, so that no name looks like a misspelling of another. */
const words =
  'Harbour Vineyard Tractor Compass Lantern Meadow Orchestra Pyramid Quarry Saddle Umbrella Wharf Zeppelin Almanac Bicycle Cathedral Dolphin Embroidery Falcon Glacier'.split(
    ' '
  )

/** Trees of sections, two to four levels deep, with distinct names. */
export function treeOf(): fc.Arbitrary<Tree> {
  const shape: fc.Arbitrary<readonly unknown[]> = fc.letrec<{tree: readonly unknown[]}>((tie) => ({
    tree: fc.array(fc.oneof({depthSize: 'small', maxDepth: 3}, fc.constant([]), tie('tree')), {
      minLength: 1,
      maxLength: 4
    })
  })).tree
  return fc.tuple(shape, fc.shuffledSubarray(pairsOfWords, {minLength: 200, maxLength: 200})).map(([top, names]) => {
    const left = names.values()
    const build = (children: readonly unknown[], depth: number): Tree =>
      children.map((child) => ({
        name: left.next().value as string,
        children: depth < 4 ? build(child as readonly unknown[], depth + 1) : []
      }))
    return build(top, 1)
  })
}

const pairsOfWords = words
  .flatMap((first, index) => words.filter((_, other) => other > index).map((second) => `${first} ${second}`))
  .concat(words)

/** Markdown of a tree, below a title. */
export function write(tree: Tree): string {
  return ['# Guide', ...lines(tree, 2)].join('\n\n') + '\n'
}

function lines(tree: Tree, depth: number): readonly string[] {
  return tree.flatMap(({name, children}) => [heading(name, depth), text, ...lines(children, depth + 1)])
}

const text = 'Some text.'

function heading(name: string, depth: number): string {
  return `${'#'.repeat(depth)} ${name}`
}

type Path = readonly number[]

/** The paths of all sections, parents before children. */
export function paths(tree: Tree): readonly Path[] {
  return tree.flatMap(({children}, index) => [[index], ...paths(children).map((path) => [index, ...path])])
}

function edit(tree: Tree, path: Path, change: (siblings: Tree, index: number) => Tree): Tree {
  const [index = 0, ...rest] = path
  if (rest.length === 0) return change(tree, index)
  return tree.map((node, at) => (at === index ? {...node, children: edit(node.children, rest, change)} : node))
}

export function nodeAt(tree: Tree, path: Path): Node {
  const [index = 0, ...rest] = path
  const node = tree[index] as Node
  return rest.length === 0 ? node : nodeAt(node.children, rest)
}

/** A tree without one section and everything in it. */
export function drop(tree: Tree, path: Path): {changed: Tree; name: string} {
  return {changed: edit(tree, path, (siblings, index) => siblings.toSpliced(index, 1)), name: nodeAt(tree, path).name}
}

/** The Markdown of a tree without the line of one heading; the content of the section stays, at the same depths. */
export function dropHeading(tree: Tree, path: Path): {changed: string; name: string} {
  const {name} = nodeAt(tree, path)
  return {changed: write(tree).replace(new RegExp(`\n#+ ${name}\n`), '\n'), name}
}

/** A tree with one letter of a name left out. */
export function rename(tree: Tree, path: Path, at: number): {changed: Tree; name: string; slip: string} {
  const {name} = nodeAt(tree, path)
  const index = 1 + (at % (name.length - 2))
  const slip = (name.slice(0, index) + name.slice(index + 1)).replaceAll(/\s+/g, ' ')
  return {
    changed: edit(tree, path, (siblings, place) => siblings.with(place, {...(siblings[place] as Node), name: slip})),
    name,
    slip
  }
}

/** A tree with a section at another place among its siblings; undefined if the place is the same. */
export function move(tree: Tree, path: Path, to: number): Tree | undefined {
  let isMoved = false
  const changed = edit(tree, path, (siblings, index) => {
    const target = to % siblings.length
    isMoved = target !== index
    return siblings.toSpliced(index, 1).toSpliced(target, 0, siblings[index] as Node)
  })
  return isMoved ? changed : undefined
}

/** A tree with a heading at another depth, alone or with everything below it. */
export function relevel(
  tree: Tree,
  path: Path,
  by: number,
  withChildren: boolean
): {text: string; name: string; from: number; to: number} {
  const node = nodeAt(tree, path)
  const from = path.length + 1
  const to = from + by
  const shift = (at: Node, depth: number): readonly [string, string][] => [
    [heading(at.name, depth), heading(at.name, depth + by)],
    ...(withChildren || at !== node ? at.children.flatMap((child) => shift(child, depth + 1)) : [])
  ]
  const changed = shift(node, from).reduce(
    (all, [before, after]) => all.replace(`\n${before}\n`, `\n${after}\n`),
    write(tree)
  )
  return {text: changed, name: node.name, from, to}
}
