import {readFileSync} from 'node:fs'
import path from 'node:path'
import {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import {rules} from '../rules/index.ts'
import type {PresetName} from '../src/config/presets.ts'
import {type Fix, compatible, fixBeside, fixOf, isSafeIn, offsetsOf} from '../src/fix/fix.ts'
import {fixText} from '../src/fix/fix-text.ts'
import {createLinter} from '../src/linter.ts'
import type {Section} from '../src/markdown/document.ts'
import {readDocument} from '../src/markdown/read-document.ts'
import {withoutByteOrderMark} from '../src/markdown/byte-order-mark.ts'
import type {Parse} from '../src/markdown/parse.ts'
import {lineOf} from '../src/markdown/places.ts'
import {readTemplate} from '../src/template/read-template.ts'
import {type SectionSpec, type TemplateSchema, specsBelow} from '../src/template/schema.ts'

/** How documents are fixed. */
export interface Fixing {
  readonly cwd: string
  /** Relative to `cwd`. */
  readonly template: string
  readonly preset: PresetName
  readonly parse: Parse
  readonly hasMoves: boolean
}

/** How documents are fixed that are not checked against a template in a file. */
export interface FixingBy {
  /** The findings in a document. */
  readonly messagesOf: (name: string, text: string) => readonly VFileMessage[]
  readonly parse: Parse
  readonly hasMoves: boolean
  /** The names of sections that are complete as they are inserted. */
  readonly mayPass?: () => ReadonlySet<string>
}

/** The result of fixing a document. */
export interface Fixed {
  readonly text: string
  readonly before: readonly VFileMessage[]
  readonly after: readonly VFileMessage[]
  /** The number of findings afterwards that are in inserted text: the template's, which an author must replace. */
  readonly toFill: number
  /** The properties that must hold for every document but do not. */
  readonly faults: readonly string[]
  /** The fixes that were made, in order: the finding, the text taken out and the text put in. */
  readonly made: ReadonlyArray<{readonly message: VFileMessage; readonly out: string; readonly in: string}>
}

/** Returns a function that fixes documents and reports lost text of the author, or a faulty result. */
export function fixer({cwd, template, preset, parse, hasMoves}: Fixing): (name: string, text: string) => Fixed {
  const lint = createLinter({rules, parse, configuration: {preset, templates: [{template}]}, cwd})
  const messagesOf = (name: string, text: string) => {
    const file = new VFile({cwd, path: path.join(cwd, name), value: text})
    lint(file)
    return file.messages
  }
  const mayPass = () => passing(readTemplate(readFileSync(path.join(cwd, template), 'utf8'), template, parse))
  return fixerBy({messagesOf, parse, hasMoves, mayPass})
}

/**
 * The names of sections that are complete as they are inserted: they may be empty, are written by a tool, have text of the
 * template to keep, or labels that may all be left out.
 */
export function passing({root}: TemplateSchema): ReadonlySet<string> {
  return new Set(specsBelow(root).flatMap((spec) => (isComplete(spec) ? [spec.heading.name] : [])))
}

function isComplete({mayBeEmpty, content}: SectionSpec): boolean {
  return (
    mayBeEmpty === true ||
    content.isWrittenByTool === true ||
    content.blocks.some(({type}) => type === 'kept text') ||
    (content.fields.length > 0 && content.fields.every(({isOptional}) => isOptional))
  )
}

/** The same for any way of checking documents. */
export function fixerBy({messagesOf, parse, hasMoves, mayPass}: FixingBy): (name: string, text: string) => Fixed {
  const read = (text: string) => readDocument(parse(text), text)
  return (name, text) => {
    const faults: string[] = []
    const made: Array<Fixed['made'][number]> = []
    const putIn = new Set<string>()
    const fixAgain = (source: string, isFirst: boolean) => {
      let last: {readonly text: string; readonly fixes: readonly Fix[]} | undefined
      return fixText(source, {
        read,
        fixesIn: (current) => {
          if (last && isFirst) faults.push(...lostLines(last, current))
          const found = messagesOf(name, current).flatMap((message) =>
            fixesFor(message, current, hasMoves).map((fix) => ({message, fix}))
          )
          const fixes = compatible(found.map(({fix}) => fix))
          last = {text: current, fixes}
          if (isFirst)
            for (const fix of fixes)
              for (const edit of fix.edits)
                if (fix.isMove !== true && edit.text.includes('\n'))
                  for (const line of linesIn(edit.text).filter(Boolean)) putIn.add(line)
          if (isFirst)
            for (const {message, fix} of found)
              if (fixes.includes(fix))
                made.push({
                  message,
                  out: fix.edits.map((edit) => taken(current, edit)).join('␤'),
                  in: fix.edits.map((edit) => edit.text).join('␤')
                })
          return fixes
        }
      }).text
    }
    const before = messagesOf(name, text)
    const result = fixAgain(text, true)
    const after = messagesOf(name, result)
    if (fixAgain(result, false) !== result) faults.push('a second run changes it again')
    for (const message of after)
      if (fixesFor(message, result, hasMoves).length > 0)
        faults.push(`left: ${message.line}:${message.column} ${message.reason}`)
    const lines = linesIn(result)
    const toFill = after.filter(({line = 1}) => putIn.has(lines[line - 1] ?? ''))
    const isRevealed = revealedBy(made, read(result).sections)
    const others = after.filter((message) => !toFill.includes(message) && !isRevealed(message))
    if (others.length > before.length)
      faults.push(`${others.length} findings, ${before.length} before:${newReasons(before, others)}`)
    const known = new Set(linesIn(text))
    // A line that was only moved is the author's own.
    const isMoved = ({line = 1}: VFileMessage) => lines[line - 1] !== '' && known.has(lines[line - 1] ?? '')
    for (const message of toFill)
      if (!isPlaceholder(message) && !isMoved(message) && !before.some((other) => isOfSame(message, other)))
        faults.push(`put in: ${message.line}:${message.column} ${message.ruleId} ${message.reason}`)
    // A section that was renamed has its old text.
    const isNew = ({heading, content}: Section) =>
      putIn.has(lines[lineOf(heading) - 1] ?? '') &&
      !known.has(lines[lineOf(heading) - 1] ?? '') &&
      !content.some((node) => known.has(lines[lineOf(node) - 1] ?? ''))
    for (const section of read(result).sections.filter(
      (candidate) =>
        isNew(candidate) &&
        candidate.children.every((child) => isNew(child)) &&
        mayPass?.().has(candidate.name) !== true
    )) {
      const end = read(result)
        .sections.slice(section.index)
        .find(({depth}) => depth <= section.depth)
      const isBelow = (line: number) => lineOf(section.heading) <= line && (!end || line < lineOf(end.heading))
      // A finding elsewhere may say what is missing in it, with its name.
      if (!after.some(({line = 1, reason}) => isBelow(line) || reason.includes(`expected \`${section.name}\``)))
        faults.push(`passes for written: ${section.name}`)
    }
    return {text: result, before, after, toFill: toFill.length, faults, made}
  }
}

/**
 * Returns a function that says whether a finding is one that some fixes had to bring about: on a section whose name was no
 * heading before, what is in it or in its parts, or its order among others, where a regular expression allows another name
 * than the template's; on a section whose depth was wrong, its order and its number, since until then it may not be one of
 * those beside which it would be.
 */
function revealedBy(made: Fixed['made'], sections: readonly Section[]): (message: VFileMessage) => boolean {
  const namesOf = (reasons: RegExp) =>
    new Set(
      made.flatMap(({message: {reason}, in: text}) =>
        reasons.test(reason)
          ? [...Array.from(subjectOf({reason}).matchAll(/`([^`]+)`/g), ([, name = '']) => name), ...headingsIn(text)]
          : []
      )
    )
  const freed = namesOf(/, expected (?:it|them) (?:as (?:a heading|headings)|below a blank line)/)
  const raised = namesOf(/^Unexpected depth /)
  const isIn = (section: Section | undefined, names: ReadonlySet<string>): boolean =>
    section !== undefined && (names.has(section.name) || isIn(section.parent, names))
  const isAbout = ({line = 1, reason}: VFileMessage, names: ReadonlySet<string>) =>
    isIn(
      sections.findLast(({heading}) => lineOf(heading) <= line),
      names
    ) || Array.from(names).some((name) => reason.includes(`\`${name}\``))
  return (message) =>
    isAbout(message, freed) || (/^Unexpected (?:order|number) of /.test(message.reason) && isAbout(message, raised))
}

/** Whether a finding is about the same thing as another, or about one of several. */
function isOfSame(message: VFileMessage, known: VFileMessage): boolean {
  const [name] = /`[^`]+`/.exec(message.reason) ?? []
  return (
    message.ruleId === known.ruleId &&
    (subjectOf(message) === subjectOf(known) || (name !== undefined && subjectOf(known).includes(name)))
  )
}

function subjectOf({reason}: Pick<VFileMessage, 'reason'>): string {
  return reason.replace(/, expected.*/, '')
}

/** Whether a finding says that something must still be written. */
function isPlaceholder({ruleId, reason}: VFileMessage): boolean {
  return (
    ruleId === 'no-placeholders' ||
    ruleId === 'no-empty-sections' ||
    reason.startsWith('Missing value ') ||
    // The text to write in a section with subsections is in a comment.
    (ruleId === 'list-labels' && /^Missing fields? /.test(reason)) ||
    (ruleId === 'required-content' && reason.startsWith('Missing '))
  )
}

function linesIn(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/).map((line) => line.trim())
}

function fixesFor(message: VFileMessage, text: string, hasMoves: boolean): readonly Fix[] {
  const fix = fixOf(message, fixBeside(message))
  return fix && (hasMoves || fix.isMove !== true) && isSafeIn(text)(fix) ? [fix] : []
}

function taken(text: string, edit: Fix['edits'][number]): string {
  const {from, to} = offsetsOf(edit)
  return withoutByteOrderMark(text).slice(from, to)
}

/**
 * The lines outside the replaced places that are lost. Lines must stay in order, unless text was moved. Targets of
 * links follow their headings.
 */
function lostLines(
  {text, fixes}: {readonly text: string; readonly fixes: readonly Fix[]},
  after: string
): readonly string[] {
  const source = withoutByteOrderMark(text)
  const edits = fixes.flatMap((fix) =>
    fix.edits.map((edit) => ({...offsetsOf(edit), put: edit.text, isMove: fix.isMove === true}))
  )
  const isMoved = edits.some((edit) => edit.isMove)
  // The text of a link to a heading follows the heading.
  const [had, has] = [headingsIn(source), headingsIn(after)]
  const gone = new Set([...had].filter((name) => !has.has(name)))
  const come = new Set([...has].filter((name) => !had.has(name)))
  const lines = after.split(/\r\n|\r|\n/).map((line) => inShort(line))
  const withoutLabels = gone.size === 0 ? [] : lines.map((line) => unlabelled(line, come))
  const counts = new Map<string, number>()
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1)
  let [at, offset] = [0, 0]
  return source.split(/(?<=\r\n|\r(?!\n)|\n)/).flatMap((line) => {
    const [start, end] = [offset, offset + line.trimEnd().length]
    offset += line.length
    const short = inShort(line)
    const isWithin = (point: number, put: string) =>
      (point > start && point < end) ||
      (point === end && !/^[\r\n]/.test(put)) ||
      (point === start && !put.endsWith('\n'))
    const isTouched = edits.some(
      ({from, to, put, isMove}) => !isMove && (from === to ? isWithin(from, put) : from < end && to > start)
    )
    if (isTouched || short === '') return []
    if (isMoved) {
      const count = counts.get(short) ?? 0
      counts.set(short, count - 1)
      return count > 0 || withoutLabels.includes(unlabelled(short, gone)) ? [] : [`lost: ${line.trim()}`]
    }
    const unmarked = unlabelled(short, gone)
    const found =
      [lines.indexOf(short, at), ...(unmarked === short ? [] : [withoutLabels.indexOf(unmarked, at)])].find(
        (index) => index >= 0
      ) ?? -1
    if (found < 0) return [`lost: ${line.trim()}`]
    at = found + 1
    return []
  })
}

function headingsIn(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(/^ {0,3}#{1,6}[ \t]+([^\r\n]*?)[ \t]*#*[ \t]*$/gm), ([, name = '']) => name))
}

/** A link to a heading, in short, whose label may have brackets in it. */
const linkToHeading = /\[((?:[^[\]]|\[[^[\]]*\])*)\]\(#\)/g

/** A line in short, without the labels of its links to headings of certain names. */
function unlabelled(line: string, names: ReadonlySet<string>): string {
  return line.replaceAll(linkToHeading, (link, label: string) => (names.has(label) ? '[](#)' : link))
}

function inShort(line: string): string {
  return line
    .replaceAll(/#[^\s#()<>[\]"']+/g, '#')
    .replace(/^\uFEFF/, '')
    .replace(/^(\s*)#+ /, '$1# ')
    .trim()
}

function newReasons(before: readonly VFileMessage[], after: readonly VFileMessage[]): string {
  const known = before.map(({reason}) => reason)
  return after
    .flatMap(({reason, line}) => {
      const at = known.indexOf(reason)
      if (at >= 0) known.splice(at, 1)
      return at >= 0 ? [] : [`\n      new ${line}: ${reason}`]
    })
    .join('')
}
