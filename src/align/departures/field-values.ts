import {isToCome, isUndecided} from '../../markdown/says-nothing.ts'
import type {Field} from '../../markdown/fields.ts'
import {choiceIn, isAllowed, isOfBoth, isSeveralWords, valuesFor} from '../../template/choices.ts'
import {isDatePattern, startsWithDate} from '../../template/dates.ts'
import type {FieldSpec} from '../../template/schema.ts'
import type {MatchedField} from '../field-alignment.ts'
import type {Departure} from './departure.ts'

/** A label of the template without a value, or with a value that the template does not allow. */
export type ValueDeparture = Departure & {readonly spec: FieldSpec; readonly field: Field} & (
    {readonly kind: 'missing value'} | {readonly kind: 'other value'}
  )

/**
 * Compare the value of a label with what the template allows. `no-placeholders` reports a choice that is still open.
 *
 * @param todo Whether a word such as TODO counts as a missing value, unless the template has one.
 * @returns Undefined if the value is allowed.
 */
export function valueDeparture({spec, field}: MatchedField, todo: boolean): ValueDeparture | undefined {
  const {value, valuePlace: place, isEmpty} = field
  const at = {spec, field, place, templateLine: spec.line}
  if (isEmpty || (todo && spec.isToCome !== true && isToCome(value)))
    return spec.isOptional
      ? undefined
      : {kind: 'missing value', ...at, isUncertain: isOfEventToCome(spec) && isUndecided(value)}
  if (value === '' || isToCome(value) || choiceIn(value) || fits(value, spec)) return undefined
  return {
    kind: 'other value',
    ...at,
    actual: value,
    ...(spec.values && {
      expected: valuesFor(value, spec.values),
      isChoice: true,
      isUncertain: mayBeInOtherWords(value, spec.values)
    })
  }
}

/** Whether a value may be one of a choice in the author's words. */
function mayBeInOtherWords(value: string, values: readonly string[]): boolean {
  return isSeveralWords(value) || isOfBoth(values)
}

/** Whether a label is for the time or place of something that may still be to come, as the next meeting is. */
function isOfEventToCome({label, isDate}: FieldSpec): boolean {
  return isDate === true || timeOrPlace.test(label.folded)
}

const timeOrPlace =
  /(?<!\p{Alpha})(?:date|day|deadline|hour|location|place|room|time|venue|when|where|datum|ort|raum|tag|termin|uhrzeit|zeit|heure|jour|lieu|salle|fecha|dia|hora|lugar|sala|data|horario|local|giorno|luogo|ora|orario|plaats|tijd|дата|время|место|когда|где)(?!\p{Alpha})|日期|日時|日付|期日|时间|時間|時刻|地点|地點|場所|날짜|일시|시간|장소/u

function fits(value: string, {isDate, values}: FieldSpec): boolean {
  return isDate ? saysDate(value) : !values || isAllowed(value, values)
}

/** Whether a value contains a calendar date, or says that there is none; a date pattern that was left is a placeholder, not a wrong value. */
function saysDate(value: string): boolean {
  if (isDatePattern(value) || /^\W*(?:n\/?a|none|never|unknown|pending|ongoing|not yet)\b|^[\s—–-]+$/i.test(value))
    return true
  return (
    Array.from(value.matchAll(/(?<!\d)\d{4}-\d{2}-\d{2}/g)).some(([date]) => startsWithDate(date)) ||
    /[Y]{4}|\{|\[/.test(value)
  )
}
