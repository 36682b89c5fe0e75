import {existsSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {rules} from '../../rules/index.ts'
import {UsageError} from '../check/failure.ts'
import {chosenParser} from './chosen-parser.ts'
import {loadTemplate} from '../config/template-cache.ts'
import {inJson, inLine} from '../report/escape.ts'
import {quote} from '../markdown/text.ts'
import {nearest} from '../nearest-name.ts'
import {type RuleMeta, ruleUrl} from '../rule.ts'
import {type ExplainedRequirement, explainedRequirements} from '../template/explained-requirements.ts'
import type {TemplateSchema} from '../template/schema.ts'

/**
 * What a template requires, or what a rule reports.
 *
 * @param subject The template's path, or the name of a rule.
 * @param format `pretty` gives text for people, for a rule its page; `json` gives the schema of the template, or the metadata of the rule.
 * @throws {TemplateError} If a template cannot be read.
 * @throws {UsageError} If there is no such file and no such rule, but a rule with a similar name.
 */
export async function explain(subject: string, format: 'pretty' | 'json'): Promise<string> {
  const rule = rules.find(({meta}) => meta.id === subject)
  if (rule) return explainRule(rule.meta, format)
  const meant = existsSync(subject)
    ? undefined
    : nearest(
        subject,
        rules.map(({meta}) => meta.id)
      )
  if (meant !== undefined) throw new UsageError(`Unexpected rule ${quote(subject)}, expected ${quote(meant)}`)
  return explainTemplate(subject, format)
}

/** The page of a rule, which is part of the package. */
function explainRule(meta: RuleMeta, format: 'pretty' | 'json'): string {
  const url = ruleUrl(meta.id)
  if (format === 'json') return `${JSON.stringify({...meta, url}, undefined, 2)}\n`
  const page = readFileSync(new URL(`../../../rules/${meta.id}.md`, import.meta.url), 'utf8')
  return `${page.replaceAll(/<!-- \/?generated -->\n\n?/g, '')}\n${url}\n`
}

async function explainTemplate(file: string, format: 'pretty' | 'json'): Promise<string> {
  const {parse} = await chosenParser('native')
  const schema = loadTemplate(path.resolve(file), process.cwd(), parse)
  return format === 'json' ? `${inJson(JSON.stringify(schema, undefined, 2))}\n` : `${pretty(schema)}\n`
}

function pretty(schema: TemplateSchema): string {
  const {requirements, placeholders, allowed} = explainedRequirements(schema)
  const count = `${placeholders.length} ${placeholders.length === 1 ? 'placeholder' : 'placeholders'} to replace`
  return [
    inLine(schema.path),
    '',
    ...inColumns(requirements),
    '',
    ...(allowed.length > 0
      ? [`Sections that its comments allow: ${allowed.map((name) => inLine(name)).join(', ')}`, '']
      : []),
    ...(placeholders.length > 0 ? [count, '', ...inColumns(placeholders)] : [])
  ]
    .join('\n')
    .trimEnd()
}

/** Texts wider than this do not move the column of reasons. */
const widest = 72

/** Lines in columns: line numbers aligned to the right, reasons below each other. */
function inColumns(foreign: readonly ExplainedRequirement[]): readonly string[] {
  const lines = foreign.map(({line, what, reason, level = 0}) => ({
    line,
    what: '  '.repeat(level) + inLine(what),
    reason: inLine(reason)
  }))
  const digits = String(lines.at(-1)?.line ?? 1).length
  const width = lines.reduce((most, {what}) => Math.min(widest, Math.max(most, what.length)), 0)
  return lines.map(({line, what, reason}) => `${String(line).padStart(digits + 2)}  ${what.padEnd(width)}  ${reason}`)
}
