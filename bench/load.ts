/**
 * Memory under load: of the command line over 5,000 and 20,000 files in 5,000 folders, without a cache, with a new one
 * and with one that knows all files; and of the language server over 2,000 edits of a guide with faults. Ends with 1 if
 * memory grows with either. Works on Linux, which reports the memory of a process.
 *
 *     npm run bench:load
 */
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {openEditor} from './language-client.ts'
import {median, memoryOf, peakMemoryOf} from './measure.ts'

const folderCount = 5000
const fileCounts = [5000, 20_000] as const
const edits = 2000

/**
 * The most memory for each additional file, in bytes: for its name, its entry in the cache and its line in the report,
 * but not for its text and tree.
 */
const mostForFile = 4000

/** The greatest ratio of the memory after all edits to that after half of them, when the heap has reached its size. */
const mostOfEdits = 1.1

const root = fileURLToPath(new URL('.', import.meta.resolve('guidelint/package.json')))
const main = path.join(root, 'dist/src/cli/main.js')
const scratch = mkdtempSync(path.join(tmpdir(), 'guidelint-load-'))

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function inMegabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}

const template =
  '# [Name]\n\n## Purpose\n\n[What it is for]\n\n## Use\n\n1. [Step]\n\n## Support\n\n- **Owner**: [Name]\n'

/** A short guide, so that memory depends on the number of files and not on their text. */
function guideOf(index: number): string {
  const purpose = index % 10 === 0 ? 'Purpos' : 'Purpose'
  return `# Kiln ${index}\n\n## ${purpose}\n\nIt fires pots of kind ${index}.\n\n## Use\n\n1. Heat it.\n\n## Support\n\n- **Owner**: Team ${index}\n`
}

/** Guides in as many folders, every tenth of them with a fault. */
function writeGuides(home: string, count: number): void {
  mkdirSync(home)
  writeFileSync(path.join(home, 'template.md'), template)
  for (let folder = 0; folder < folderCount; folder++)
    mkdirSync(path.join(home, `docs/team-${folder}`), {recursive: true})
  for (let index = 0; index < count; index++)
    writeFileSync(
      path.join(home, `docs/team-${index % folderCount}/guide-${Math.floor(index / folderCount)}.md`),
      guideOf(index)
    )
}

async function measureFiles(): Promise<boolean> {
  const rows = new Map<string, number[]>()
  for (const count of fileCounts) {
    const home = path.join(scratch, `files-${count}`)
    writeGuides(home, count)
    const cache = ['--cache-location', path.join(scratch, `cache-${count}`)]
    for (const [what, args] of [
      ['without a cache', ['--no-cache']],
      ['with a new cache', cache],
      ['with a cache of all', cache]
    ] as const) {
      const started = performance.now()
      const peak = await peakMemoryOf({
        argv: [process.execPath, main, 'docs', '-t', 'template.md', '-f', 'json', '--quiet', ...args],
        cwd: home
      })
      const seconds = (performance.now() - started) / 1000
      if (peak === undefined) throw new Error('This system does not tell how much memory a process holds')
      rows.set(what, [...(rows.get(what) ?? []), peak])
      say(`${count} files in ${folderCount} folders, ${what}: at most ${inMegabytes(peak)}, in ${seconds.toFixed(0)} s`)
    }
    rmSync(home, {recursive: true})
  }
  return [...rows].reduce((isFlat, [what, [few = 0, many = Infinity]]) => {
    const each = (many - few) / (fileCounts[1] - fileCounts[0])
    say(`${what}: ${(each / 1000).toFixed(1)} kB for each file more`)
    return isFlat && each <= mostForFile
  }, true)
}

async function measureEdits(): Promise<boolean> {
  const home = path.join(scratch, 'editor')
  cpSync(path.join(root, 'fixtures/templates/integration-guide'), home, {recursive: true})
  writeFileSync(path.join(home, '.guidelintrc.yaml'), 'template: template.md\n')
  writeFileSync(
    path.join(home, '.remarkrc.yaml'),
    `plugins:\n  - - ${fileURLToPath(import.meta.resolve('guidelint'))}\n    - parser: native\n`
  )
  const guide = readFileSync(path.join(home, 'tidewatch.md'), 'utf8').replace(/^## Monitoring$/m, '## Monitorng')
  const editor = await openEditor(home)
  const held: number[] = []
  for (let edit = 0; edit < edits; edit++) {
    const diagnostics = await editor.show(
      'guide.md',
      `${guide}\nEdited ${edit} times.\n${'More. '.repeat(edit % 50)}\n`
    )
    if (diagnostics.length === 0) throw new Error('The guide has no findings, expected some')
    held.push(memoryOf(editor.pid) ?? Number.NaN)
  }
  await editor.close()
  const quarter = edits / 4
  const quarters = [1, 2, 3, 4].map((end) => median(held.slice(end * quarter - quarter / 2, end * quarter)))
  say(
    `${edits} edits of a guide of ${Math.round(guide.length / 1000)} kB in the language server, after each quarter: ${quarters.map((bytes) => inMegabytes(bytes)).join(', ')}`
  )
  const growth = (quarters[3] ?? Infinity) / (quarters[1] ?? 0)
  say(`from the second quarter to the last: ${growth.toFixed(2)} times the memory`)
  return growth <= mostOfEdits
}

try {
  const areFlat = [await measureFiles(), await measureEdits()]
  process.exitCode = areFlat.every(Boolean) ? 0 : 1
} finally {
  rmSync(scratch, {recursive: true, force: true})
}
