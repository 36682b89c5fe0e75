import {grouped} from '../grouped.ts'
import {foldedText, isSample} from '../template/heading-pattern.ts'
import type {FieldSpec, SectionSpec} from '../template/schema.ts'
import {type Alignment, type Owner, recognised} from './alignment.ts'
import {mayRepeat} from './slots.ts'

/** The fields that a section lacks, if that is reported there. */
export interface MissingInSection {
  readonly missing: readonly FieldSpec[]
  /** In how many other sections of its kind they are missing. */
  readonly others: number
}

/**
 * The missing fields of a section. Not every step has something to verify: a field that at least half of the steps have is
 * not missing in the others; one that fewer have is missing once, in the first step that lacks it. In a section that is not
 * a step, all are reported.
 */
export function missingIn(owner: Owner, alignment: Alignment): MissingInSection {
  const {missing} = alignment.fieldsOf(owner)
  if (missing.length === 0 || !isStep(owner.spec)) return {missing, others: 0}
  const {count, lacking} = stepsOf(owner.spec, alignment)
  const first = missing.filter((spec) => {
    const without = lacking.get(spec) ?? []
    return without[0] === owner && without.length * 2 > count
  })
  return {missing: first, others: Math.max(0, ...first.map((spec) => (lacking.get(spec)?.length ?? 1) - 1))}
}

/** Whether a section of the document has a field under exactly the template's label. */
export function isExactElsewhere(spec: FieldSpec, alignment: Alignment): boolean {
  return recognised(alignment).some((owner) =>
    alignment
      .fieldsOf(owner)
      .matched.some((other) => other.spec === spec && foldedText(other.field.label) === foldedText(spec.label.name))
  )
}

/** Whether a section of the template is a sample of a step, which may occur many times. */
function isStep(spec: SectionSpec): boolean {
  return mayRepeat(spec) && isSample(spec.heading) && step.test(spec.heading.name.slice(0, 100).toLowerCase())
}

const step =
  /(?<!\p{Alpha})(?:steps?|schritt|étape|etape|paso|passo|stap|steg|trin|krok|шаг)(?!\p{Alpha})|步骤|步驟|第.{1,3}步|ステップ|手順|단계/u

/** How many steps of a kind there are, and which of them lack which field. */
interface Steps {
  readonly count: number
  readonly lacking: ReadonlyMap<FieldSpec, readonly Owner[]>
}

/** Cached, since each step asks for them. */
function stepsOf(spec: SectionSpec, alignment: Alignment): Steps {
  const bySpec = known.get(alignment) ?? new Map<SectionSpec, Steps>()
  known.set(alignment, bySpec)
  const steps = bySpec.get(spec) ?? readSteps(spec, alignment)
  bySpec.set(spec, steps)
  return steps
}

function readSteps(spec: SectionSpec, alignment: Alignment): Steps {
  const owners = recognised(alignment).filter((owner) => owner.spec === spec)
  return {count: owners.length, lacking: grouped(owners, (owner) => alignment.fieldsOf(owner).missing)}
}

const known = new WeakMap<Alignment, Map<SectionSpec, Steps>>()
