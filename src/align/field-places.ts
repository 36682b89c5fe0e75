import type {LabelledLine} from '../markdown/fields.ts'
import type {FieldSpec} from '../template/schema.ts'
import {neighbourFinder} from './neighbours.ts'

/** A labelled line of a document that is known as one of the template's. */
export interface KnownField {
  readonly spec: FieldSpec
  readonly field: LabelledLine
}

/** The known labelled lines next to the place of another label of the template. */
export interface FieldsAround {
  readonly after: KnownField | undefined
  readonly before: KnownField | undefined
}

/** Finds the known labelled lines around a label, whatever their order. */
export function fieldsAroundFinder(
  specs: readonly FieldSpec[],
  present: readonly KnownField[]
): (spec: FieldSpec) => FieldsAround {
  return neighbourFinder(
    specs,
    present.map((pair) => ({...pair, isInOrder: true}))
  )
}

/** Whether a labelled line that is not known stands between two that are. */
export function isBetweenFields({start}: LabelledLine, {after, before}: FieldsAround): boolean {
  return start >= (after?.field.start ?? 0) && start <= (before?.field.start ?? Number.POSITIVE_INFINITY)
}

/** Whether a line is a labelled one to everybody. */
export function isCertainLine({isDoubtful, node}: LabelledLine): boolean {
  return !isDoubtful && node.type !== 'heading' && node.type !== 'tableRow'
}
