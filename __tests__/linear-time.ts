import {type AST, RegExpParser} from '@eslint-community/regexpp'
import {
  type ReadonlyFlags,
  getConsumedChars,
  getFirstConsumedChar,
  getFirstConsumedCharAfter,
  getLengthRange,
  hasSomeDescendant,
  isPotentiallyEmpty,
  toUnicodeSet
} from 'regexp-ast-analysis'

type Characters = ReturnType<typeof getConsumedChars>['chars']

/** A part of an expression that may take more or less of a text, with what has had to match since. */
interface Loop {
  readonly source: string
  readonly chars: Characters
  readonly first: Characters
  readonly most: number
  /** What has to match each time, in every way through it. */
  readonly each: ReadonlyArray<readonly Characters[]>
  readonly since: readonly Characters[]
}

/** Up to so many characters a part counts as one of fixed length, but where it is repeated. */
const short = 10

/** A part with a limit costs no more than its limit for each place where it is tried. */
const limited = 300

/** What two parts with limits that take the same text may cost for each place. */
const mostTries = 20_000

/** What an unanchored expression does before its first character. */
const anywhere = 'starting anywhere'

/**
 * Why an expression might take more than linear time; empty where it cannot.
 *
 * The time grows faster than the text only where two parts without limit can share a text out between them in many
 * ways. So between any two of them, the start that an unanchored expression looks for included, something has to match
 * that one of the two cannot take, and with that marks where it ends. This errs on the safe side.
 */
export function superlinearParts(source: string, flags: string): readonly string[] {
  const readonlyFlags: ReadonlyFlags = {
    dotAll: flags.includes('s'),
    ignoreCase: flags.includes('i'),
    multiline: flags.includes('m'),
    unicode: flags.includes('u')
  }
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, {unicode: flags.includes('u')})
  const faults = new Set<string>()
  const all = charsOf('[^]')
  const start: Loop = {source: anywhere, chars: all, first: all, most: Number.POSITIVE_INFINITY, each: [], since: []}

  function alternatives(
    nodes: readonly AST.Alternative[],
    before: readonly Loop[],
    isRepeated: boolean
  ): readonly Loop[] {
    return [...new Set(nodes.flatMap(({elements}) => sequence(elements, before, isRepeated)))]
  }

  function sequence(elements: readonly AST.Element[], before: readonly Loop[], isRepeated: boolean): readonly Loop[] {
    return elements.reduce((loops, element) => after(element, loops, isRepeated), before)
  }

  function after(element: AST.Element, before: readonly Loop[], isRepeated: boolean): readonly Loop[] {
    switch (element.type) {
      case 'Group':
      case 'CapturingGroup':
        return alternatives(element.alternatives, before, isRepeated)
      case 'Assertion':
        return afterAssertion(element, before)
      case 'Quantifier':
        return afterQuantifier(element, before, isRepeated)
      case 'Backreference':
        faults.add(`a reference ${element.raw}`)
        return before
      default:
        return before.map((loop) => ({
          ...loop,
          since: [...loop.since, toUnicodeSet(element as AST.CharacterClass, readonlyFlags).chars]
        }))
    }
  }

  function afterAssertion(element: AST.Assertion, before: readonly Loop[]): readonly Loop[] {
    const startingAfter = (chars: Characters) =>
      before.map((loop) => (loop.source === anywhere ? {...loop, since: [...loop.since, chars]} : loop))
    if (element.kind === 'start')
      return readonlyFlags.multiline === true
        ? startingAfter(charsOf(String.raw`[\n\r\u2028\u2029]`))
        : before.filter((loop) => loop.source !== anywhere)
    if (element.kind === 'lookahead') alternatives(element.alternatives, before, false)
    if (element.kind === 'lookbehind') {
      if (hasSomeDescendant(element, (node) => node.type === 'Quantifier' && node.max > short))
        faults.add(`a part of any length in ${element.raw}`)
      const lasts = element.alternatives.map(
        (alternative) => getFirstConsumedChar(alternative, 'rtl', readonlyFlags).char
      )
      const last = lasts.reduce((chars, other) => chars.union(other))
      const isOneCharacter = element.alternatives.every(
        (alternative) => getLengthRange(alternative, readonlyFlags).max === 1
      )
      if (!element.negate) return startingAfter(last)
      if (isOneCharacter) return startingAfter(last.negate())
    }
    const word = charsOf(String.raw`\w`)
    const isWordStart =
      element.kind === 'word' &&
      !element.negate &&
      getFirstConsumedCharAfter(element, 'ltr', readonlyFlags).char.isSubsetOf(word)
    return isWordStart ? startingAfter(word.negate()) : before
  }

  function charsOf(characterClass: string): Characters {
    return toUnicodeSet(
      new RegExpParser().parsePattern(characterClass, 0, characterClass.length, {
        unicode: readonlyFlags.unicode ?? false
      }).alternatives[0]?.elements[0] as AST.CharacterClass,
      readonlyFlags
    ).chars
  }

  function afterQuantifier(quantifier: AST.Quantifier, before: readonly Loop[], isRepeated: boolean): readonly Loop[] {
    const {element, min, max, raw} = quantifier
    if (min === max && max <= short)
      return Array.from({length: max}).reduce((loops: readonly Loop[]) => after(element, loops, isRepeated), before)
    const isLoop = max > short || (isRepeated && min !== max)
    if (isLoop) repeated(element, raw)
    const once = after(element, before, isRepeated || isLoop)
    const within = max > 1 ? after(element, once, isRepeated || isLoop) : once
    const passed = min === 0 ? [...new Set([...before, ...within])] : within
    return isLoop ? [...new Set([...passed, loopOf(quantifier, before, isRepeated)])] : passed
  }

  function loopOf(quantifier: AST.Quantifier, before: readonly Loop[], isRepeated: boolean): Loop {
    const {element, max, raw} = quantifier
    const each = after(element, [{...start, source: raw, most: 0}], false)
      .filter(({source: name}) => name === raw)
      .map(({since}) => since)
    const loop: Loop = {
      source: raw,
      chars: getConsumedChars(element, readonlyFlags).chars,
      first: getFirstConsumedChar(element, 'ltr', readonlyFlags).char,
      most: max,
      each,
      since: []
    }
    if (isFollowed(quantifier)) for (const other of before) compare(other, loop, isRepeated)
    return loop
  }

  /** Whether anything behind can fail and so make the expression try again. */
  function isFollowed(node: AST.Element): boolean {
    const {parent} = node
    if (parent.type !== 'Alternative') return true
    const rest = parent.elements.slice(parent.elements.indexOf(node) + 1)
    if (rest.some((element) => element.type === 'Assertion' || !isPotentiallyEmpty(element, readonlyFlags))) return true
    const around = parent.parent
    if (around.type === 'Pattern') return false
    const outer = around.type === 'Group' || around.type === 'CapturingGroup' ? around : undefined
    if (outer?.parent.type === 'Quantifier') return outer.parent.max > 1 || isFollowed(outer.parent)
    return outer === undefined || isFollowed(outer)
  }

  /** What is repeated has to be told from what it is not, and from its own next time, at once. */
  function repeated(element: AST.QuantifiableElement, raw: string): void {
    if (element.type !== 'Group' && element.type !== 'CapturingGroup') return
    if (isPotentiallyEmpty(element, readonlyFlags)) faults.add(`nothing, repeated in ${raw}`)
    const firsts = element.alternatives.map(
      (alternative) => getFirstConsumedChar(alternative, 'ltr', readonlyFlags).char
    )
    for (const [index, first] of firsts.entries())
      if (firsts.slice(index + 1).some((other) => !first.isDisjointWith(other)))
        faults.add(`alternatives that start alike in ${raw}`)
  }

  function compare(first: Loop, second: Loop, isRepeated: boolean): void {
    if (first.most === 0) return
    const isCheap =
      first.source === anywhere
        ? second.most <= limited
        : !isRepeated &&
          (first.most <= limited || second.most <= limited) &&
          Math.min(first.most, limited) * Math.min(second.most, limited) <= mostTries
    const isEndMarked = first.source !== anywhere && first.chars.isDisjointWith(second.first)
    const isToldBetween = first.since.some(
      (chars) => chars.isDisjointWith(first.chars) || chars.isDisjointWith(second.chars)
    )
    const isToldEachTime =
      first.each.length > 0 && first.each.every((since) => since.some((chars) => chars.isDisjointWith(second.chars)))
    if (!isCheap && !isEndMarked && !isToldBetween && !isToldEachTime)
      faults.add(`${first.source}, then ${second.source}`)
  }

  alternatives(pattern.alternatives, [start], false)
  return [...faults]
}
