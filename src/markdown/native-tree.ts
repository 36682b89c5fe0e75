import type {AlignType, Nodes, Root} from 'mdast'
import type {Position} from 'unist'

/** The version of satteri whose buffer has the layout that is read here. */
export const knownVersion = '0.10.5'

/** The layout of the buffer and of a node in it, as indices of 32-bit words. */
const header = {magic: 0, kind: 1, nodeSize: 2, nodes: 4, children: 6, data: 8, stringsLength: 9, strings: 10}
const field = {type: 1, start: 3, firstChild: 9, childCount: 10, data: 11, dataLength: 12}

const magic = 0x52_41_44_4d
const mdast = 1
const nodeWords = 13

/** Whether `treeOf` can read a buffer. */
export function isKnownLayout(buffer: Uint8Array): boolean {
  const words = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength)
  return (
    buffer.byteLength >= 4 * nodeWords &&
    words.getUint32(4 * header.magic, true) === magic &&
    words.getUint32(4 * header.kind, true) === mdast &&
    words.getUint32(4 * header.nodeSize, true) === 4 * nodeWords
  )
}

/**
 * The mdast tree in the buffer that satteri makes of a text: the same tree that satteri makes itself, without the
 * modules that it needs for that.
 *
 * @param source The text that was parsed.
 */
export function treeOf(buffer: Uint8Array, source: string): Root {
  const arena = new Arena(buffer, source.toWellFormed())
  const top = arena.list(0)
  const root = arena.node(0, top) as Root
  const lists = [top]
  const ids = [0]
  // Level by level, because a hostile tree may be deeper than the stack.
  for (let index = 0; index < lists.length; index++) {
    const list = lists[index] as Nodes[]
    const id = ids[index] as number
    for (let at = 0; at < list.length; at++) {
      const childId = arena.child(id, at)
      const below = arena.list(childId)
      list[at] = arena.node(childId, below)
      if (below.length === 0) continue
      lists.push(below)
      ids.push(childId)
    }
  }
  return root
}

const alignments: readonly AlignType[] = [null, 'left', 'right', 'center']
const referenceTypes = ['shortcut', 'collapsed', 'full'] as const

/** The nodes of a buffer, by their numbers in it. */
class Arena {
  readonly #words: Uint32Array
  /** For numbers at any byte, aligned or not. */
  readonly #view: DataView
  readonly #bytes: Uint8Array
  readonly #nodesAt: number
  readonly #childrenAt: number
  /** An index of bytes. */
  readonly #dataAt: number
  readonly #strings: string
  /** The number of UTF-16 code units before each byte, if the strings are not all ASCII. */
  readonly #units: Uint32Array | undefined

  constructor(buffer: Uint8Array, source: string) {
    const aligned = buffer.byteOffset % 4 === 0 ? buffer : buffer.slice()
    this.#bytes = aligned
    this.#words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2)
    this.#view = new DataView(aligned.buffer, aligned.byteOffset, aligned.byteLength)
    this.#nodesAt = this.#word(header.nodes) >> 2
    this.#childrenAt = this.#word(header.children) >> 2
    this.#dataAt = this.#word(header.data)
    const start = this.#word(header.strings)
    const strings = aligned.subarray(start, start + this.#word(header.stringsLength))
    // They begin with the source.
    const others = strings.subarray(Buffer.byteLength(source))
    this.#strings = source + Buffer.from(others.buffer, others.byteOffset, others.byteLength).toString('utf8')
    this.#units = this.#strings.length === strings.length ? undefined : unitsBefore(strings)
  }

  #word(index: number): number {
    return this.#words[index] as number
  }

  #field(id: number, index: number): number {
    return this.#words[this.#nodesAt + id * nodeWords + index] as number
  }

  /** An array with room for the children of a node. */
  list(id: number): Nodes[] {
    const count = this.#field(id, field.childCount)
    // oxlint-disable-next-line unicorn/no-new-array -- others cost as much as all else in a node
    return count === 0 ? [] : new Array<Nodes>(count)
  }

  /** The number of a child. */
  child(id: number, index: number): number {
    return this.#word(this.#childrenAt + this.#field(id, field.firstChild) + index)
  }

  /** A node, with the array that its children will be in. */
  node(id: number, children: Nodes[]): Nodes {
    const type = this.#field(id, field.type) & 0xff
    const make = makers[type]
    if (!make) throw new TypeError(`Unknown type ${type} of a node`)
    const position = this.#position(id)
    const node = make(this, id, position as Position, children as never[])
    if (!position) delete node.position
    return node
  }

  /** Undefined if satteri has none, as for literal autolinks. */
  #position(id: number): Position | undefined {
    const at = this.#nodesAt + id * nodeWords + field.start
    const words = this.#words
    const line = words[at + 2] as number
    if (line === 0) return undefined
    return {
      start: {line, column: words[at + 3] as number, offset: words[at]},
      end: {line: words[at + 4] as number, column: words[at + 5] as number, offset: words[at + 1]}
    }
  }

  /** A byte of the data that only nodes of this type have; 0 if it is absent. */
  byte(id: number, offset: number): number {
    return offset < this.#field(id, field.dataLength)
      ? (this.#bytes[this.#dataAt + this.#field(id, field.data) + offset] as number)
      : 0
  }

  number(id: number, offset: number): number {
    return this.#view.getUint32(this.#dataAt + this.#field(id, field.data) + offset, true)
  }

  /** A text, which is stored as its offset and its length in bytes. */
  text(id: number, offset: number): string {
    if (offset + 8 > this.#field(id, field.dataLength)) return ''
    const at = this.#dataAt + this.#field(id, field.data) + offset
    const start = this.#view.getUint32(at, true)
    const end = start + this.#view.getUint32(at + 4, true)
    const units = this.#units
    return units ? this.#strings.slice(units[start], units[end]) : this.#strings.slice(start, end)
  }

  textOrNull(id: number, offset: number): string | null {
    const text = this.text(id, offset)
    return text === '' ? null : text
  }
}

function unitsBefore(bytes: Uint8Array): Uint32Array {
  const units = new Uint32Array(bytes.length + 1)
  let count = 0
  for (let at = 0; at < bytes.length; at++) {
    units[at] = count
    const byte = bytes[at] as number
    // Continuation bytes count with the first; four bytes are two code units.
    if (byte < 0x80 || byte >= 0xc0) count += byte >= 0xf0 ? 2 : 1
  }
  units[bytes.length] = count
  return units
}

type Maker = (arena: Arena, id: number, position: Position, children: never[]) => Nodes

/** Makes the nodes of each type, by satteri's number for it. */
const makers: Readonly<Record<number, Maker>> = {
  0: (_arena, _id, position, children) => ({type: 'root', children, position}),
  1: (_arena, _id, position, children) => ({type: 'paragraph', children, position}),
  2: (arena, id, position, children) => ({type: 'heading', depth: arena.byte(id, 0) as 1, children, position}),
  3: (_arena, _id, position) => ({type: 'thematicBreak', position}),
  4: (_arena, _id, position, children) => ({type: 'blockquote', children, position}),
  5: (arena, id, position, children) => {
    const ordered = arena.byte(id, 4) !== 0
    return {
      type: 'list',
      ordered,
      start: ordered ? arena.number(id, 0) : null,
      spread: arena.byte(id, 5) !== 0,
      children,
      position
    }
  },
  6: (arena, id, position, children) => {
    const box = arena.byte(id, 0)
    return {
      type: 'listItem',
      spread: arena.byte(id, 1) !== 0,
      checked: box === 2 ? null : box === 1,
      children,
      position
    }
  },
  7: (arena, id, position) => ({type: 'html', value: arena.text(id, 0), position}),
  8: (arena, id, position) => ({
    type: 'code',
    lang: arena.textOrNull(id, 0),
    meta: arena.textOrNull(id, 8),
    value: arena.text(id, 16),
    position
  }),
  9: (arena, id, position) => ({
    type: 'definition',
    url: arena.text(id, 0),
    title: arena.textOrNull(id, 8),
    identifier: arena.text(id, 16),
    label: arena.text(id, 24),
    position
  }),
  10: (arena, id, position) => ({type: 'text', value: arena.text(id, 0), position}),
  11: (_arena, _id, position, children) => ({type: 'emphasis', children, position}),
  12: (_arena, _id, position, children) => ({type: 'strong', children, position}),
  13: (arena, id, position) => ({type: 'inlineCode', value: arena.text(id, 0), position}),
  14: (_arena, _id, position) => ({type: 'break', position}),
  15: (arena, id, position, children) => ({
    type: 'link',
    url: arena.text(id, 0),
    title: arena.textOrNull(id, 8),
    children,
    position
  }),
  16: (arena, id, position) => ({
    type: 'image',
    url: arena.text(id, 0),
    alt: arena.text(id, 8),
    title: arena.textOrNull(id, 16),
    position
  }),
  17: (arena, id, position, children) => ({
    type: 'linkReference',
    identifier: arena.text(id, 0),
    label: arena.text(id, 8),
    referenceType: referenceTypes[arena.byte(id, 16)] ?? 'shortcut',
    children,
    position
  }),
  18: (arena, id, position) => ({
    type: 'imageReference',
    identifier: arena.text(id, 0),
    label: arena.text(id, 8),
    referenceType: referenceTypes[arena.byte(id, 16)] ?? 'shortcut',
    alt: arena.text(id, 20),
    position
  }),
  19: (arena, id, position, children) => ({
    type: 'footnoteDefinition',
    identifier: arena.text(id, 0),
    label: arena.text(id, 8),
    children,
    position
  }),
  20: (arena, id, position) => ({
    type: 'footnoteReference',
    identifier: arena.text(id, 0),
    label: arena.text(id, 8),
    position
  }),
  21: (arena, id, position, children) => ({
    type: 'table',
    align: Array.from({length: arena.number(id, 0)}, (_, column) => alignments[arena.byte(id, 4 + column)] ?? null),
    children,
    position
  }),
  22: (_arena, _id, position, children) => ({type: 'tableRow', children, position}),
  23: (_arena, _id, position, children) => ({type: 'tableCell', children, position}),
  24: (_arena, _id, position, children) => ({type: 'delete', children, position}),
  25: (arena, id, position) => ({type: 'yaml', value: arena.text(id, 0), position}),
  26: (arena, id, position) => ({type: 'toml', value: arena.text(id, 0), position}) as unknown as Nodes
}
