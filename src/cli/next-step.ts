import {existsSync} from 'node:fs'
import type {FoundConfiguration} from '../config/found-configuration.ts'
import {baselineName} from '../init/new-files.ts'
import type {TemplateFiles} from '../init/template-documents.ts'
import {counted} from '../report/finding.ts'
import {configurationName, nameOf, type PlannedFile} from './planned-files.ts'

/** What init found and did. */
export interface Outcome {
  readonly files: readonly PlannedFile[]
  readonly existing: FoundConfiguration | undefined
  readonly templates: readonly TemplateFiles[]
  readonly isConfigured: boolean
  readonly hasBaseline: boolean
  readonly count: number | undefined
}

/** Say what the user does next. */
export function nextStep({files, existing, templates, isConfigured, hasBaseline, count}: Outcome): string {
  const [configuration] = files
  if (configuration?.kind === 'description') return nextWithDescription(nameOf(configuration))
  if (configuration?.addition !== undefined)
    return `Next: add the lines above to ${configuration.kept}, then npx guidelint`
  if (!isConfigured) return 'Next: npx guidelint init, to write the configuration'
  if (!existing && templates.some(({globs}) => globs.length === 0))
    return `Next: name the documents of each template under \`files\` in ${configurationName}, then npx guidelint`
  return hasBaseline ? nextWithBaseline(existing) : nextWithFindings(existing, count)
}

function nextWithFindings(existing: FoundConfiguration | undefined, count: number | undefined): string {
  if (!count || existing?.configuration.baseline !== undefined) return 'Next: npx guidelint'
  return `Next: npx guidelint, which reports ${counted(count, 'finding')}; npx guidelint --baseline ${baselineName} --update-baseline accepts them`
}

function nextWithBaseline(existing: FoundConfiguration | undefined): string {
  return existing
    ? `Next: add the line above to ${existing.source.name}, then npx guidelint, which prints only what is new`
    : `Next: npx guidelint, which prints only what is new; commit ${baselineName} with the configuration`
}

/** The next step if only the description of pull requests has a template. */
function nextWithDescription(workflow: string): string {
  return existsSync(workflow)
    ? `Next: commit ${workflow}, which checks the description of each pull request`
    : 'Next: npx guidelint init --yes, which writes it'
}
