import type {MarkdownDocument} from '../markdown/document.ts'
import {frontMatterLines} from '../markdown/front-matter.ts'
import {choicesIn} from './choices.ts'
import type {KeySpec} from './schema.ts'

const freeing = /\bonly (?:required|needed|if|when|for)\b|\boptional\b|\bif (?:applicable|any|needed)\b|\bremove this (?:field|line|key)\b|\bleave (?:this )?(?:blank|empty)\b/i

/** The keys that the front matter of a template asks for. */
export function readFrontMatterKeys(template: MarkdownDocument): readonly KeySpec[] {
  return frontMatterLines(template).map(({key, value, comment, line}) => {
    const values = choicesIn(value.replaceAll(/^["']|["']$/g, '')) ?? listed(value)
    return {
      key,
      line,
      isOptional: freeing.test(`${value} ${comment}`),
      ...(values && {values}),
      isDate: /\byyyy-mm-dd\b/i.test(value)
    }
  })
}

/** `<Standards Track, Meta, or Informational>`: names between commas, the last behind "or". */
function listed(value: string): readonly string[] | undefined {
  const [, inner = ''] = /^<([^<>]{3,300})>$/.exec(value) ?? []
  if (!/,? or /.test(inner) || /\.|\be\.g\b/.test(inner)) return undefined
  const names = inner.split(/,\s*(?:or\s+)?|\s+or\s+/).map((name) => name.trim())
  return names.length > 1 && names.every((name) => /^[\p{Lu}\d][\w -]{0,40}$/u.test(name)) ? names : undefined
}
