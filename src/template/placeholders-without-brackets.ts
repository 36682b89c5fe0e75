/** A word without brackets that an author must replace. */
export interface WordToReplace {
  readonly kind: 'date' | 'number' | 'note' | 'name' | 'blank'
  readonly text: string
  /** Its offset in the text, in UTF-16 code units. */
  readonly index: number
}

const variable =
  /(?<![\p{Alpha}\p{N}_$\\{])\$(?:[A-Z][A-Z0-9_]{1,40}|\{\p{Alpha}[\p{Alpha}\p{N}_.-]{1,40}\}|\([^()$\n]{0,80}\$[A-Z][^()\n]{1,80}\))(?![\p{Alpha}\p{N}_])/gu

/** Whether code marks what to fill in with a dollar sign: `$NUMBER`, `$(kebab-case $CATEGORY)`. */
export function hasVariable(code: string): boolean {
  return code.search(variable) >= 0
}

/**
 * `YYYY-MM-DD`, `REP-NNNN`, `A-REP-NNNN`, `P0-XX`, `##th`; `FXX`, but no Roman number such as `LXX`; `TKTK` for text to come; a
 * date without dashes, or a date within a number: `YYYYMMDD`, `REP-YYYY-MM-DD`, `REP-YYYY-NNN`.
 */
const numberOrDate =
  /(?<![\p{Alpha}\p{N}_-])(?:(?:\p{Lu}{1,20}-){2,4}(?:N{3,8}|X{3,8})|[ABE-HJKN-UWYZ]XX|YYYY-MM-DD|yyyy-mm-dd|HH:MM(?::SS)?|(?:\p{Alpha}{1,20}-)?(?:YYYYMMDD|yyyymmdd)(?:-(?:N{2,8}|X{2,8}))?|\p{Alpha}{1,20}-(?:YYYY-MM-DD|YYYY-?MM|YYYY-(?:N{2,8}|X{2,8}))|\p{Alpha}{1,20}-(?:N{3,8}|X{3,8})|\p{Lu}[\p{Lu}\d]{1,19}-(?:NN|XX|#{2,8})|N{3,8}|X{4,8}|#{2,4}(?:st|nd|rd|th)|(?:TK){2,8})(?![\p{Alpha}\p{N}_])/gu

/** Dates to fill in, in the order and the letters of other languages: `AAAA-MM-GG`, `TT.MM.JJJJ`, `YYYY年MM月DD日`. */
const dateElsewhere =
  /(?<![\p{Alpha}\p{N}_./-])(?:(?:YYYY|JJJJ|AAAA|RRRR|ГГГГ|ÅÅÅÅ|EEEE)(?:-(?:MM|ММ|KK)-|\/(?:MM|ММ|KK)\/|\.(?:MM|ММ|KK)\.)(?:DD|TT|JJ|GG|ДД|PP)|(?:DD|TT|JJ|GG|ДД|PP)(?:-(?:MM|ММ|KK)-|\/(?:MM|ММ|KK)\/|\.(?:MM|ММ|KK)\.)(?:YYYY|JJJJ|AAAA|RRRR|ГГГГ|ÅÅÅÅ|EEEE)|MM\/DD\/YYYY|YYYY年MM月DD日?|YYYY년 ?MM월 ?DD일?)(?![\p{Alpha}\p{N}_])/gu

/** Signs for any words (`〇〇`), and texts that are blanks if nothing else is beside them (`____`, `xxxx`). */
const blank =
  /(?<![〇○◯△\d一二三四五六七八九十百])(?:〇{2,4}|○{2,4}|◯{2,4}|△{2,4})(?![〇○◯△\d一二三四五六七八九十百])|(?<![\p{Alpha}\p{N}_])(?:_{4,200}|x{4,8}|×{2,4})(?![\p{Alpha}\p{N}_×])/gu

/** Each kind of word, with a cheap test that most texts fail. */
const kinds: ReadonlyArray<{
  readonly mayHold: RegExp
  readonly pattern: RegExp
  readonly kindOf: (word: string) => WordToReplace['kind']
}> = [
  {
    mayHold: /[NXY]{3}|[A-Z]XX|yyyy|HH:MM|-(?:NN|XX|##)|##(?:st|nd|rd|th)|TKTK/,
    pattern: numberOrDate,
    kindOf: (word) => (/^(?:y{4}-?mm-?dd$|HH)/i.test(word) ? 'date' : word.startsWith('TK') ? 'note' : 'number')
  },
  {mayHold: /[-./年년] ?[MМK]{2}[-./월月]|MM\/DD/u, pattern: dateElsewhere, kindOf: () => 'date'},
  {mayHold: /[〇○◯△×]{2}|____|xxxx/, pattern: blank, kindOf: () => 'blank'},
  {mayHold: /\$/, pattern: variable, kindOf: () => 'name'}
]

/**
 * Find the words of a text that must be replaced: dates, numbers, names with a dollar sign, blanks.
 *
 * @param isAlone Whether the text between two offsets is a whole block, or the whole value of a label.
 */
export function wordsToReplace(
  text: string,
  isAlone: (start: number, end: number) => boolean
): readonly WordToReplace[] {
  return kinds.flatMap(({mayHold, pattern, kindOf}) =>
    mayHold.test(text)
      ? Array.from(text.matchAll(pattern), ({0: word, index}) => ({kind: kindOf(word), text: word, index})).filter(
          ({kind, text: word, index}) =>
            kind !== 'blank' ||
            /^[〇○◯△]/.test(word) ||
            (isAlone(index, index + word.length) && !(word.startsWith('_') && isToSign(text, index)))
        )
      : []
  )
}

/** Whether a blank is for a signature: a document may keep it until it is signed. */
function isToSign(text: string, at: number): boolean {
  return signature.test(text.slice(Math.max(text.lastIndexOf('\n', at) + 1, at - 200), at).toLowerCase())
}

const signature =
  /signatur|unterschrift|sign(?:ed|-off|off)|firma|assinatura|handtekening|podpis|подпись|签名|簽名|签字|署名|印鑑|서명/u
