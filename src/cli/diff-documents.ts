import path from 'node:path'
import {setImmediate} from 'node:timers/promises'
import {VFile} from 'vfile'
import {rules} from '../../rules/index.ts'
import {analyse} from '../analysis.ts'
import {compare, knownOf} from '../baseline/known.ts'
import {type CheckSettings, textOfDocument} from '../check/checker.ts'
import {explainFailure} from '../check/failure.ts'
import {type FileReport, type FindingRecord, knownBy, reportOf} from '../check/file-report.ts'
import {ConfigurationError} from '../config/configuration-error.ts'
import {withFixes} from '../fix/fix-text.ts'
import {compatible} from '../fix/fix.ts'
import {type Case, caseFinder, lintCase} from '../linter.ts'
import {readDocument} from '../markdown/document.ts'
import type {Parse} from '../markdown/parse.ts'
import type {DocumentChange} from '../report/template-changes.ts'
import {leftOverSections, namesToCarry, withNewNames} from '../template-diff/carried-names.ts'
import type {TemplateComparison} from '../template-diff/compare-templates.ts'
import type {TemplateSchema} from '../template/schema.ts'
import {TemplateError} from '../template/template-error.ts'
import {type Mended, mended} from './fix.ts'

/** A template beside its former self, with what documents are checked by beside it. */
export interface ComparedTemplate {
  readonly old: TemplateSchema
  readonly now: TemplateSchema
  /** The absolute paths of their files, as documents have them for their template; undefined where there is none. */
  readonly files: ReadonlyArray<string | undefined>
  readonly comparison: TemplateComparison
}

/** A document, and all that it is checked by but its template. */
export interface FoundDocument {
  readonly path: string
  readonly text: string
  readonly found: Case
}

/** Read documents, with the rules that their configurations give them; and why some cannot be checked, a line each. */
export function readDocuments(paths: readonly string[], settings: CheckSettings, bare: ReadonlySet<string>, parse: Parse): {readonly documents: readonly FoundDocument[]; readonly failures: string[]} {
  const caseOf = caseFinder({rules, parse, ...settings, bare})
  const documents: FoundDocument[] = []
  const failures: string[] = []
  for (const file of paths) {
    try {
      const text = textOfDocument(path.resolve(settings.cwd, file), file)
      const found = caseOf(new VFile({cwd: settings.cwd, path: file, value: text}))
      if (found) documents.push({path: file, text, found})
    } catch (error) {
      if (error instanceof ConfigurationError || error instanceof TemplateError) throw error
      failures.push(explainFailure(error, file))
    }
  }
  return {documents, failures}
}

/** The documents of a template: those that have it by their configuration, and those that have none; all, where none has it. */
export function documentsOf(documents: readonly FoundDocument[], {files}: ComparedTemplate): readonly FoundDocument[] {
  const others = documents.filter(({path: file}) => !files.includes(path.resolve(file)))
  const own = others.filter(({found: {template}}) => template !== undefined && files.includes(template))
  return own.length === 0 ? others : others.filter((document) => own.includes(document) || document.found.template === undefined)
}

/** Check documents by both templates. */
export async function compareDocuments(documents: readonly FoundDocument[], template: ComparedTemplate, {cwd}: CheckSettings): Promise<readonly DocumentChange[]> {
  const changes: DocumentChange[] = []
  for (const {path: name, text, found} of documents) {
    const [old, now] = [check(name, text, template.old, found, cwd), check(name, text, template.now, found, cwd)]
    const leftOver = leftOverSections(old.alignment, now.alignment, template.comparison)
    changes.push({path: name, added: unknown(now.report, old.report), gone: unknown(old.report, now.report), leftOver: leftOver.map((section) => section.name)})
    // Memory of the native parser is only given back between turns of the event loop.
    await setImmediate()
  }
  return changes
}

function check(name: string, text: string, schema: TemplateSchema, found: Case, cwd: string) {
  const file = new VFile({cwd, path: name, value: text})
  lintCase(file, {...found, schema})
  const {alignment} = file.data.guidelint ?? analyse(found.document, schema)
  return {report: reportOf(file, 'template'), alignment}
}

/** What one report has and another has not. */
function unknown({findings, sectionPaths = []}: FileReport, other: FileReport): readonly FindingRecord[] {
  const {isKnown} = compare(knownBy(findings), knownOf(knownBy(other.findings)), sectionPaths)
  return findings.filter((_, index) => isKnown[index] !== true)
}

/**
 * Carry a change of the template into a text: its new names and depths, then what a check by the new template finds and
 * one by the old one, with these names, does not.
 */
export function carriedOver({path: name, found}: FoundDocument, text: string, {old, now, comparison}: ComparedTemplate, {settings, parse}: {readonly settings: CheckSettings; readonly parse: Parse}): Mended {
  const read = (source: string) => readDocument(parse(source), source)
  const checkBy = (schema: TemplateSchema) => (file: string, source: string) => check(file, source, schema, {...found, document: read(source)}, settings.cwd).report
  const renamed = withFixes(text, compatible(namesToCarry(analyse(read(text), old).alignment, comparison)), read)
  const known = knownOf(knownBy(checkBy(withNewNames(old, comparison))(name, renamed).findings))
  const byNew = checkBy(now)
  return mended(name, renamed, {known, hasMoves: true, parse, check: (file, source = '') => ({report: byNew(file, source), looks: []})})
}
