import type {Edit} from '../fix/fix.ts'
import {anchorAfterLead} from '../markdown/anchors-after-lead.ts'
import {anchorsOf} from '../markdown/anchors.ts'
import type {MarkdownDocument} from '../markdown/document.ts'
import {readLinkTarget} from '../markdown/link-target.ts'
import {linkingsOf} from '../markdown/links.ts'
import {narrowed} from '../markdown/places.ts'
import type {TemplateSchema} from '../template/schema.ts'

/**
 * The edits that correct links of a template which lack what precedes the name in the only matching heading:
 * `#name-of-the-fault` becomes `#fault-1-name-of-the-fault`. No finding reports such a link while its label is a placeholder.
 */
export function staleLinkEdits(_: TemplateSchema, template: MarkdownDocument): readonly Edit[] {
  const anchors = anchorsOf(template)
  const afterLead = anchorAfterLead(anchors)
  return linkingsOf(template).flatMap((link): readonly Edit[] => {
    const target = readLinkTarget(link.url)
    const fragment = target?.path === '' ? target.fragment : undefined
    const meant = fragment === undefined || anchors.has(fragment) ? undefined : afterLead(fragment)
    const place = meant === undefined ? undefined : narrowed(template, link.place(), link.url)
    return place ? [{place, text: `#${meant}`}] : []
  })
}
