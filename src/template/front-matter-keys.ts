import {commentText} from '../markdown/comment.ts'
import type {MarkdownDocument} from '../markdown/document.ts'
import {type FrontMatterLine, frontMatterLines} from '../markdown/front-matter.ts'
import {saysOptionalInName} from './optional-marks.ts'
import {saysPartOptional} from './optional-wordings.ts'
import {closedValues} from './choices.ts'
import {asksForNothing} from './nothing-to-write.ts'
import {isPlaceholderValue} from './placeholder-texts.ts'
import type {KeySpec} from './schema.ts'

/** In a comment that says in which case a key is required: `required if …`, `required for pages from v2 on`. */
const inCase =
  /\b(?:required|mandatory|needed|necessary) (?:only\b|(?:if|when|where|unless|from|since)\b|(?:for|in) (?!all\b|any\b|each\b|every\b|the\b|this\b|both\b)[^.;]{0,60}(?:\bv?\d+(?:\.\d+)*\b|\bonwards?\b|\bnew\b|\bonly\b))|\b(?:from|since) (?:version |release )?v?\d+(?:\.[\dx]+)*\+? (?:on|onwards?)\b/i

const optionalWords =
  /\bonly (?:required|needed|if|when|for)\b|\boptional\b|\bif (?:applicable|any|needed)\b|\bremove this (?:field|line|key)\b|\bleave (?:this )?(?:blank|empty)\b/i

/** What a document gets only later, or never: its number, its successor. */
const givenLater = /\bassigned\b|\bleft (?:blank|empty)\b|super[cs]ed|replace|obsolete|deprecate|related/i

/**
 * In a comment that makes all keys from its line on optional: "These are optional metadata elements. Feel free to
 * remove any of them."
 */
const several = /\b(?:these|the following|all) (?:\w+ )?(?:are|fields|keys|elements|items|values)\b/i

/** Whether a key keeps the template's own page out of lists of pages: `search_exclude: true`. */
function isOfPage(key: string, value: string): boolean {
  return (
    /^(?:true|false|yes|no)$/i.test(value) && /exclude|hidden|hide|draft|unlisted|noindex|published|sitemap/i.test(key)
  )
}

/**
 * Whether front matter is what a forge needs to offer the template, as GitHub does for issues, and so not for
 * documents.
 */
export function isOfForge(lines: readonly FrontMatterLine[]): boolean {
  return ['name', 'about'].every((name) => lines.some(({key, value}) => key === name && !isPlaceholderValue(value)))
}

/** Reads the keys in the front matter of a template. */
export function readFrontMatterKeys(template: MarkdownDocument): readonly KeySpec[] {
  const lines = frontMatterLines(template)
  if (isOfForge(lines)) return []
  const comments = template.root.content.flatMap((node) =>
    node.type === 'html' ? (commentText(node.value) ?? []) : []
  )
  const firstOptional = lines.findIndex(({comment}) => optionalWords.test(comment) && several.test(comment))
  return lines.map(({key, value, comment, nested, line}, index) => {
    const hasDate = /\byyyy-mm-dd\b/i.test(value)
    const choices = closedValues(value.replaceAll(/^["']|["']$/g, '')) ?? listed(value)
    // `YYYY-MM-DD | unknown` is neither a closed choice nor always a date.
    const values = hasDate ? undefined : choices
    const isFreed =
      (firstOptional >= 0 && index >= firstOptional) || comments.some((text) => saysKeyOptional(text, key))
    const isOptional = isFreed || isOptionalBy(value, comment) || isOfPage(key, value)
    return {
      key,
      line,
      isOptional,
      isValueDue:
        !isOptional &&
        !asksForNothing(value) &&
        !givenLater.test(`${key} ${value} ${comment}`) &&
        [value, ...nested.map((below) => below.value)].some((text) => isPlaceholderValue(text)),
      ...(values && {values}),
      isDate: hasDate && !choices
    }
  })
}

/** Whether the value of a key, or the comment beside it, says that the key is optional. */
function isOptionalBy(value: string, comment: string): boolean {
  return (
    optionalWords.test(`${value} ${comment}`) ||
    inCase.test(comment.slice(0, 2000)) ||
    saysPartOptional(value) ||
    isConditional(value) ||
    (isNull.test(value) && !/\b(?:required|mandatory)\b/i.test(comment))
  )
}

/** Whether a value has a condition in parentheses behind it: `kilnName (remove if there is none)`. */
function isConditional(value: string): boolean {
  const [, condition = ''] = /\S\s?[(（]([^()（）]{2,200})[)）]["']?$/u.exec(value.slice(0, 500)) ?? []
  // `(when the kiln was fired)` says what the value is.
  return condition !== '' && !/^when\b/i.test(condition) && saysOptionalInName(`(${condition})`)
}

/** That there is no value, which a document says as well without the key. */
const isNull = /^(?:null|~)$/i

/**
 * Whether a comment below the front matter says that a key is optional:
 * `kiln is optional; remove it or list all of them`.
 */
function saysKeyOptional(comment: string, key: string): boolean {
  const [before, ...behind] = comment.split(key)
  return before !== comment && behind.some((text) => /^[`"']? (?:is|are) optional\b/.test(text))
}

/** `<Standards Track, Meta, or Informational>`: names between commas, the last after "or". */
function listed(value: string): readonly string[] | undefined {
  const [, inner = ''] = /^<([^<>]{3,300})>$/.exec(value) ?? []
  if (!/,? or /.test(inner) || /\.|\be\.g\b/.test(inner)) return undefined
  const names = inner.split(/,\s*(?:or\s+)?|\s+or\s+/).map((name) => name.trim())
  return names.length > 1 && names.every((name) => /^[\p{Lu}\d][\w -]{0,40}$/u.test(name)) ? names : undefined
}
