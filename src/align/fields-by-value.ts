import type {LabelledLine} from '../markdown/fields.ts'
import {isAllowed} from '../template/choices.ts'
import {startsWithDate} from '../template/dates.ts'
import type {FieldSpec} from '../template/schema.ts'
import {type KnownField, fieldsAroundFinder, isBetweenFields, isCertainLine} from './field-places.ts'

/**
 * The fields of the template that are there under other labels, identified by their values and places: a date if one is
 * wanted, or one of the values that the template offers, on a line between the fields around it.
 *
 * @param lines The labelled lines that are not matched with a field of the template.
 * @returns The first such line for each field, and whether it is the only one.
 */
export function fieldsByValue(
  specs: readonly FieldSpec[],
  present: readonly KnownField[],
  lines: readonly LabelledLine[]
): ReadonlyMap<FieldSpec, {readonly line: LabelledLine; readonly isOnly: boolean}> {
  const known = new Set(present.map(({spec}) => spec))
  const wanted = specs.filter((spec) => !known.has(spec) && isTelling(spec))
  const free = lines.filter((line) => isCertainLine(line))
  if (wanted.length === 0 || free.length === 0 || free.length > mostLines) return new Map()
  const aroundOf = fieldsAroundFinder(specs, present)
  const found = wanted.flatMap((spec) => {
    const around = aroundOf(spec)
    const beside = around.after ?? around.before
    if (!beside) return []
    const [line, ...others] = free.filter(
      (candidate) =>
        isBetweenFields(candidate, around) && candidate.section === beside.field.section && fits(candidate, spec)
    )
    return line ? [[spec, {line, isOnly: others.length === 0}] as const] : []
  })
  // A line that fits two fields is certain for neither.
  return new Map(found.filter(([, {line}]) => found.filter(([, other]) => other.line === line).length === 1))
}

/** If there are more lines, none is considered. */
const mostLines = 100

/** Whether a value alone identifies its label; yes or no may answer many. */
function isTelling({isDate, values = []}: FieldSpec): boolean {
  return isDate === true || values.length >= fewestValues
}

const fewestValues = 3

function fits(line: LabelledLine, {isDate, values = []}: FieldSpec): boolean {
  const {value} = line.read()
  if (isDate) return startsWithDate(value.replace(/^[*_`]{1,3}/, ''))
  return (
    /\p{Alpha}/u.test(value) &&
    !/^\W*(?:n\/a|none|not applicable)(?!\p{Alpha})/iu.test(value) &&
    isAllowed(value, values)
  )
}
