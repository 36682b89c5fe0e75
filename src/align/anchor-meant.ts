import {slug} from 'github-slugger'
import type {NearestFinder} from '../nearest-name.ts'

/**
 * Find the anchor that was meant by a fragment that leads nowhere: the one that the link's text names, else the one that
 * differs only in the number before its name, else the one with the nearest name, else the only one that starts with it.
 *
 * @param text The link's text; empty if it names nothing.
 * @param nearest Compares names, within the limit of one document.
 */
export function anchorMeant(
  fragment: string,
  text: string,
  anchors: ReadonlySet<string>,
  nearest: NearestFinder
): string | undefined {
  const named = slug(text)
  // If several sections share the name, any of them may be meant, even one that is gone.
  if (named !== '' && anchors.has(named)) return isNumberedAs(named, fragment) ? undefined : named
  const {byName, sorted} = indexOf(anchors)
  const renumbered = [fragment.toLowerCase(), named]
    .map((name) => byName.get(withoutNumber(name)))
    .find((anchor) => anchor !== undefined && anchor !== ambiguous)
  const near = renumbered ?? nearest(fragment, anchors)
  return near ?? onlyOneStartingWith(`${fragment.toLowerCase()}-`, sorted)
}

/** Whether a fragment is a name with a number: `usage-4`, the anchor of the fifth section named `Usage`. */
function isNumberedAs(name: string, fragment: string): boolean {
  return fragment.startsWith(`${name}-`) && /^\d{1,4}$/.test(fragment.slice(name.length + 1))
}

interface AnchorIndex {
  /** By their names without the number before them; `ambiguous` if several share one. */
  readonly byName: ReadonlyMap<string, string>
  readonly sorted: readonly string[]
}

const ambiguous = ''

const indices = new WeakMap<ReadonlySet<string>, AnchorIndex>()

function indexOf(anchors: ReadonlySet<string>): AnchorIndex {
  const index = indices.get(anchors) ?? newIndex(anchors)
  indices.set(anchors, index)
  return index
}

function newIndex(anchors: ReadonlySet<string>): AnchorIndex {
  const byName = new Map<string, string>()
  for (const anchor of anchors) {
    const name = withoutNumber(anchor)
    if (name !== '') byName.set(name, byName.has(name) ? ambiguous : anchor)
  }
  return {byName, sorted: [...anchors].toSorted()}
}

/** An anchor without its number: `heat` for `21-heat` (`2.1 Heat`), `issue-it-whistles` for `issue-2-it-whistles`. `phase-2-aims` keeps it, since each phase may have its aims. */
function withoutNumber(anchor: string): string {
  return anchor.replace(/^(?:\d{1,3}(?:-\d{1,3})*-+|(?<kind>\p{Alpha}{1,20}-)\d{1,3}-+(?=[^]{7}))/u, '$<kind>')
}

/** The only text with this beginning; undefined if there are several, or if the rest has a digit. */
function onlyOneStartingWith(start: string, sorted: readonly string[]): string | undefined {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? '') < start) low = middle + 1
    else high = middle
  }
  const [first, second] = [sorted[low], sorted[low + 1]]
  return first?.startsWith(start) && !second?.startsWith(start) && !/\d/.test(first.slice(start.length))
    ? first
    : undefined
}

const inCases = new WeakMap<ReadonlySet<string>, ReadonlyMap<string, string>>()

/** Find the anchor that differs from a fragment only in letter case: the one in lower case, or else the first. */
export function anchorInOtherCase(fragment: string, anchors: ReadonlySet<string>): string | undefined {
  const lower = fragment.toLowerCase()
  return anchors.has(lower) ? lower : inLowerCase(anchors).get(lower)
}

/** The anchors by their lower-case forms; the first of those that share one. */
function inLowerCase(anchors: ReadonlySet<string>): ReadonlyMap<string, string> {
  const known =
    inCases.get(anchors) ??
    new Map(Array.from(anchors, (anchor) => [anchor.toLowerCase(), anchor] as const).toReversed())
  inCases.set(anchors, known)
  return known
}
