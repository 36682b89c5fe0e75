/**
 * Sets up an old repository with the commands of docs/old-repository.md, and makes it worse in one way after the other,
 * each in a commit on its own branch. Exactly the new findings must be reported: with the baseline and with `--since`,
 * by the hook that init writes when `git commit` runs it, and by the workflow that init writes. Prints the results, and
 * ends with 1 if anything else is reported.
 *
 *     npm run bench:regressions [-- --every 8] [name …]
 *
 * With `--every N`, only every Nth of the 648 proposals is included, for busy machines; names select regressions. Needs
 * git, npm and pip with their registries, because it installs the package, the repository of the hook and pre-commit.
 */
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {parseArgs} from 'node:util'
import {runWorkflow} from './github-workflow.ts'
import {
  type Found,
  type Machine,
  commandsOfPage,
  createMachine,
  foundInAnnotations,
  foundInJson,
  foundInReport,
  succeed,
  writeOldRepository
} from './old-repository.ts'
import {type Regression, addAtSetup, editorIn, proposals, regressions} from './regression-cases.ts'

const corpora = path.resolve('../shared/corpora')
const {
  values: {every},
  positionals: chosen
} = parseArgs({options: {every: {type: 'string', default: '1'}}, allowPositionals: true})

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** A repository that has been set up. */
interface SetUp {
  readonly cwd: string
  readonly isBaselined: boolean
}

/** Set up a repository with history by the commands of the page. */
function setUp(machine: Machine, name: string, isBaselined: boolean): SetUp {
  const cwd = path.join(machine.folder, name)
  writeOldRepository(corpora, cwd, (file, index) => index % Number(every) === 0 || proposals.includes(file))
  addAtSetup(cwd)
  succeed(machine.run('git init --quiet && git add . && git commit --quiet --message "As it was"', cwd), 'git init')
  print(`\n${isBaselined ? 'With a baseline' : 'Without a baseline, by --since alone'}`)
  const started = performance.now()
  for (const command of commandsOfPage().map((line) => (isBaselined ? line : line.replace(' --baseline', '')))) {
    const start = performance.now()
    const {status, stdout, stderr} = machine.run(
      command.replace('npm i -D guidelint', `npm i -D "${machine.tarball}"`),
      cwd
    )
    print(
      `  $ ${command}\n    ${((performance.now() - start) / 1000).toFixed(1)} s, status ${status}, ${[stdout, stderr]
        .map((text) => text.trim().split('\n').at(-1))
        .filter(Boolean)
        .join(' | ')}`
    )
    const isExpected = status === 0 || (!isBaselined && status === 1 && command === 'npx guidelint')
    if (!isExpected) throw new Error(`${command} ended with ${status}:\n${stdout}${stderr}`)
  }
  print(`  ${((performance.now() - started) / 60_000).toFixed(1)} minutes in all`)
  return {cwd, isBaselined}
}

/** What one way of checking reports for a regression. */
interface Outcome {
  readonly way: string
  readonly status: number | null
  readonly found: readonly Found[]
  readonly seconds: number
}

function timed(way: string, look: () => {readonly status: number | null; readonly found: readonly Found[]}): Outcome {
  const start = performance.now()
  const looked = look()
  return {way, ...looked, seconds: (performance.now() - start) / 1000}
}

/** The command that the first run of the action installed. */
let installed: string | undefined

/** Commit a regression on its own branch, and check it in all ways. */
function outcomesOf({name, apply}: Regression, {cwd, isBaselined}: SetUp, machine: Machine): readonly Outcome[] {
  const git = (command: string) => succeed(machine.run(`git ${command}`, cwd), `git ${command}`)
  const branch = name.replaceAll(/\W+/g, '-')
  git(`checkout --quiet -b ${branch} main`)
  apply(editorIn(cwd))
  git('add --all')
  const hook = timed(isBaselined ? 'hook, baseline' : 'hook', () => {
    const {status, stdout, stderr} = machine.run(`git commit --message "${name}"`, cwd)
    return {status, found: foundInReport(stdout + stderr)}
  })
  if (hook.status !== 0) git(`commit --quiet --no-verify --message "${name}"`)
  const command = isBaselined ? 'npx guidelint --format json' : 'npx guidelint --since main --format json'
  const onDisk = timed(isBaselined ? 'baseline' : '--since', () => {
    const {status, stdout, stderr} = machine.run(command, cwd)
    if (stdout === '') throw new Error(stderr)
    return {status, found: foundInJson(stdout)}
  })
  const workflow = timed(isBaselined ? 'workflow, baseline' : 'workflow', () => {
    const came = runWorkflow(readFileSync(path.join(cwd, '.github/workflows/guides.yml'), 'utf8'), {
      repository: cwd,
      base: 'main',
      head: branch,
      folder: path.join(machine.folder, 'runner'),
      install: installed === undefined ? {package: machine.tarball} : {command: installed},
      env: {XDG_CACHE_HOME: path.join(machine.folder, 'cache')}
    })
    if (came.status === 2) throw new Error(came.output)
    installed ??= came.installed
    return {status: came.status, found: foundInAnnotations(came.output)}
  })
  git('checkout --quiet main')
  return [onDisk, hook, workflow]
}

function shown({file, rule, reason}: Found): string {
  return `${file} ${rule}: ${reason}`
}

/** What is wrong with an outcome; nothing if exactly the expected findings were reported. */
function faultsOf({way, status, found}: Outcome, expected: readonly Found[]): readonly string[] {
  const open = [...found]
  const missed = expected.filter(({file, rule, reason}) => {
    const at = open.findIndex(
      (finding) => finding.file === file && finding.rule === rule && finding.reason.startsWith(reason)
    )
    if (at >= 0) open.splice(at, 1)
    return at < 0
  })
  // Warnings alone do not fail.
  const isStatusRight = expected.length === 0 ? status === 0 : status !== 2
  return [
    ...missed.slice(0, 5).map((finding) => `${way}: not reported (${missed.length}): ${shown(finding)}`),
    ...open.slice(0, 5).map((finding) => `${way}: reported though it is not new (${open.length}): ${shown(finding)}`),
    ...(isStatusRight ? [] : [`${way}: status ${status}`])
  ]
}

if (existsSync(path.join(corpora, 'kep/docs'))) run()
else print(`skipped: ${corpora} has no kep, these documents do not belong to the project`)

function run(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'guidelint-regressions-'))
  process.on('exit', () => rmSync(folder, {recursive: true, force: true}))
  const machine = createMachine(folder)
  const setUps = [setUp(machine, 'baselined', true), setUp(machine, 'compared', false)]
  print(
    '\n| regression | new findings | baseline | hook | workflow | --since | hook | workflow |\n| --- | --: | --: | --: | --: | --: | --: | --: |'
  )
  const faults = regressions
    .filter(({name}) => chosen.length === 0 || chosen.some((part) => name.includes(part)))
    .flatMap((regression) => {
      const expected = regression.expected(editorIn(setUps[0]?.cwd ?? ''))
      const outcomes = setUps.flatMap((repository) => outcomesOf(regression, repository, machine))
      const own = outcomes.flatMap((outcome) =>
        faultsOf(outcome, expected).map((fault) => `${regression.name}: ${fault}`)
      )
      print(
        `| ${regression.name} | ${expected.length} | ${outcomes.map(({found, seconds}) => `${found.length} (${seconds.toFixed(1)} s)`).join(' | ')} |`
      )
      for (const fault of own) print(`  NOT AS EXPECTED ${fault}`)
      return own
    })
  print(faults.length === 0 ? '\nExactly what is new was reported' : `\n${faults.length} not as expected`)
  process.exitCode = faults.length === 0 ? 0 : 1
}
