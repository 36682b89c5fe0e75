import type {MarkdownDocument} from '../markdown/document.ts'
import type {TemplateSchema} from '../template/schema.ts'
import type {Assignment} from './assignment.ts'
import {Claims} from './claims.ts'
import {recogniseAtOtherDepth} from './recognise/at-other-depth.ts'
import {recogniseDroppedHeadings} from './recognise/dropped-headings.ts'
import {recogniseInNumberedParts} from './recognise/in-numbered-parts.ts'
import {recogniseInPlace} from './recognise/in-place.ts'
import {recogniseJoined} from './recognise/joined-headings.ts'
import {recogniseMisspelt} from './recognise/misspelt.ts'
import {recognisePartsOfMissing} from './recognise/parts-of-missing.ts'
import {recogniseUnderOtherParent} from './recognise/under-other-parent.ts'
import {recogniseUnnamedSamples} from './recognise/unnamed-samples.ts'
import {recogniseUnnumbered} from './recognise/unnumbered.ts'

/** In this order; each considers what the steps before it left over. */
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
 * Decide which section is which. Identity comes before validity: first exact names in the right place; then names at
 * another depth, even if the document leaves out the heading around them; then parts with numbers; then headings that join
 * several names; then misspelt ones, ones without their number, and samples with names of their own; then exact names
 * under another parent; last, parts of a section that is missing. After each step that recognised something, the sections
 * are nested again with every wrong depth corrected, so that one fault does not hide the next.
 */
export function assign(schema: TemplateSchema, document: MarkdownDocument): Assignment {
  const claims = new Claims(schema, document)
  claims.nest()
  takeSteps(claims)
  // Once: their parents are reported as missing from now on.
  if (recognises(recognisePartsOfMissing, claims)) takeSteps(claims)
  return claims
}

/** Run the steps until none recognises anything. After one that does, start again, since more may now be in the right place. */
function takeSteps(claims: Claims): void {
  recognises(recogniseInPlace, claims)
  while (steps.some((step) => recognises(step, claims))) recognises(recogniseInPlace, claims)
}

/** Run a step and, if it recognised anything, nest the sections again; returns whether it did. */
function recognises(step: (claims: Claims) => void, claims: Claims): boolean {
  const before = claims.count
  step(claims)
  const hasClaimed = claims.count > before
  if (hasClaimed) claims.nest()
  return hasClaimed
}
