import {quote} from '../markdown/text.ts'
import {nearest} from '../nearest.ts'
import type {Rule, RuleOptions, Severity} from '../rule.ts'
import {ConfigurationError, type ConfigurationSource} from './configuration-error.ts'
import {globMatcher} from './glob.ts'
import {type PresetName, presetNames} from './presets.ts'


/** Which files are checked against which template. */
export interface TemplateMapping {
  /** As written: relative to the folder of the configuration. */
  readonly template: string
  /** Globs; one that starts with `!` takes files out. All files where they are left out. */
  readonly files?: readonly string[]
}

/** What a configuration says of a rule. */
interface RuleSetting {
  readonly severity: Severity
  readonly options: RuleOptions
}

/** What a configuration file, the options of the plugin or those of the command line say. */
export interface Configuration {
  readonly preset?: PresetName
  readonly templates?: readonly TemplateMapping[]
  /** The file of findings that are known; as written: relative to the folder of the configuration. */
  readonly baseline?: string
  readonly rules?: Readonly<Record<string, RuleSetting>>
}

/** A configuration as people write it. */
export interface ConfigurationInput {
  /** `recommended` (the default) or `strict`. */
  preset?: PresetName
  /** One template for all files, in the place of `templates`. */
  template?: string
  templates?: Array<{template: string; files: string | string[]}>
  /** A file of known findings, which are not reported; `guidelint --update-baseline` writes it. */
  baseline?: string
  rules?: Record<string, Severity | [severity: Severity, options?: Record<string, boolean>]>
}

const severities: readonly Severity[] = ['off', 'warn', 'error']

/**
 * Validate a configuration.
 *
 * @param value What was written.
 * @param source Where it was written, for errors.
 * @param rules All rules, for their names and options.
 * @throws {ConfigurationError} For anything that is not known, naming the nearest that is.
 */
export function readConfiguration(value: unknown, source: ConfigurationSource, rules: readonly Rule[]): Configuration {
  const input = record(value ?? {}, [], 'configuration', source)
  knownKeys(input, [], ['preset', 'template', 'templates', 'baseline', 'rules'], 'key', source)
  if (input['template'] !== undefined && input['templates'] !== undefined) {
    throw new ConfigurationError('Unexpected `template` beside `templates`, expected one of them', source, ['template'])
  }
  return {
    ...(input['preset'] !== undefined && {preset: oneOf(input['preset'], ['preset'], presetNames, 'preset', source)}),
    ...(input['template'] !== undefined && {templates: [{template: text(input['template'], ['template'], source)}]}),
    ...(input['templates'] !== undefined && {templates: list(input['templates'], ['templates'], source).map((entry, index) => mapping(entry, index, source))}),
    ...(input['baseline'] !== undefined && {baseline: text(input['baseline'], ['baseline'], source)}),
    ...(input['rules'] !== undefined && {rules: ruleSettings(record(input['rules'], ['rules'], 'rules', source), source, rules)})
  }
}

type Keys = ReadonlyArray<string | number>

function mapping(value: unknown, index: number, source: ConfigurationSource): TemplateMapping {
  const keys: Keys = ['templates', index]
  const entry = record(value, keys, 'entry of `templates`', source)
  knownKeys(entry, keys, ['template', 'files'], 'key', source)
  for (const key of ['template', 'files']) {
    if (entry[key] === undefined) throw new ConfigurationError(`Missing key ${quote(key)}, expected it beside ${quote(key === 'files' ? 'template' : 'files')}`, source, keys)
  }
  const files = Array.isArray(entry['files']) ? entry['files'] : [entry['files']]
  if (files.length === 0) throw new ConfigurationError('Missing globs, expected at least one in `files`', source, [...keys, 'files'])
  return {template: text(entry['template'], [...keys, 'template'], source), files: files.map((glob) => globOf(glob, [...keys, 'files'], source))}
}

function ruleSettings(input: Record<string, unknown>, source: ConfigurationSource, rules: readonly Rule[]): Record<string, RuleSetting> {
  knownKeys(input, ['rules'], rules.map(({meta}) => meta.id), 'rule', source)
  return Object.fromEntries(
    Object.entries(input).map(([id, value]) => {
      const rule = rules.find(({meta}) => meta.id === id) as Rule
      return [id, ruleSetting(value, rule, source)]
    })
  )
}

function ruleSetting(value: unknown, {meta}: Rule, source: ConfigurationSource): RuleSetting {
  const keys: Keys = ['rules', meta.id]
  const [severity, options = {}, ...rest] = Array.isArray(value) ? value : [value]
  if (rest.length > 0) throw new ConfigurationError(`Unexpected third value of rule ${quote(meta.id)}, expected a severity and its options`, source, keys)
  const entries = record(options, keys, `options of rule ${quote(meta.id)}`, source)
  knownKeys(entries, [...keys, 1], Object.keys(meta.options), `option of rule ${quote(meta.id)},`, source)
  for (const [name, switched] of Object.entries(entries)) {
    if (typeof switched !== 'boolean') throw new ConfigurationError(`Unexpected value ${shown(switched)} of option ${quote(name)}, expected \`true\` or \`false\``, source, [...keys, 1, name])
  }
  return {severity: severityOf(severity, keys, source), options: entries as Record<string, boolean>}
}

function severityOf(value: unknown, keys: Keys, source: ConfigurationSource): Severity {
  const word = typeof value === 'number' ? severities[value] : value === false ? 'off' : value
  return oneOf(word ?? value, keys, severities, 'severity', source)
}

function record(value: unknown, keys: Keys, what: string, source: ConfigurationSource): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new ConfigurationError(`Unexpected ${what} ${shown(value)}, expected keys with values`, source, keys)
}

function list(value: unknown, keys: Keys, source: ConfigurationSource): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw new ConfigurationError(`Unexpected value ${shown(value)} of ${quote(String(keys.at(-1)))}, expected a list`, source, keys)
}

function text(value: unknown, keys: Keys, source: ConfigurationSource): string {
  if (typeof value === 'string' && value !== '') return value
  throw new ConfigurationError(`Unexpected value ${shown(value)} of ${quote(String(keys.at(-1)))}, expected a text`, source, keys)
}

function globOf(value: unknown, keys: Keys, source: ConfigurationSource): string {
  const glob = text(value, keys, source)
  try {
    globMatcher(glob.replace(/^!/, ''))
    return glob
  } catch {
    throw new ConfigurationError(`Unexpected glob ${quote(glob)}, expected one of at most 500 characters without negation inside`, source, keys)
  }
}

function oneOf<Value extends string>(value: unknown, keys: Keys, values: readonly Value[], what: string, source: ConfigurationSource): Value {
  const found = values.find((candidate) => candidate === value)
  if (found !== undefined) return found
  throw new ConfigurationError(`Unexpected ${what} ${shown(value)}, expected ${alternatives(String(value), values)}`, source, keys)
}

function knownKeys(input: Record<string, unknown>, keys: Keys, known: readonly string[], what: string, source: ConfigurationSource): void {
  for (const key of Object.keys(input)) {
    if (known.includes(key)) continue
    throw new ConfigurationError(`Unexpected ${what} ${quote(key)}, expected ${alternatives(key, known)}`, source, [...keys, key])
  }
}

/** The nearest known name; all of them where none is near. */
function alternatives(name: string, known: readonly string[]): string {
  const near = nearest(name, known)
  if (near !== undefined) return quote(near)
  return known.length === 0 ? 'none' : known.map((candidate) => quote(candidate)).join(', ')
}

function shown(value: unknown): string {
  return quote(typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)))
}
