/**
 * How fast guidelint is compared with other linters and with the parsers alone: whole processes over real documents, in
 * alternating rounds of a single run. Prints a report in Markdown.
 *
 *     npm run bench [-- --quick] [--write] [folder with template.md and docs ...]
 *
 * --quick: one round. --write: the report becomes docs/performance.md.
 */
import {copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {cpus, tmpdir} from 'node:os'
import path from 'node:path'
import {parseArgs} from 'node:util'
import {type Corpus, bytesOf, copyOf, corporaIn, markdownIn, usualCorpora} from './corpora.ts'
import {type Contestant, type Result, compete, peakMemoryOf, summaryOf} from './measure.ts'
import {configurePeers, contestantsFor, guidelint, installPeers, shareOfParse, startersFor, versions} from './peers.ts'

const {
  values: {quick, write},
  positionals
} = parseArgs({
  allowPositionals: true,
  options: {quick: {type: 'boolean', default: false}, write: {type: 'boolean', default: false}}
})
const rounds = quick ? 1 : 5
const folder = mkdtempSync(path.join(tmpdir(), 'guidelint-bench-'))
const guides = path.resolve('fixtures/templates/integration-guide')

function tell(text: string): void {
  process.stderr.write(`${text}\n`)
}

type Row = readonly string[]

function table(header: Row, rows: readonly Row[]): string {
  const rule = header.map((_, index) => (index === 0 ? '---' : '--:'))
  return [header, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** A number with up to three significant digits and its unit; `n/a` if nothing was measured. */
function shown(value: number, unit = ''): string {
  if (Number.isNaN(value)) return 'n/a'
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
  return `${value.toFixed(digits)}${unit}`
}

function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? 'n/a' : `${shown(bytes / 1e6)} MB`
}

function resultsTable(results: readonly Result[]): string {
  const rows = results.map((result) => {
    const {wall, cpu, wallRatio, cpuRatio, count} = summaryOf(result)
    return [
      result.name,
      shown(wall, ' s'),
      shown(cpu, ' s'),
      shown(wallRatio, ' ×'),
      shown(cpuRatio, ' ×'),
      String(count)
    ]
  })
  return table(['', 'time', 'processor', 'time, ratio', 'processor, ratio', 'rounds'], rows)
}

function overCorpora(corpora: readonly Corpus[]): string {
  const parts = corpora.map((corpus) => {
    tell(`\n${corpus.name}`)
    const files = markdownIn(path.join(corpus.folder, 'docs'))
    return `### ${corpus.name}: ${files.length} files, ${megabytes(bytesOf(files))}\n\n${resultsTable(compete(contestantsFor(corpus), rounds, tell))}`
  })
  return parts.join('\n\n')
}

function besideTheParse(corpora: readonly Corpus[]): string {
  const rows = corpora.flatMap((corpus) =>
    (['native', 'remark'] as const).map((parser) => {
      tell(`all rules beside the parse, ${corpus.name}, ${parser}`)
      const {parse, walk, check, ratio} = shareOfParse(
        parser,
        corpus,
        parser === 'native' ? rounds : Math.min(rounds, 3)
      )
      return [
        `${corpus.name}, ${parser}`,
        shown(parse, ' s'),
        shown(walk, ' s'),
        shown(check, ' s'),
        shown(ratio, ' ×')
      ]
    })
  )
  return table(
    ['corpus, parser', 'parse', 'parse and walk', 'all rules, parse included', 'ratio to parse and walk'],
    rows
  )
}

async function memory(corpora: readonly Corpus[]): Promise<string> {
  const rows: Row[] = []
  for (const [index, corpus] of corpora.entries()) {
    // The others take long, so they are measured for one corpus only.
    const hasOthers = index === 0 && !quick
    for (const {name, command, prepare} of contestantsFor(corpus).filter(
      ({name: each}) => hasOthers || each.startsWith('guidelint, ')
    )) {
      tell(`memory, ${corpus.name}, ${name}`)
      prepare?.()
      rows.push([`${corpus.name}, ${name}`, megabytes(await peakMemoryOf(command))])
    }
  }
  return table(['', 'peak'], rows)
}

/**
 * A corpus with a given number of files, which are copies of another's documents; each copy has its own folder, so that
 * links still work.
 */
function manyFiles(count: number, {name, folder: from}: Corpus): Corpus {
  const to = path.join(folder, `${name}-${count}`)
  mkdirSync(to)
  copyFileSync(path.join(from, 'template.md'), path.join(to, 'template.md'))
  const files = markdownIn(path.join(from, 'docs'))
  for (let index = 0; index < count; index++) {
    const file = files[index % files.length] ?? ''
    const copy = path.join(
      to,
      'docs',
      String(Math.floor(index / files.length)),
      path.relative(path.join(from, 'docs'), file)
    )
    mkdirSync(path.dirname(copy), {recursive: true})
    copyFileSync(file, copy)
  }
  return {name, folder: to}
}

function growthByFiles(corpora: readonly Corpus[]): string {
  const [corpus] = corpora
  if (!corpus) return 'No corpus is there.'
  const sizes = [50, 500, 2000]
  const many = sizes.map((count) => manyFiles(count, corpus))
  const contestants = many.flatMap((each) => contestantsFor(each).slice(0, 3))
  const results = compete(contestants, rounds, tell)
  const rows = sizes.map((count, index) => {
    const walls = results.slice(index * 3, index * 3 + 3).map((result) => summaryOf(result).wall)
    return [
      `${count} files, ${megabytes(bytesOf(markdownIn(path.join(many[index]?.folder ?? '', 'docs'))))}`,
      ...walls.map((wall) => shown(wall, ' s')),
      shown(((walls[0] ?? 0) / count) * 1000, ' ms')
    ]
  })
  return table(['', 'no cache', 'first run with a cache', 'second run', 'a file, no cache'], rows)
}

/** A guide of about as many bytes, made of shipped guides one after the other. */
function longGuide(bytes: number): string {
  const text = ['tidewatch.md', 'ledgerly.md'].map((name) => readFileSync(path.join(guides, name), 'utf8')).join('\n')
  return text.repeat(Math.ceil(bytes / text.length)).slice(0, bytes)
}

function growthByLength(): string {
  const lengths = [1e3, 1e4, 1e5, 1e6, 1e7]
  const cwd = path.join(folder, 'long')
  mkdirSync(cwd)
  copyFileSync(path.join(guides, 'template.md'), path.join(cwd, 'template.md'))
  const contestants = lengths.map((bytes): Contestant => {
    writeFileSync(path.join(cwd, `${bytes}.md`), longGuide(bytes))
    return {
      name: `${bytes / 1000} kB`,
      command: guidelint(['--template', 'template.md', '--preset', 'strict', '--format', 'json', `${bytes}.md`], cwd)
    }
  })
  return resultsTable(compete(contestants, rounds, tell))
}

function startUp(): string {
  const corpus = {name: 'one', folder: path.join(folder, 'one')}
  mkdirSync(corpus.folder)
  copyFileSync(path.join(guides, 'template.md'), path.join(corpus.folder, 'template.md'))
  copyFileSync(path.join(guides, 'tidewatch.md'), path.join(corpus.folder, 'guide.md'))
  configurePeers(corpus)
  return resultsTable(compete(startersFor(corpus), quick ? 3 : 15, tell))
}

function machine(): string {
  const processors = cpus()
  const rows = [
    ['processor', `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}`],
    ['Node.js', process.versions.node],
    ['system', `${process.platform} ${process.arch}`],
    ['date', new Date().toISOString().slice(0, 10)],
    ...versions()
  ]
  return table(['', ''], rows).replaceAll('--:', '---')
}

const introduction = `# Performance

\`npm run bench -- --write\` measures and writes all of this page except "Where the time goes". It runs whole processes,
start-up included, discards their output, and alternates between the programs in rounds; slow programs run in fewer
rounds. Times are medians over the rounds. Ratios compare with the first row: they are medians of the ratios within each
round. *Processor* is the user and system time of all threads together.

guidelint runs all its rules (\`--preset strict\`) against the template. rumdl and markdownlint-cli2 run their rules for the
same things (MD043 with the headings of the template, MD051, MD055, MD056; rumdl also MD057), and remark-cli runs
remark-preset-lint-recommended and remark-validate-links. rumdl is started directly, without Node.js. In the rows of
a parser alone, the parser reads and parses all files on one thread, and visits each node once.`

const page = 'docs/performance.md'

/** The part of the page below the report, which this program does not measure. */
function writtenByHand(): string {
  const text = readFileSync(page, 'utf8')
  const at = text.indexOf('\n## Where the time goes\n')
  return at < 0 ? '' : text.slice(at + 1)
}

async function report(): Promise<string> {
  const corpora = corporaIn(positionals.length > 0 ? positionals : usualCorpora, tell).map((corpus) =>
    copyOf(corpus, folder)
  )
  for (const corpus of corpora) configurePeers(corpus)
  const sections = [
    introduction,
    `## The machine\n\n${machine()}`,
    `## Real documents\n\n${overCorpora(corpora)}`,
    `## Start-up\n\n${startUp()}`,
    `## All rules compared with the parse\n\nProcessor time on one thread, in one process, without start-up and reading.\n\n${besideTheParse(corpora)}`,
    `## More files\n\nThe files are copies of the documents of the first corpus.\n\n${growthByFiles(corpora)}`,
    `## Longer files\n\nEach file consists of shipped guides one after the other, cut off at the given length; the report is JSON.\n\n${growthByLength()}`,
    `## Memory\n\n${await memory(corpora)}`
  ]
  return `${sections.join('\n\n')}\n`
}

try {
  installPeers(tell)
  const text = await report()
  process.stdout.write(text)
  if (write) writeFileSync(page, `${text}\n${writtenByHand()}`)
} finally {
  rmSync(folder, {recursive: true, force: true})
}
