import {type SpawnSyncReturns, spawnSync} from 'node:child_process'
import {cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {stripVTControlCharacters} from 'node:util'
import {parse} from 'yaml'

const root = path.resolve(import.meta.dirname, import.meta.filename.endsWith('.ts') ? '..' : '../..')

/** The commands of docs/old-repository.md, as written there. */
export function commandsOfPage(): readonly string[] {
  const [, block = ''] = /```sh\n([^]*?)```/.exec(readFileSync(path.join(root, 'docs/old-repository.md'), 'utf8')) ?? []
  return block.trim().split('\n')
}

/** Put files into a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), {recursive: true})
    writeFileSync(path.join(folder, name), text)
  }
}

/**
 * Write the corpus of Kubernetes' proposals as in their repository, with a folder for each, and guides and runbooks of
 * two more templates, which have the tables, code, fields and front matter that proposals lack.
 *
 * @param corpora The folder of the corpora.
 * @param isTaken Which of the proposals are taken, by their paths.
 */
export function writeOldRepository(
  corpora: string,
  folder: string,
  isTaken: (file: string, index: number) => boolean = () => true
): void {
  const copy = (from: string, to: string) => {
    mkdirSync(path.dirname(path.join(folder, to)), {recursive: true})
    cpSync(path.join(corpora, from), path.join(folder, to))
  }
  for (const [index, name] of readdirSync(path.join(corpora, 'kep/docs')).toSorted().entries()) {
    const [, group = '', own = ''] = /^(sig-[^_]+(?:_[A-Za-z-]+)*?)_(\d.*)_README\.md$/.exec(name) ?? []
    const file = `keps/${group.replaceAll('_', '/')}/${own}/README.md`
    if (isTaken(file, index)) copy(`kep/docs/${name}`, file)
  }
  copy('kep/template.md', 'keps/NNNN-kep-template/README.md')
  for (const [corpus, template] of [
    ['integrations', 'integration'],
    ['dataspace-runbooks', 'runbook']
  ] as const) {
    copy(`filled/${corpus}/template.md`, `templates/${template}.md`)
    for (const name of readdirSync(path.join(corpora, 'filled', corpus, 'docs')))
      copy(`filled/${corpus}/docs/${name}`, name.replaceAll('_', '/'))
  }
  writeFiles(folder, {'package.json': '{"private": true}\n', '.gitignore': 'node_modules/\n'})
}

/** A shell for the commands of a user, with its own home folder and guidelint as if published from this checkout. */
export interface Machine {
  readonly folder: string
  /** The package as npm packs it. */
  readonly tarball: string
  run(command: string, cwd: string): SpawnSyncReturns<string>
}

/**
 * Create a home folder with this checkout in the places from which users get guidelint: packed, for npm, and as a
 * repository with the tag of its version, for pre-commit.
 *
 * @throws {Error} If git, npm or pip fails.
 */
export function createMachine(folder: string): Machine {
  const {version} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {version: string}
  const [published, python, tarball] = ['guidelint.git', 'python', `guidelint-${version}.tgz`].map((name) =>
    path.join(folder, name)
  ) as [string, string, string]
  // pre-commit keeps these variables of git.
  const settings = Object.entries({
    'user.name': 'guidelint',
    'user.email': 'guidelint@example.com',
    'init.defaultBranch': 'main',
    [`url.${published}.insteadOf`]: 'https://github.com/guidelint/guidelint'
  })
  const env = {
    ...process.env,
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value]
      ])
    ),
    XDG_CACHE_HOME: path.join(folder, 'cache'),
    PRE_COMMIT_HOME: path.join(folder, 'pre-commit'),
    PYTHONPATH: python,
    PATH: `${path.join(python, 'bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_prefer_offline: 'true'
  }
  const run = (command: string, cwd: string) =>
    spawnSync('bash', ['-c', command], {cwd, env, encoding: 'utf8', maxBuffer: 1_000_000_000})
  const git = `git --git-dir "${published}" --work-tree "${root}"`
  for (const command of [
    `npm pack --silent --pack-destination "${folder}"`,
    `git clone --quiet --bare "${root}" "${published}" && ${git} reset --quiet && ${git} add --all && ${git} commit --quiet --allow-empty --message "As it is now" && ${git} tag v${version}`,
    `pip install --quiet --root-user-action ignore --target "${python}" pre-commit`
  ])
    succeed(run(command, root), command)
  return {folder, tarball, run}
}

/** @throws {Error} If a command has failed, with everything that it printed. */
export function succeed({status, stdout, stderr}: SpawnSyncReturns<string>, command: string): string {
  if (status !== 0) throw new Error(`${command} ended with ${status}:\n${stdout}${stderr}`)
  return stdout
}

/** A finding, for comparisons. */
export interface Found {
  readonly file: string
  readonly rule: string
  readonly reason: string
}

/** The findings of `--format json`. */
export function foundInJson(text: string): readonly Found[] {
  const reports = JSON.parse(text) as ReadonlyArray<{
    path: string
    messages: ReadonlyArray<{ruleId: string; reason: string}>
  }>
  return reports.flatMap(({path: file, messages}) => messages.map(({ruleId: rule, reason}) => ({file, rule, reason})))
}

/** The annotations of `--format github`. */
export function foundInAnnotations(text: string): readonly Found[] {
  return Array.from(
    text.matchAll(/^::(?:error|warning) file=([^,]*),.*?title=([^:]*)::(.*)$/gm),
    ([, file = '', rule = '', reason = '']) => ({file, rule, reason: reason.split('%0A')[0] ?? ''})
  )
}

/** The findings of the report for people, whose lines are wrapped. */
export function foundInReport(text: string): readonly Found[] {
  const found: Array<{file: string; rule: string; reason: string}> = []
  let file = ''
  for (const line of stripVTControlCharacters(text).split('\n')) {
    const [, first] = /^\d+:\d+(?:-\d+:\d+)?\s+(?:error|warning)\s+(.*)$/.exec(line) ?? []
    const [, reason = '', rule = ''] = /^(.*?)\s+([a-z]+(?:-[a-z]+)*)(?:\s+\S+:\d+)?$/.exec(first ?? '') ?? []
    const last = found.at(-1)
    if (first !== undefined) found.push({file, rule, reason})
    else if (last && /^ {8} *\S/.test(line)) last.reason += ` ${line.trim()}`
    else if (/\.(?:md|markdown)$/.test(line)) file = line
  }
  return found
}

/** How pre-commit would run the hook of this repository for a configuration: its command, and when. */
export function hookOf(configuration: string): {
  readonly args: readonly string[]
  readonly hasNames: boolean
  readonly isAlwaysRun: boolean
} {
  interface Hook {
    readonly id: string
    readonly args?: readonly string[]
    readonly pass_filenames?: boolean
    readonly always_run?: boolean
  }
  const {repos} = parse(configuration) as {
    readonly repos: ReadonlyArray<{readonly repo: string; readonly hooks: readonly Hook[]}>
  }
  const manifest = parse(readFileSync(path.join(root, '.pre-commit-hooks.yaml'), 'utf8')) as readonly Hook[]
  const [own] = repos.filter(({repo}) => repo === 'https://github.com/guidelint/guidelint').flatMap(({hooks}) => hooks)
  const {
    args = [],
    pass_filenames: hasNames = true,
    always_run: isAlwaysRun = false
  } = {...manifest.find(({id}) => id === own?.id), ...own}
  return {args, hasNames, isAlwaysRun}
}
