import {remembered} from '../remembered.ts'
/** Prefixes that turn words into their opposites. */
const negation = /^(?:un|in|im|il|ir|dis|de|non-?|no-?|mis|anti-?|de(?:s|in)|ent|kein|nicht-?|ab)(?=\p{Alpha}{4})/u

/** Words, or beginnings of words, that differ in a few letters and are opposites. */
const pairs: ReadonlyArray<readonly [string, string]> = [
  ['internal', 'external'],
  ['inner', 'outer'],
  ['input', 'output'],
  ['inbound', 'outbound'],
  ['incoming', 'outgoing'],
  ['import', 'export'],
  ['include', 'exclude'],
  ['inclusion', 'exclusion'],
  ['increase', 'decrease'],
  ['upgrade', 'downgrade'],
  ['upstream', 'downstream'],
  ['upload', 'download'],
  ['frontend', 'backend'],
  ['front-end', 'back-end'],
  ['pre', 'post'],
  ['minimum', 'maximum'],
  ['minimal', 'maximal'],
  ['prefix', 'suffix'],
  ['encrypt', 'decrypt'],
  ['encode', 'decode'],
  ['attach', 'detach'],
  ['primary', 'secondary'],
  ['sync', 'async'],
  ['horizontal', 'vertical'],
  ['interne', 'externe'],
  ['interna', 'externa'],
  ['interno', 'externo'],
  ['eingabe', 'ausgabe'],
  ['eingehend', 'ausgehend'],
  ['vorteile', 'nachteile'],
  ['ventajas', 'desventajas'],
  ['vantagens', 'desvantagens'],
  ['avantages', 'désavantages'],
  ['entrada', 'salida'],
  ['entrées', 'sorties']
]

/** Whether two folded names differ in words that are opposites: `Uninstallation` and `Installation`, `Internal` and `External`. */
export function areOpposites(name: string, other: string): boolean {
  const [left, right] = [wordsOf(name), wordsOf(other)]
  const differing = left.filter((word) => !right.includes(word))
  const others = right.filter((word) => !left.includes(word))
  return differing.some((word) => others.some((opposite) => areOppositeWords(word, opposite)))
}

/** The words of a name; a negation is joined to the next word. */
const wordsOf = remembered((name) =>
  name
    .replaceAll(/(?<![\p{Alpha}\p{N}])(non|not|no|without|nicht|kein|keine|sin|sem|sans)[ -](?=\p{Alpha})/gu, 'non-')
    .split(' ')
)

function areOppositeWords(word: string, other: string): boolean {
  return isNegated(word, other) || isNegated(other, word) || counterpartsOf(word).includes(other)
}

/** The opposites of a word according to the pairs; most have none. */
const counterpartsOf = remembered((word) =>
  pairs.flatMap(([one, two]) => [
    ...(word.startsWith(one) ? [two + word.slice(one.length)] : []),
    ...(word.startsWith(two) ? [one + word.slice(two.length)] : [])
  ])
)

/** A word without a negating prefix. */
const withoutNegation = remembered((word) => word.replace(negation, ''))

/** Whether the second word is the first with a negating prefix, except for a letter or two at the end. */
function isNegated(word: string, negated: string): boolean {
  const rest = withoutNegation(negated)
  if (rest === negated || word.startsWith('non-')) return false
  return (
    rest === word ||
    (rest.length > 5 && Math.abs(rest.length - word.length) < 3 && rest.slice(0, -2) === word.slice(0, rest.length - 2))
  )
}
