/**
 * The tests that `mutation-testing.ts` runs with a fault in one of the sources: all fixtures of rules.test.ts and
 * inference.test.ts, then test files that need no other process. Prints the first that fails, and ends with 1.
 */
import {existsSync, readFileSync, readdirSync} from 'node:fs'
import path from 'node:path'
import * as satteri from 'satteri'
import {VFile} from 'vfile'
import {rules} from '../rules/index.ts'
import {createLinter} from '../src/linter.ts'
import {nativeParser} from '../src/markdown/native-parser.ts'
import {withinLimits} from '../src/markdown/parse-limits.ts'
import {readTemplate} from '../src/template/read-template.ts'
import {shown} from '../__tests__/fixture-findings.ts'
import {haveAllPassed} from './mutation-globals.ts'

const parse = withinLimits(nativeParser(satteri))

/** Whether a document has the findings of its `.txt`, with the fixes shown there. */
function isAsExpected(folder: string, name: string, preset: 'recommended' | 'strict'): boolean {
  const lint = createLinter({
    rules,
    parse,
    configuration: {preset, templates: [{template: 'template.md'}]},
    cwd: folder
  })
  const read = (file: string) => readFileSync(path.join(folder, file), 'utf8')
  const file = new VFile({cwd: folder, path: `${name}.md`, value: read(`${name}.md`)})
  lint(file)
  const wanted = path.join(folder, `${name}.txt`)
  return file.messages.map((message) => shown(message)).join('') === (existsSync(wanted) ? read(`${name}.txt`) : '')
}

/** Whether a template that cannot be read has the error that is in its file. */
function isRefusedAsExpected(folder: string): boolean {
  try {
    readTemplate(readFileSync(path.join(folder, 'template.md'), 'utf8'), 'template.md', parse)
    return false
  } catch (error) {
    return `${(error as Error).message}\n` === readFileSync(path.join(folder, 'error.txt'), 'utf8')
  }
}

/** The test files, which declare their tests when they are loaded. */
const testFiles = [
  () => import('../__tests__/align.test.ts'),
  () => import('../__tests__/fix.test.ts'),
  () => import('../__tests__/insertion.test.ts'),
  () => import('../__tests__/template.test.ts')
]

const root = path.resolve('fixtures')
const folders = [
  ...rules.map(({meta}) => ({folder: path.join(root, meta.id), isOfRule: true})),
  ...readdirSync(path.join(root, 'inference')).map((name) => ({
    folder: path.join(root, 'inference', name),
    isOfRule: false
  }))
]
const faulty = folders.find(({folder, isOfRule}) => {
  if (existsSync(path.join(folder, 'error.txt'))) return !isRefusedAsExpected(folder)
  const names = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'template.md')
  const isUnderStrict = (name: string) => (isOfRule ? name.endsWith('strict.md') : !name.endsWith('recommended.md'))
  return !names.every((name) =>
    isAsExpected(folder, path.basename(name, '.md'), isUnderStrict(name) ? 'strict' : 'recommended')
  )
})
if (!faulty) for (const load of testFiles) await load()
const failed = faulty ? path.relative(root, faulty.folder) : (await haveAllPassed()) ? undefined : 'test files'
if (failed !== undefined) {
  process.stdout.write(`${failed}\n`)
  process.exitCode = 1
}
