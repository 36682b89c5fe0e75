/**
 * The words in a heading that are placeholders although nothing marks them: `… name` after a colon, `this` with the
 * subject of the document, words in capitals among others.
 */
export function wordsToFillIn(heading: string): readonly string[] {
  return [...(nameOfItsOwn.exec(heading)?.slice(1) ?? []), ...ofThis(heading), ...capitalsToFillIn(heading)]
}

/** The words in capitals of a heading that has others which name what stands there: `Report for DATE RANGE`. */
export function capitalsToFillIn(heading: string): readonly string[] {
  return /\p{Ll}/u.test(heading) ? (heading.match(inCapitals) ?? []) : []
}

/** `Publisher: Publisher's Name`, `Owner: Your name`. */
const nameOfItsOwn =
  /^(?:[^:]{2,40}): ((?:(?:your|the) \p{Alpha}[\p{Alpha}\p{N} '’-]{1,40}|\p{Alpha}[\p{Alpha} ]{1,40}['’]s (?:\p{Alpha}+ )?name))$/iu

/** `DATE RANGE` among other words. */
const inCapitals =
  /(?<![\p{Alpha}\p{N}_<[{-])(?:(?:YOUR|PROJECT|SERVICE|ISSUE|DATE|TIME|NAME|TITLE|NUMBER|VERSION|START|END)[ _-])?(?:DATE|TIME|NAME|TITLE|RANGE|NUMBER)(?![\p{Alpha}\p{N}_-])/gu

/**
 * The forms in which a heading may have a noun of the conventions: `Service-Name`, `Service`; none if it does not have
 * it as a word.
 */
export function namesOf(noun: string, heading: string): readonly string[] {
  const isWord = heading.split(/[^\p{Alpha}]+/u).every((word) => word === noun || !word.includes(noun))
  return isWord && heading.includes(noun) ? [`${noun} Name`, `${noun}-Name`, noun] : []
}

/** `this device` among other words, in place of which each document has a name; not `this document`. */
function ofThis(name: string): readonly string[] {
  const [found] = /(?<!\p{Alpha})this \p{Alpha}{3,20}(?!\p{Alpha})/iu.exec(name) ?? []
  const others =
    found === undefined
      ? []
      : name
          .replace(found, '')
          .split(' ')
          .filter((word) => word !== '')
  return found !== undefined && others.length >= fewestOthers && !ofText.test(found) ? [found] : []
}

const fewestOthers = 3
const ofText =
  /^this (?:adr|article|change|chapter|doc|document|documentation|enhancement|feature|file|form|guide|list|manual|page|policy|project|proposal|readme|record|report|repo|repository|rfc|runbook|section|spec|specification|step|template|text|time|tutorial|version|way|work)s?$/i
