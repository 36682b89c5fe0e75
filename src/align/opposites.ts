import {remembered} from '../remembered.ts'
/** Beginnings of words that turn them into their opposite. */
const negation = /^(?:un|in|im|il|ir|dis|de|non-?|no-?|mis|anti-?|de(?:s|in)|ent|kein|nicht-?|ab)(?=\p{L}{4})/u

/** Words, or beginnings of words, that are a few letters apart and mean the opposite of each other. */
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

/** Whether two names, folded, differ in a word that says the opposite of the other's: `Uninstallation` of `Installation`, `Internal` of `External`. */
export function areOpposites(name: string, other: string): boolean {
  const [left, right] = [wordsOf(name), wordsOf(other)]
  const differing = left.filter((word) => !right.includes(word))
  const others = right.filter((word) => !left.includes(word))
  return differing.some((word) => others.some((opposite) => areOppositeWords(word, opposite)))
}

/** The words of a name; one that denies the next belongs to it. */
const wordsOf = remembered((name) =>
  name
    .replaceAll(/(?<![\p{L}\p{N}])(non|not|no|without|nicht|kein|keine|sin|sem|sans)[ -](?=\p{L})/gu, 'non-')
    .split(' ')
)

function areOppositeWords(word: string, other: string): boolean {
  return isNegated(word, other) || isNegated(other, word) || counterpartsOf(word).includes(other)
}

/** The words that the pairs have for the opposite of one; most have none. */
const counterpartsOf = remembered((word) =>
  pairs.flatMap(([one, two]) => [
    ...(word.startsWith(one) ? [two + word.slice(one.length)] : []),
    ...(word.startsWith(two) ? [one + word.slice(two.length)] : [])
  ])
)

/** What is left of a word without a beginning that denies it. */
const withoutNegation = remembered((word) => word.replace(negation, ''))

/** A word and the same with a beginning that denies it, endings of a letter or two aside. */
function isNegated(word: string, negated: string): boolean {
  const rest = withoutNegation(negated)
  if (rest === negated || word.startsWith('non-')) return false
  return (
    rest === word ||
    (rest.length > 5 && Math.abs(rest.length - word.length) < 3 && rest.slice(0, -2) === word.slice(0, rest.length - 2))
  )
}
