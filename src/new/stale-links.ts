import type {Edit} from '../fix/fix.ts'
import {anchorBehindLead} from '../markdown/anchors-behind-lead.ts'
import {anchorsOf} from '../markdown/anchors.ts'
import type {MarkdownDocument} from '../markdown/document.ts'
import {readLinkTarget} from '../markdown/link-target.ts'
import {linkingsOf} from '../markdown/links.ts'
import {narrowed} from '../markdown/places.ts'
import type {TemplateSchema} from '../template/schema.ts'

/**
 * The edits by which links of a template lead to the only heading that has more before the name which they know it by:
 * `#name-of-the-fault` to `#fault-1-name-of-the-fault`. While its label is a placeholder, nobody is told of such a link.
 */
export function staleLinkEdits(_: TemplateSchema, template: MarkdownDocument): readonly Edit[] {
  const anchors = anchorsOf(template)
  const behindLead = anchorBehindLead(anchors)
  return linkingsOf(template).flatMap((link): readonly Edit[] => {
    const target = readLinkTarget(link.url)
    const fragment = target?.path === '' ? target.fragment : undefined
    const meant = fragment === undefined || anchors.has(fragment) ? undefined : behindLead(fragment)
    const place = meant === undefined ? undefined : narrowed(template, link.place(), link.url)
    return place ? [{place, text: `#${meant}`}] : []
  })
}
