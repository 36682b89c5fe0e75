import {spawnSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {parse} from 'yaml'

/** The machine that steps run on. */
interface Host {
  /** A folder for the files of the runner; it is created anew. */
  readonly folder: string
  /** The package that the action installs, or a command that replaces what it would have installed. */
  readonly install: {readonly package: string} | {readonly command: string}
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** The pull request that a workflow runs for; the checkout is in the folder of the host. */
export interface PullRequest extends Host {
  /** A repository on this machine. */
  readonly repository: string
  /** The branches of the pull request. */
  readonly base: string
  readonly head: string
}

/** The results of steps. */
interface StepsRun {
  readonly status: number
  /** What they printed. */
  readonly output: string
  /** The Markdown of the summary. */
  readonly summary: string
  /** The outputs of the action's steps, as they wrote them. */
  readonly outputs: string
  /** The command that the action installed, if it did. */
  readonly installed?: string
}

/** The result of a workflow. */
export interface WorkflowRun extends StepsRun {
  /** Steps with actions of others, which this machine does not need. */
  readonly passedOver: readonly string[]
}

interface Step {
  readonly name?: string
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
  readonly env?: Readonly<Record<string, unknown>>
  readonly 'working-directory'?: string
}

interface Action {
  readonly inputs: Readonly<Record<string, {readonly default?: unknown}>>
  readonly runs: {readonly steps: readonly Step[]}
}

const root = path.resolve(import.meta.dirname, import.meta.filename.endsWith('.ts') ? '..' : '../..')

/** Values of expressions, by their names. */
type Context = Readonly<Record<string, string>>

/**
 * Run a workflow for a pull request as GitHub does, as far as this is possible without it: a checkout of the merge with
 * as much history as the workflow asks for, the steps of this repository's action, and shell steps.
 *
 * @param text The YAML of the workflow.
 * @throws {Error} If it contains something that is not supported here.
 */
export function runWorkflow(text: string, request: PullRequest): WorkflowRun {
  const workflow = parse(text) as {
    readonly on: unknown
    readonly jobs: Readonly<Record<string, {readonly steps: readonly Step[]}>>
  }
  if (workflow.on !== 'pull_request')
    throw new Error(`Unexpected event ${JSON.stringify(workflow.on)}, expected pull_request`)
  const runner = startRunner(request, path.join(request.folder, 'workspace'))
  const context = {'github.base_ref': request.base, 'github.head_ref': request.head}
  const passedOver: string[] = []
  for (const step of Object.values(workflow.jobs).flatMap(({steps}) => steps)) {
    const [action = ''] = (step.uses ?? '').split('@')
    if (action === 'actions/checkout') checkOut(request, runner.workspace, valueOf(step.with?.['fetch-depth'], context))
    else if (action === 'guidelint/guidelint') runAction(inputsOf(step, context), context, request, runner)
    else if (step.run !== undefined) runner.run(step, context, {})
    else passedOver.push(step.uses ?? step.name ?? '')
    if (runner.status !== 0) break
  }
  return {...resultOf(runner), passedOver}
}

function inputsOf({with: given = {}}: Step, context: Context): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, valueOf(value, context)]))
}

/**
 * Run the action of this repository alone, in an existing folder.
 *
 * @param inputs Its inputs, as under `with` in a step.
 */
export function runActionIn(workspace: string, inputs: Readonly<Record<string, string>>, host: Host): StepsRun {
  const runner = startRunner(host, workspace)
  runAction(inputs, {}, host, runner)
  return resultOf(runner)
}

function resultOf({status, output, files}: Runner): StepsRun {
  const [, installed] = /^GUIDELINT=(.*)$/m.exec(readFileSync(files.GITHUB_ENV, 'utf8')) ?? []
  return {
    status,
    output,
    summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
    outputs: readFileSync(files.GITHUB_OUTPUT, 'utf8'),
    ...(installed !== undefined && {installed})
  }
}

interface Runner {
  readonly workspace: string
  readonly files: {readonly GITHUB_ENV: string; readonly GITHUB_STEP_SUMMARY: string; readonly GITHUB_OUTPUT: string}
  /** The exit status of the last step. */
  readonly status: number
  readonly output: string
  run(step: Step, context: Context, env: Readonly<Record<string, string>>): void
}

function startRunner({folder, env: given = {}}: Host, workspace: string): Runner {
  rmSync(folder, {recursive: true, force: true})
  mkdirSync(folder, {recursive: true})
  mkdirSync(workspace, {recursive: true})
  const files = {
    GITHUB_ENV: path.join(folder, 'environment'),
    GITHUB_STEP_SUMMARY: path.join(folder, 'summary.md'),
    GITHUB_OUTPUT: path.join(folder, 'outputs')
  }
  for (const file of Object.values(files)) writeFileSync(file, '')
  let [status, output] = [0, '']
  return {
    workspace,
    files,
    get status() {
      return status
    },
    get output() {
      return output
    },
    run: (step, context, env) => {
      const script = path.join(mkdtempSync(path.join(folder, 'step-')), 'script.sh')
      writeFileSync(script, filledIn(step.run ?? '', context))
      const kept = readFileSync(files.GITHUB_ENV, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split(/=([^]*)/, 2))
      const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, valueOf(value, context)])
      const result = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
        cwd: path.join(workspace, valueOf(step['working-directory'] ?? '.', context)),
        env: {...process.env, ...given, ...env, ...Object.fromEntries([...kept, ...own]), ...files},
        encoding: 'utf8',
        maxBuffer: 100_000_000
      })
      status = result.status ?? 2
      output += result.stdout + result.stderr
    }
  }
}

/**
 * Check out a pull request as actions/checkout does: the merge of its head into its base, with all branches only if
 * asked for.
 */
function checkOut({repository, base, head}: PullRequest, workspace: string, depth: string): void {
  const inRepository = (...args: readonly string[]) => git(repository, ...args)
  const merge = inRepository(
    'commit-tree',
    inRepository('merge-tree', '--write-tree', base, head),
    '-p',
    base,
    '-p',
    head,
    '-m',
    `Merge ${head} into ${base}`
  )
  inRepository('update-ref', 'refs/pull/1/merge', merge)
  git(workspace, 'init', '--quiet')
  git(workspace, 'remote', 'add', 'origin', `file://${repository}`)
  git(
    workspace,
    'fetch',
    '--quiet',
    '--no-tags',
    ...(depth === '0' ? [] : [`--depth=${depth === '' ? 1 : depth}`]),
    'origin',
    '+refs/pull/1/merge:refs/remotes/pull/1/merge',
    ...(depth === '0' ? ['+refs/heads/*:refs/remotes/origin/*'] : [])
  )
  git(workspace, 'checkout', '--quiet', '--force', 'refs/remotes/pull/1/merge')
}

function git(cwd: string, ...args: readonly string[]): string {
  const {status, stdout, stderr} = spawnSync(
    'git',
    ['-c', 'user.name=guidelint', '-c', 'user.email=guidelint@example.com', ...args],
    {cwd, encoding: 'utf8'}
  )
  if (status !== 0) throw new Error(`git ${args.join(' ')} in ${cwd}: ${stderr}`)
  return stdout.trim()
}

/**
 * The steps of the composite action.
 *
 * @param given Its inputs; expressions in them count as text.
 */
function runAction(given: Readonly<Record<string, string>>, outer: Context, {install}: Host, runner: Runner): void {
  const {inputs, runs} = parse(readFileSync(path.join(root, 'action.yml'), 'utf8')) as Action
  const unknown = Object.keys(given).filter((name) => inputs[name] === undefined)
  if (unknown.length > 0) throw new Error(`The action has no input ${unknown.join(', ')}`)
  const values = {
    ...Object.fromEntries(
      Object.entries(inputs).map(([name, input]) => [name, given[name] ?? valueOf(input.default, outer)])
    ),
    ...('package' in install && {package: install.package})
  }
  const context = {
    ...outer,
    'github.action_path': root,
    ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`inputs.${name}`, value]))
  }
  for (const step of runs.steps) {
    if ('command' in install && step.name === 'Install guidelint') continue
    runner.run(step, context, 'command' in install ? {GUIDELINT: install.command} : {})
    if (runner.status !== 0) return
  }
}

/** A YAML value in the form that the environment has. */
function valueOf(value: unknown, context: Context): string {
  return filledIn(
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '',
    context
  )
}

function filledIn(text: string, context: Context): string {
  return text.replaceAll(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (expression, name: string) => {
    const value = context[name]
    if (value === undefined) throw new Error(`Unexpected expression ${expression}`)
    return value
  })
}
