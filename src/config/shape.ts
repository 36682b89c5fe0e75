import {quote} from '../markdown/text.ts'
import {nearest} from '../nearest-name.ts'
import {ConfigurationError, type ConfigurationPlace} from './configuration-error.ts'

/** A schema in JSON Schema, draft 7. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** What a value of a configuration may be: its validation and its description in JSON Schema, from one definition. */
export interface Shape<Value> {
  /** @throws {ConfigurationError} At the place of a value that has another shape. */
  readonly read: (value: unknown, at: ConfigurationPlace) => Value
  readonly schema: JsonSchema
}

/** What the fields of a record are read as. */
export type ValuesOf<Fields> = {readonly [Key in keyof Fields]?: Fields[Key] extends Shape<infer Value> ? Value : never}

/** A text that is not empty. */
export const text: Shape<string> = {
  schema: {type: 'string', minLength: 1},
  read: (value, at) => {
    if (typeof value === 'string' && value !== '') return value
    throw unexpected(`value ${shown(value)} of ${quote(String(at.keys.at(-1)))}`, 'a text', at)
  }
}

/** `true` or `false`. */
export const option: Shape<boolean> = {
  schema: {type: 'boolean'},
  read: (value, at) => {
    if (typeof value === 'boolean') return value
    throw unexpected(`value ${shown(value)} of option ${quote(String(at.keys.at(-1)))}`, '`true` or `false`', at)
  }
}

/**
 * One of some words.
 *
 * @param what What they are, for errors.
 */
export function word<Value extends string>(values: readonly Value[], what: string): Shape<Value> {
  return {
    schema: {enum: values},
    read: (value, at) => {
      const found = values.find((candidate) => candidate === value)
      if (found !== undefined) return found
      throw unexpected(`${what} ${shown(value)}`, alternatives(String(value), values), at)
    }
  }
}

/** A list. */
export function listOf<Value>(item: Shape<Value>): Shape<readonly Value[]> {
  return {
    schema: {type: 'array', items: item.schema},
    read: (value, at) => {
      if (!Array.isArray(value))
        throw unexpected(`value ${shown(value)} of ${quote(String(at.keys.at(-1)))}`, 'a list', at)
      return value.map((entry, index) => item.read(entry, below(at, index)))
    }
  }
}

/** A list, or its only entry. */
export function oneOrMore<Value>(item: Shape<Value>): Shape<readonly Value[]> {
  return {
    schema: {anyOf: [item.schema, listOf(item).schema]},
    read: (value, at) => (Array.isArray(value) ? value : [value]).map((entry) => item.read(entry, at))
  }
}

/** How a record is described and validated. */
interface RecordSettings {
  /** What it is, for errors. */
  readonly what: string
  /** What its keys are, for errors. */
  readonly key: string
  /** Keys that are required. */
  readonly required?: readonly string[]
  /** Keys of which at most one is allowed. */
  readonly exclusive?: readonly [string, string]
}

/** An object with these keys only. */
export function recordOf<Fields extends Readonly<Record<string, Shape<unknown>>>>(
  fields: Fields,
  {what, key, required = [], exclusive}: RecordSettings
): Shape<ValuesOf<Fields>> {
  const schema = {
    type: 'object',
    properties: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.schema])),
    additionalProperties: false,
    ...(required.length > 0 && {required}),
    ...(exclusive && {not: {required: exclusive}})
  }
  const read = (value: unknown, at: ConfigurationPlace) => {
    const input = entriesOf(value, what, at)
    for (const name of input.keys())
      if (!Object.hasOwn(fields, name))
        throw unexpected(`${key} ${quote(name)}`, alternatives(name, Object.keys(fields)), below(at, name))
    for (const name of required)
      if (!input.has(name))
        throw new ConfigurationError(
          `Missing key ${quote(name)}, expected it beside ${required
            .filter((other) => other !== name)
            .map((other) => quote(other))
            .join(', ')}`,
          at
        )
    if (exclusive?.every((name) => input.has(name)))
      throw unexpected(`${quote(exclusive[0])} beside ${quote(exclusive[1])}`, 'one of them', below(at, exclusive[0]))
    return Object.fromEntries(
      Array.from(input, ([name, field]) => [name, fields[name]?.read(field, below(at, name))])
    ) as ValuesOf<Fields>
  }
  return {schema, read}
}

/** The entries of an object, without those that are undefined, which count as left out. */
function entriesOf(value: unknown, what: string, at: ConfigurationPlace): ReadonlyMap<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw unexpected(`${what} ${shown(value)}`, 'keys with values', at)
  return new Map(Object.entries(value).filter(([, field]) => field !== undefined))
}

/** Add a description, which editors show. */
export function described<Value>(description: string, {read, schema}: Shape<Value>): Shape<Value> {
  return {read, schema: {description, ...schema}}
}

/** An error at its place, in the grammar of findings. */
export function unexpected(what: string, expected: string, at: ConfigurationPlace): ConfigurationError {
  return new ConfigurationError(`Unexpected ${what}, expected ${expected}`, at)
}

/** The place of what is below a key, or at an index of a list. */
export function below({source, keys}: ConfigurationPlace, key: string | number): ConfigurationPlace {
  return {source, keys: [...keys, key]}
}

/** A value as messages show it. */
function shown(value: unknown): string {
  return quote(typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)))
}

/** The nearest known name, or all of them if none is near. */
function alternatives(name: string, known: readonly string[]): string {
  const near = nearest(name, known)
  if (near !== undefined) return quote(near)
  return known.length === 0 ? 'none' : known.map((candidate) => quote(candidate)).join(', ')
}
