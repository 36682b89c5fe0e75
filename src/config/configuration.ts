import {quote} from '../markdown/text.ts'
import type {Rule, RuleOptions, Severity} from '../rule.ts'
import type {ConfigurationPlace, ConfigurationSource} from './configuration-error.ts'
import {fileMatcher} from './glob.ts'
import {type PresetName, presetNames} from './presets.ts'
import {
  type JsonSchema,
  type Shape,
  below,
  described,
  listOf,
  oneOrMore,
  option,
  recordOf,
  text,
  unexpected,
  word
} from './shape.ts'

/** Which files are checked against which template, and by which rules. */
export interface TemplateMapping {
  /** Relative to the folder of the configuration. */
  readonly template: string
  /** Globs; one that starts with `!` excludes files. If undefined, all files; if empty, only those that name the template. */
  readonly files?: readonly string[]
  readonly preset?: PresetName
  readonly rules?: RuleSettings
  /** Where it was written, for errors. */
  readonly definedIn?: ConfigurationPlace
}

/** How a configuration sets a rule. */
interface RuleSetting {
  readonly severity: Severity
  readonly options: RuleOptions
}

/** How a configuration sets rules, by their ids. */
export type RuleSettings = Readonly<Record<string, RuleSetting>>

/** What a configuration file says, or the options of the plugin, or those of the command line. */
export interface Configuration {
  /** Files and packages that it is built on, the weakest first. */
  readonly extends?: readonly string[]
  readonly preset?: PresetName
  readonly templates?: readonly TemplateMapping[]
  /** The file of known findings, relative to the folder of the configuration. */
  readonly baseline?: string
  /** Globs of files that are not checked; those that start with `!` are exceptions. */
  readonly ignore?: readonly string[]
  readonly rules?: RuleSettings
}

/** Rules as people set them. */
type RuleSettingsInput = Record<string, Severity | [severity: Severity, options?: Record<string, boolean>]>

/** A configuration as people write it. */
export interface ConfigurationInput {
  /** `recommended` (the default) or `strict`. */
  preset?: PresetName
  /** One template for all files, instead of `templates`. */
  template?: string
  templates?: Array<{template: string; files: string | string[]; preset?: PresetName; rules?: RuleSettingsInput}>
  /** Globs of files that are not checked. */
  ignore?: string | string[]
  /** A file of known findings, which are not reported; `guidelint --update-baseline` writes it. */
  baseline?: string
  rules?: RuleSettingsInput
}

/**
 * Validate a configuration.
 *
 * @param value What was written.
 * @param source Where it was written, for errors.
 * @param rules All rules, for their names and options.
 * @throws {ConfigurationError} For anything unknown; the message names the nearest known name.
 */
export function readConfiguration(value: unknown, source: ConfigurationSource, rules: readonly Rule[]): Configuration {
  const at: ConfigurationPlace = {source, keys: []}
  const {$schema: _, template, templates, ...rest} = shapeFor(rules).read(value ?? {}, at)
  if (rest.extends && source.text === undefined) throw unexpected('key `extends`', 'it in a configuration file', at)
  const mappings =
    template === undefined
      ? templates?.map((mapping, index) => ({...mapping, definedIn: below(below(at, 'templates'), index)}))
      : [{template, definedIn: at}]
  return {...rest, ...(mappings && {templates: mappings})}
}

/** The JSON Schema of a configuration file, for editors, made from the shape that `readConfiguration` validates with. */
export function configurationSchema(rules: readonly Rule[]): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of guidelint',
    ...shapeFor(rules).schema
  }
}

const glob: Shape<string> = {
  schema: {...text.schema, maxLength: 500},
  read: (value, at) => {
    const written = text.read(value, at)
    try {
      fileMatcher(written.replace(/^!/, ''))
      return written
    } catch {
      throw unexpected(`glob ${quote(written)}`, 'one of at most 500 characters without negation inside', at)
    }
  }
}

const severities: readonly Severity[] = ['off', 'warn', 'error']
const severityWord = word(severities, 'severity')

/** A word, a number as in other linters, or `false`, which is what YAML 1.1 makes of `off`. */
const severity: Shape<Severity> = {
  schema: {enum: [...severities, 0, 1, 2, false]},
  read: (value, at) =>
    severityWord.read((typeof value === 'number' ? severities[value] : value === false ? 'off' : value) ?? value, at)
}

function ruleSetting({meta: {id, summary, options: names}}: Rule): Shape<RuleSetting> {
  const options = recordOf(Object.fromEntries(Object.keys(names).map((name) => [name, option])), {
    what: `options of rule ${quote(id)}`,
    key: `option of rule ${quote(id)},`
  })
  return described(summary, {
    schema: {
      anyOf: [severity.schema, {type: 'array', items: [severity.schema, options.schema], minItems: 1, maxItems: 2}]
    },
    read: (value, at) => {
      const [first, second = {}, ...rest] = Array.isArray(value) ? value : [value]
      if (rest.length > 0) throw unexpected(`third value of rule ${quote(id)}`, 'a severity and its options', at)
      const switched = options.read(second, below(at, 1)) as RuleOptions
      return {severity: severity.read(first, at), options: switched}
    }
  })
}

function shapeOf(rules: readonly Rule[]) {
  const preset = described('How much is checked: `recommended` (the default) or `strict`.', word(presetNames, 'preset'))
  const ruleSettings = described(
    'Severities of rules, with their options.',
    recordOf(Object.fromEntries(rules.map((rule) => [rule.meta.id, ruleSetting(rule)])), {what: 'rules', key: 'rule'})
  ) as Shape<RuleSettings>
  const mapping = recordOf(
    {
      template: described('A Markdown file, relative to the folder of this configuration.', text),
      files: described(
        'Globs and folders of the documents; those that start with `!` exclude documents.',
        oneOrMore(glob)
      ),
      preset,
      rules: {...ruleSettings, schema: {$ref: '#/properties/rules'}}
    },
    {what: 'entry of `templates`', key: 'key', required: ['template', 'files']}
  ) as Shape<Omit<TemplateMapping, 'definedIn'>>
  return recordOf(
    {
      $schema: described('The schema of this file, for editors.', text),
      extends: described(
        'Configurations that this one is built on: files (`./base.yaml`) and installed packages, the weakest first.',
        oneOrMore(text)
      ),
      preset,
      template: described('One template for all documents, instead of `templates`.', text),
      templates: described(
        'Templates with their documents. If several entries match a document, the first counts.',
        listOf(mapping)
      ),
      ignore: described(
        'Globs and folders of documents that are not checked; those that start with `!` are exceptions.',
        oneOrMore(glob)
      ),
      baseline: described(
        'A file of known findings, which are not reported, relative to the folder of this configuration; `guidelint --update-baseline` writes it.',
        text
      ),
      rules: ruleSettings
    },
    {what: 'configuration', key: 'key', exclusive: ['template', 'templates']}
  )
}

const shapes = new WeakMap<readonly Rule[], ReturnType<typeof shapeOf>>()

function shapeFor(rules: readonly Rule[]): ReturnType<typeof shapeOf> {
  const known = shapes.get(rules) ?? shapeOf(rules)
  shapes.set(rules, known)
  return known
}
