import type {MarkdownDocument} from '../markdown/document.ts'
import type {TemplateSchema} from '../template/schema.ts'
import type {Assignment} from './assignment.ts'
import {Claims} from './claims.ts'
import {recogniseAtOtherDepth} from './recognise/at-other-depth.ts'
import {recogniseDroppedHeadings} from './recognise/dropped-headings.ts'
import {recogniseInNumberedParts} from './recognise/in-numbered-parts.ts'
import {recogniseInPlace} from './recognise/in-place.ts'
import {recogniseJoined} from './recognise/joined.ts'
import {recogniseMisspelt} from './recognise/misspelt.ts'
import {recognisePartsOfMissing} from './recognise/parts-of-missing.ts'
import {recogniseUnderOtherParent} from './recognise/under-other-parent.ts'
import {recogniseUnnamedSamples} from './recognise/unnamed-samples.ts'
import {recogniseUnnumbered} from './recognise/unnumbered.ts'

/** In their order, each for what those before it left. */
const steps: ReadonlyArray<(claims: Claims) => void> = [
  recogniseAtOtherDepth,
  recogniseDroppedHeadings,
  recogniseInNumberedParts,
  recogniseJoined,
  recogniseMisspelt,
  recogniseUnnumbered,
  recogniseUnnamedSamples,
  recogniseUnderOtherParent
]

/**
 * Decide which section is which. Identity comes before validity: exact names first, where they belong; then names at
 * another depth, be it without the heading that the template has around them; then what stands in numbered parts; then headings that join several; then
 * misspelt ones; then samples with names of their own; at last exact names under another parent, and what belongs to a section that is missing. After each step that recognised something the sections are nested
 * anew, a wrong depth counted as the right one, so that one fault does not hide what follows it.
 */
export function assign(schema: TemplateSchema, document: MarkdownDocument): Assignment {
  const claims = new Claims(schema, document)
  claims.nest()
  takeSteps(claims)
  // Once: their parents are reported as missing from now on.
  if (recognises(recognisePartsOfMissing, claims)) takeSteps(claims)
  return claims
}

/** Until none of the steps recognises anything; after one that did, all begin anew with what is in place now. */
function takeSteps(claims: Claims): void {
  recognises(recogniseInPlace, claims)
  while (steps.some((step) => recognises(step, claims))) recognises(recogniseInPlace, claims)
}

/** Whether a step recognises anything; if so, the sections are nested anew. */
function recognises(step: (claims: Claims) => void, claims: Claims): boolean {
  const before = claims.count
  step(claims)
  const hasClaimed = claims.count > before
  if (hasClaimed) claims.nest()
  return hasClaimed
}
