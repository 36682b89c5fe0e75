import {foldWhitespace} from '../markdown/text.ts'

/** Words that say a list of values goes on. */
const open = /…|\.\.\.|\betc\b|\be\.g\b/i

/**
 * The values of a choice that an author has to make: `Yes/No`, `[Low | High]`, `draft | final`.
 *
 * @returns Undefined for any other text, and for a list that goes on (`…`, "etc.").
 */
export function choicesIn(text: string): readonly string[] | undefined {
  const folded = foldWhitespace(text)
  const bare = /^(?:\[[^[\]]*\]|\{[^{}]*\}|<[^<>]*>)$/.test(folded) ? folded.slice(1, -1).trim() : folded
  const isBracketed = bare !== folded
  if (bare.length > 300 || open.test(bare)) return undefined
  const values = split(bare, isBracketed)?.map((value) => value.replaceAll(/^["'`*]+|["'`*]+$/g, '').trim())
  const areValues = values !== undefined && values.length > 1 && values.every((value) => /\p{L}|\p{N}/u.test(value) && value.length <= 40)
  return areValues ? values : undefined
}

function split(text: string, isBracketed: boolean): readonly string[] | undefined {
  if (/\s\|\s|^\S+\|\S+$/.test(text)) return text.split('|')
  if (isBracketed && /\s\/\s/.test(text)) return text.split(/\s\/\s/)
  return /^(?:yes ?\/ ?no|true ?\/ ?false|y ?\/ ?n|on ?\/ ?off)$/i.test(text) ? text.split('/') : undefined
}

/** Whether a value is among those of a choice; letter case, marks and what is added behind it do not count. */
export function isAllowed(value: string, values: readonly string[]): boolean {
  const given = plain(value)
  return values.some((allowed) => {
    const wanted = plain(allowed)
    return given === wanted || (given.startsWith(wanted) && /^\s*[(,;:–—-]/.test(given.slice(wanted.length)))
  })
}

function plain(text: string): string {
  return foldWhitespace(text.replaceAll(/[^\p{L}\p{N}\s(,;:–—-]/gu, ' ')).toLowerCase()
}
