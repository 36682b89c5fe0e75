import GithubSlugger from 'github-slugger'
import {namesBelow} from '../template/schema.ts'
import {type Alignment, nodesOfType} from './alignment.ts'

/** The anchors that a document will have once its missing and misspelt sections are repaired; a link to one is not a separate fault. */
export function anchorsToCome(alignment: Alignment): ReadonlySet<string> {
  const slugger = new GithubSlugger()
  const missing = nodesOfType(alignment, 'missing').flatMap(({spec}) => [spec.heading.name, ...namesBelow(spec)])
  const meant = nodesOfType(alignment, 'matched').flatMap(({spec, misspelt}) =>
    misspelt ? [spec, ...(misspelt.merges ?? [])].map(({heading}) => misspelt.replacement ?? heading.name) : []
  )
  return new Set([...missing, ...meant].map((name) => slugger.slug(name)))
}
