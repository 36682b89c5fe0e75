/**
 * Compares the parsers on real documents: every finding of all rules (strict) must be the same with both, byte for
 * byte. Ends with 1 if one is not.
 *
 *     npm run bench:parsers [-- folder with template.md and docs ...]
 */
import {readFileSync} from 'node:fs'
import path from 'node:path'
import * as satteri from 'satteri'
import {VFile} from 'vfile'
import {rules} from '../rules/index.ts'
import {createLinter} from '../src/linter.ts'
import {nativeParser} from '../src/markdown/native-parser.ts'
import type {Parse} from '../src/markdown/parse.ts'
import {parseByRemark} from '../src/markdown/remark-parser.ts'
import {type Corpus, corporaIn, markdownIn, usualCorpora} from './corpora.ts'

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Returns a function that finds everything in a file, one line for each finding. */
function finder(parse: Parse, cwd: string): (name: string, value: string) => readonly string[] {
  const lint = createLinter({
    rules,
    parse,
    configuration: {preset: 'strict', templates: [{template: 'template.md'}]},
    cwd
  })
  return (name, value) => {
    const file = new VFile({cwd, path: name, value})
    lint(file)
    return file.messages.map(({place, fatal, ruleId, reason, actual, expected, note}) =>
      JSON.stringify([ruleId, reason, place, fatal, actual, expected, note])
    )
  }
}

function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others)
  return lines.filter((line) => !known.has(line))
}

/** The findings that only one parser leads to; a different order counts as a difference too. */
function differences(native: readonly string[], remark: readonly string[]): readonly string[] {
  if (native.join('\n') === remark.join('\n')) return []
  const lines = [
    ...without(native, remark).map((line) => `  native only ${line}`),
    ...without(remark, native).map((line) => `  remark only ${line}`)
  ]
  return lines.length > 0 ? lines : ['  in another order']
}

function compare({name: corpus, folder}: Corpus): {files: number; findings: number; different: number} {
  const [byNative, byRemark] = [finder(nativeParser(satteri), folder), finder(parseByRemark, folder)]
  const files = markdownIn(path.join(folder, 'docs'))
  const totals = {files: files.length, findings: 0, different: 0}
  for (const file of files) {
    const [name, text] = [path.relative(folder, file), readFileSync(file, 'utf8')]
    const native = byNative(name, text)
    const lines = differences(native, byRemark(name, text))
    totals.findings += native.length
    if (lines.length === 0) continue
    totals.different++
    say(`${corpus}/${name}\n${lines.join('\n')}`)
  }
  say(
    `${corpus}: ${totals.files} files, ${totals.findings} findings, ${totals.different} files in which the parsers differ`
  )
  return totals
}

const folders = process.argv.slice(2)
const results = corporaIn(folders.length > 0 ? folders : usualCorpora, say).map((corpus) => compare(corpus))
process.exitCode = results.some(({different}) => different > 0) ? 1 : 0
