import {lstatSync} from 'node:fs'
import path from 'node:path'
import {setImmediate} from 'node:timers/promises'
import {VFile} from 'vfile'
import {rules} from '../../rules/index.ts'
import {textOfDocument} from '../check/checker.ts'
import {UsageError, explainFailure, withName} from '../check/failure.ts'
import {createFile} from '../check/replace-file.ts'
import {activeRules} from '../config/active-rules.ts'
import {linkedFilesOf} from '../config/linked-files.ts'
import {type AcceptedTemplate, acceptedByMost} from '../infer/accepted.ts'
import {type InferredTemplate, type Sample, fewestDocuments, infer, usualShare} from '../infer/infer.ts'
import type {InferredSection} from '../infer/sections.ts'
import {lintCase} from '../linter.ts'
import {readDocument} from '../markdown/read-document.ts'
import type {Parse} from '../markdown/parse.ts'
import {quoteSome} from '../markdown/text.ts'
import {counted} from '../report/finding.ts'
import type {TemplateSchema} from '../template/schema.ts'
import {chosenParser} from './chosen-parser.ts'
import {findFiles} from './find-files.ts'
import {printError} from './print-error.ts'

/** The options of `guidelint infer`. */
export interface InferOptions {
  /** Where the template is written; standard output if it is left out. */
  readonly output?: string
  /** The share of the documents that must have something for it to be required; 0.7 if it is left out. */
  readonly share?: number
  readonly ignore: readonly string[]
}

/** More documents than this would show nothing new. From a longer list, this many are read, evenly spread. */
const mostDocuments = 1000

/** This many documents, evenly spread, show whether the template accepts most of them. */
const mostChecked = 200

/** The most names in a note. */
const mostNames = 5

/**
 * Write a template from documents that never had one: to a file that does not exist yet, or to standard output. Notes on
 * the template go to standard error.
 *
 * @param inputs Files, folders and globs.
 * @returns The exit status: 0, or 2 if a document could not be read.
 * @throws {UsageError} If there are too few documents, if they have too little in common, or if the file exists.
 */
export async function inferTemplate(
  inputs: readonly string[],
  {output, share = usualShare, ignore}: InferOptions
): Promise<0 | 2> {
  if (output !== undefined && lstatSync(output, {throwIfNoEntry: false}))
    throw new UsageError(`${output}: Cannot write: the file already exists`)
  const {parse} = await chosenParser('native')
  const {samples, hasFailed} = await readSamples(inputs, ignore, parse)
  if (samples.length < fewestDocuments)
    throw new UsageError(
      `Expected at least ${fewestDocuments} documents to infer a template from, found ${samples.length}`
    )
  const inferred = infer(samples, share)
  if (!inferred)
    throw new UsageError(`Fewer than ${fewestDocuments} of ${samples.length} documents have sections in common`)
  if (inferred.sections.length === 0)
    throw new UsageError(
      `No section is in ${percent(share)} of ${counted(inferred.documents, 'document')}, nor in half as many; --share sets a lower share`
    )
  const others = new Set(inferred.others)
  const own = samples.filter(({name}) => !others.has(name))
  const checked = evenly(own, mostChecked)
  const template = await acceptedByMost(inferred, {
    path: output ?? 'template.md',
    parse,
    shareAccepted: async (schema) => 1 - (await failing(checked, schema, parse)).length / checked.length
  })
  for (const note of notesOn(template, samples.length)) printError(note)
  printError(summary(template.inferred, await failing(own, template.schema, parse)))
  if (output === undefined) process.stdout.write(template.text)
  else writeTemplateFile(output, template.text)
  return hasFailed ? 2 : 0
}

/** @throws {UsageError} If the file cannot be written. */
function writeTemplateFile(output: string, text: string): void {
  withName(output, () => createFile(path.resolve(output), output, {written: Buffer.from(text), cwd: process.cwd()}))
}

async function readSamples(
  inputs: readonly string[],
  ignore: readonly string[],
  parse: Parse
): Promise<{readonly samples: readonly Sample[]; readonly hasFailed: boolean}> {
  const {paths, notes} = await findFiles(inputs, {
    settings: {configuration: {...(ignore.length > 0 && {ignore})}, cwd: process.cwd()},
    rules,
    bare: new Set()
  })
  for (const note of notes) printError(note)
  const chosen = evenly(paths, mostDocuments)
  if (chosen.length < paths.length) printError(`${chosen.length} of ${paths.length} documents are read, evenly spread`)
  const samples: Sample[] = []
  let hasFailed = false
  for (const name of chosen) {
    try {
      const text = textOfDocument(path.resolve(name), name)
      samples.push({name, document: readDocument(parse(text), text)})
    } catch (error) {
      printError(explainFailure(error, name))
      hasFailed = true
    }
    // The native parser frees its memory only between turns of the event loop.
    await setImmediate()
  }
  return {samples, hasFailed}
}

/** At most this many of the things, evenly spread over all. */
function evenly<Thing>(things: readonly Thing[], most: number): readonly Thing[] {
  return things.length <= most
    ? things
    : Array.from({length: most}, (_, index) => things[Math.floor((index * things.length) / most)] as Thing)
}

function notesOn({inferred: {documents, others, freed}, leftOut}: AcceptedTemplate, count: number): readonly string[] {
  const isFew = documents * 2 <= count
  const howMany =
    others.length === 1 ? `1 of ${count} documents shares` : `${others.length} of ${count} documents share`
  const apart = `${howMany} too few sections with the others, and ${others.length === 1 ? 'is' : 'are'} left out: ${quoteSome(others, mostNames)}`
  return [
    ...(others.length > 0
      ? [isFew ? `${apart}; these are several kinds of documents, and the template is for ${documents}` : apart]
      : []),
    ...(freed > 0
      ? [`${counted(freed, 'section')} made optional: most documents have each of them, but few have all`]
      : []),
    ...(leftOut.length > 0
      ? [
          `Left out, since a template cannot contain ${leftOut.length === 1 ? 'this heading' : 'these headings'} literally: ${quoteSome(
            leftOut.map(({names}) => names[0]?.name ?? ''),
            mostNames
          )}`
        ]
      : [])
  ]
}

/** The names of the documents that have an error with a template. Broken links do not count, because they do not depend on it. */
async function failing(samples: readonly Sample[], schema: TemplateSchema, parse: Parse): Promise<readonly string[]> {
  const cwd = process.cwd()
  const active = activeRules(rules, []).filter(({rule}) => rule.meta.id !== 'valid-anchors')
  const failed: string[] = []
  for (const {name, document} of samples) {
    const file = new VFile({cwd, path: name, value: document.source})
    lintCase(file, {
      document,
      template: undefined,
      schema,
      linkedFiles: linkedFilesOf(path.resolve(name), cwd, parse),
      unknownTemplate: undefined,
      rules: active
    })
    if (file.messages.some(({fatal}) => fatal === true)) failed.push(name)
    await setImmediate()
  }
  return failed
}

function summary({sections, documents}: InferredTemplate, failed: readonly string[]): string {
  const all = allSections(sections)
  const required = all.filter(({isRequired}) => isRequired).length
  return `${counted(required, 'section')} required and ${all.length - required} optional, from ${documents} documents, of which ${documents - failed.length} have no error with this template${failed.length > 0 ? `; with errors: ${quoteSome(failed, mostNames)}` : ''}`
}

function allSections(sections: readonly InferredSection[]): readonly InferredSection[] {
  return sections.flatMap((section) => [section, ...allSections(section.children)])
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
