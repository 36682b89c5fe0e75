import {statSync} from 'node:fs'
import path from 'node:path'
import type {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import {identityOf, sectionPaths} from '../finding-identity.ts'
import {type Baseline, BaselineError, readBaseline} from './baseline-file.ts'
import {type KnownFinding, compare} from './matching-known-findings.ts'
import {movedDocuments} from './moved-documents.ts'

/**
 * Remove the messages of known findings from a file. Messages of other plugins stay.
 *
 * @param file A file that was checked, with its analysis.
 * @param baseline The absolute path of the baseline.
 * @param name The baseline's name in errors.
 * @throws {BaselineError} If the baseline is missing or cannot be read.
 */
export function withoutKnownMessages(file: VFile, baseline: string, name: string): void {
  const ours = file.messages.filter((message) => identityOf(message) !== undefined)
  const document = path
    .relative(path.dirname(baseline), path.resolve(file.cwd, file.path ?? 'document.md'))
    .replaceAll(path.sep, '/')
  const known = knownOfDocument(document, baseline, name, ours.length > 0)
  const analysis = file.data.guidelint
  const {isKnown} = compare(
    ours.map((message) => ({rule: message.ruleId ?? '', section: '', subjects: [], ...identityOf(message)})),
    known,
    analysis ? sectionPaths(analysis.document) : []
  )
  const hidden = new Set<VFileMessage>(ours.filter((_, index) => isKnown[index]))
  file.messages = file.messages.filter((message) => !hidden.has(message))
}

interface Kept {
  readonly state: string
  readonly baseline: Baseline
  /** The former paths, in the baseline, of documents that it does not have. */
  readonly former: Map<string, string | undefined>
}

/** Kept for the life of the process, until the baseline changes on disk, since an editor checks a document after each change to it. */
const baselines = new Map<string, Kept>()

function knownOfDocument(document: string, file: string, name: string, isFaulty: boolean): readonly KnownFinding[] {
  const {baseline, former} = kept(file, name)
  const known = baseline.get(document)
  if (known || !isFaulty) return known ?? []
  if (!former.has(document)) former.set(document, movedDocuments({file, baseline, added: [document]}).get(document))
  return baseline.get(former.get(document) ?? '') ?? []
}

function kept(file: string, name: string): Kept {
  const stats = statSync(file, {throwIfNoEntry: false})
  const state = `${stats?.size} ${stats?.mtimeMs}`
  const known = baselines.get(file)
  if (known?.state === state) return known
  const baseline = readBaseline(file, name)
  if (!baseline)
    throw new BaselineError(`${name}: Missing baseline, expected a file that guidelint --update-baseline wrote`)
  const read = {state, baseline, former: new Map<string, string | undefined>()}
  baselines.set(file, read)
  return read
}
