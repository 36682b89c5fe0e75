/** Whether a text is the inner part of a wiki link, which names a page: `[[release-notes]]`, `[[notes|Our notes]]`. */
export function isWikiLink(text: string, before: string, after: string): boolean {
  return linked.test(before === '[' && after.startsWith(']') ? `[${text}]` : text)
}

const linked = /^\[[\p{Ll}\p{N}][\p{Ll}\p{N}/_.#-]*(?:\|[^[\]]*)?\]$/u

/** Whether a text has a meaning in brackets. A citation that is a whole value is a sample. */
export function isMeantToStay(text: string, isValue: boolean): boolean {
  return isMarker(text) || isRange(text) || (!isValue && isCitation(text))
}

/** A marker that a platform replaces with a contents list, or the name of a changelog's first section. */
function isMarker(text: string): boolean {
  return /^(?:toc|tosp|tableofcontents|unreleased|unveröffentlicht|nonpublié|nopublicado|sinpublicar|未发布|未發布|未リリース)$/i.test(
    text.replaceAll(/[^\p{Alpha}]/gu, '')
  )
}

/** `[RFC2119]`, `[Knuth97]`, `[Knuth and Plass 1981]`, `[@key]`, `[see @key, p. 3]`, `[online]`, `[Accessed 6 May 2031]`. */
function isCitation(text: string): boolean {
  if (
    /^(?:online|internet|(?:last )?(?:accessed|cited|viewed|retrieved|visited)(?: \p{Lu}?[\p{Alpha}\d .,-]{1,30})?|s\.l\.|n\.d\.|sic|et al\.)$/iu.test(
      text
    )
  )
    return true
  if (
    /(?:^|[\s;-])@(?!(?:your|github|user|team|name|handle|owner|author|alias|maintainer|reviewer|mention|person|someone|org)\b)[\p{Alpha}\p{N}]/iu.test(
      text
    )
  )
    return true
  return text
    .split(/[,;] ?/)
    .every((part) => nameOfSource.test(part) || (nameAndYear.test(part) && !timeOfYear.test(part)))
}

const nameOfSource =
  /^(?:RFC|BCP|STD|ISO|IEC|ISO\/IEC|IEEE|ECMA|FIPS|NIST|ANSI|DIN|ITU|CVE|CWE|UTS|UAX)[ -]?\d[\w.:-]*$|^\p{Lu}\p{Alpha}{1,15}\+?\d{2,4}[a-z]?$/u

const nameAndYear = /^\p{Lu}[\p{Alpha}.&’'-]{1,30}(?: [\p{Alpha}.&’'-]{1,30}){0,5} (?:1[89]|20)\d\d[a-z]?$/u

const timeOfYear = /^(?:month|date|day|year|quarter|spring|summer|autumn|fall|winter|version)\b/i

/** A character class of a regular expression: `[a-z0-9_]`. */
function isRange(text: string): boolean {
  const rest = text.replaceAll(/\w-\w|\\\w/g, '')
  return rest !== text && !/[\p{Alpha}\s]/u.test(rest)
}
