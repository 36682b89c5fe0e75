import leven from 'leven'
import type {Analysis} from './analysis.ts'
import type {MarkdownDocument} from './markdown/document.ts'
import {type DocumentDirective, documentDirectives} from './markdown/document-directives.ts'
import {type LintComment, inMannerOfOthers, isLintVerb, lintComment, shownLintComment} from './markdown/lint-comment.ts'
import {commentText} from './markdown/comment.ts'
import {narrowed} from './markdown/places.ts'
import {quote} from './markdown/text.ts'
import {type Finding, ruleIds} from './rule.ts'
import {readDirective} from './template/directives.ts'
import {TemplateError} from './template/template-error.ts'

/** Finds comments of a document, and a key of its front matter, that are meant for guidelint but mean nothing to it. */
export function directiveFaults({document, schema, unknownTemplate}: Analysis): readonly Finding[] {
  const {name, place, nearest} = unknownTemplate ?? {}
  const reason = `Unexpected template ${quote(name ?? '')}, expected ${nearest === undefined ? 'one of the configuration' : quote(nearest)}`
  return [
    // Directives of the template are copied with the rest of it.
    ...documentDirectives(document)
      .filter((directive) => directive.type !== 'unknown' || !schema.directives.includes(directive.comment))
      .flatMap((directive) => unknownDirective(directive)),
    ...faultyControls(document),
    ...(name === undefined
      ? []
      : [
          {
            place: narrowed(document, place, name),
            subjects: [`template ${name}`],
            reason,
            actual: name,
            ...(nearest !== undefined && {expected: [nearest]})
          }
        ])
  ]
}

function unknownDirective(directive: DocumentDirective): readonly Finding[] {
  if (directive.type !== 'unknown' && directive.type !== 'amid text') return []
  const {type, comment, place} = directive
  const subjects = [`directive ${comment}`]
  if (type === 'amid text')
    return [
      {
        place,
        subjects,
        reason: `Unexpected directive in ${quote(comment)}, expected it by itself in a comment on a line of its own`
      }
    ]
  const meant = inMannerOfOthers(comment)
  const reason = `Unexpected directive ${quote(comment)}, expected`
  if (!meant) return [{place, subjects, reason: `${reason} ${wantedInstead(comment)}`}]
  return [{place, subjects, reason: `${reason} ${quote(shownLintComment(withKnownNames(meant)))}`}]
}

function wantedInstead(comment: string): string {
  if (/^guidelint:?\s*omit\b/i.test(comment)) return 'the section to omit in quotes'
  if (/^guidelint:?\s*template\b/i.test(comment)) return 'the name of a template after `template:`'
  return isOfTemplates(comment) ? 'it in a template only' : '`omit` or `template`'
}

function isOfTemplates(comment: string): boolean {
  try {
    return readDirective(`<!-- ${comment} -->`, '', undefined) !== undefined
  } catch (error) {
    if (error instanceof TemplateError) return false
    throw error
  }
}

/** A comment with the rules of guidelint that its names mean; `rule-id` if they mean none. */
function withKnownNames({verb, names}: LintComment): LintComment {
  const known = names.flatMap((name) => ruleMeant(name) ?? [])
  return {verb, names: names.length > 0 && known.length === 0 ? ['rule-id'] : known}
}

/** Comments for remark-lint with a misspelt rule of guidelint, or with rules of guidelint after an unknown verb. */
function faultyControls(document: MarkdownDocument): readonly Finding[] {
  return document.nodes('html').flatMap(({node}): readonly Finding[] => {
    const control = lintComment(node.value)
    if (!control) return []
    const {verb, names} = control
    if (isLintVerb(verb)) {
      return names.flatMap((name) => {
        const meant = ruleMeant(name)
        return meant === undefined || meant === name
          ? []
          : [
              {
                place: narrowed(document, node.position, name),
                subjects: [`rule ${name}`],
                reason: `Unexpected rule ${quote(name)}, expected ${quote(meant)}`,
                actual: name,
                expected: [meant]
              }
            ]
      })
    }
    const comment = commentText(node.value) ?? ''
    const meant = names.some((name) => isRule(name))
      ? (inMannerOfOthers(comment) ?? {verb: 'disable', names})
      : undefined
    return meant
      ? [
          {
            place: node.position,
            subjects: [`directive ${comment}`],
            reason: `Unexpected directive ${quote(comment)}, expected ${quote(shownLintComment(withKnownNames(meant)))}`
          }
        ]
      : []
  })
}

function isRule(name: string): boolean {
  return ruleIds.some((id) => id === name)
}

/** The most letters of a rule's name that may differ: other linters have rules with similar names. */
const mostOff = 2

/**
 * The rule of guidelint that a name means, apart from its scope or a few letters; undefined for rules of other plugins.
 */
function ruleMeant(name: string): string | undefined {
  const bare = name.replace(/^(?:remark-)?(?:guidelint[:/])?(?:rules\/)?/i, '')
  if (isRule(bare)) return bare
  const most = Math.min(mostOff, Math.floor(bare.length / 4))
  return ruleIds.find((id) => leven(bare.toLowerCase(), id, {maxDistance: most + 1}) <= most)
}
