import type {LabelledLine} from '../markdown/fields.ts'
import type {FieldSpec} from '../template/schema.ts'
import {neighbourFinder} from './neighbours.ts'

/** A labelled line of a document that is matched with a field of the template. */
export interface KnownField {
  readonly spec: FieldSpec
  readonly field: LabelledLine
}

/** The matched lines next to the place where another field of the template belongs. */
export interface FieldsAround {
  readonly after: KnownField | undefined
  readonly before: KnownField | undefined
}

/** Returns a function that finds the matched lines around a field, whatever their order. */
export function fieldsAroundFinder(
  specs: readonly FieldSpec[],
  present: readonly KnownField[]
): (spec: FieldSpec) => FieldsAround {
  return neighbourFinder(
    specs,
    present.map((pair) => ({...pair, isInOrder: true}))
  )
}

/** Whether an unmatched line is between two matched ones. */
export function isBetweenFields({start}: LabelledLine, {after, before}: FieldsAround): boolean {
  return start >= (after?.field.start ?? 0) && start <= (before?.field.start ?? Number.POSITIVE_INFINITY)
}

/** Whether anybody would read a line as a field. */
export function isCertainLine({isDoubtful, node}: LabelledLine): boolean {
  return !isDoubtful && node.type !== 'heading' && node.type !== 'tableRow'
}
