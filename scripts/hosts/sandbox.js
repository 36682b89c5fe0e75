import {spawn} from 'node:child_process'
import {mkdir, mkdtemp, readFile, realpath, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {stripVTControlCharacters} from 'node:util'
import {recipe} from './recipes.js'

export const root = path.resolve(import.meta.dirname, '../..')

const fixtures = path.join(root, 'fixtures/projects/pottery')
const good = await readFile(path.join(fixtures, 'docs/wheel.md'), 'utf8')

/** A guide without findings, and the same with two faults, and with one that has a fix. */
export const guides = {
  good,
  mendable: good.replace('## Settings', '## Setings'),
  bad: good.replace('## Settings', '## Setings').replace('Speed at which it stops by itself', '[Description]')
}

/** What has to be found in the bad one. */
export const findings = [
  'Unexpected heading `Setings`, expected `Settings`',
  'Unexpected placeholder `[Description]`, expected your own text'
]

/** The tool of a host is not there, and cannot be installed. */
export class MissingTool extends Error {}

/** A folder with the packed guidelint, in which hosts have projects of their own. */
export async function createSandbox({isBuilt}) {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'guidelint-hosts-')))
  // A package above the projects, so that none further up is taken for theirs.
  await writeFile(path.join(folder, 'package.json'), '{"private": true}\n')
  await writeFile(
    path.join(folder, 'gitconfig'),
    '[user]\nname = guidelint\nemail = guidelint@example.com\n[init]\ndefaultBranch = main\n'
  )
  const env = {
    ...process.env,
    PATH: withoutOwnTools(process.env.PATH ?? ''),
    GIT_CONFIG_GLOBAL: path.join(folder, 'gitconfig'),
    // The hosts install much the same packages.
    npm_config_audit: 'false',
    npm_config_prefer_offline: 'true'
  }
  const packed = await run(`npm pack --silent ${isBuilt ? '--ignore-scripts ' : ''}--pack-destination "${folder}"`, {
    cwd: root,
    env
  })
  succeeds(packed)
  const tarball = path.join(folder, packed.output.trim().split('\n').at(-1) ?? '')
  return {
    folder,
    env,
    tarball,
    /** A git repository with a template and the configuration of the page. */
    async project(name) {
      const cwd = path.join(folder, name)
      const project = {
        cwd,
        run: (command, more = {}) => run(command, {cwd, env: {...env, ...more}}),
        write: async (files) => {
          for (const [file, content] of Object.entries(files)) {
            await mkdir(path.dirname(path.join(cwd, file)), {recursive: true})
            await writeFile(path.join(cwd, file), content)
          }
        },
        /** Do what the page says, with the tarball in the place of the published package. */
        follow: async (steps) => {
          for (const step of steps) {
            if ('file' in step) await project.write({[step.file]: step.content})
            else succeeds(await project.run(step.command.replace(/^(npm install .*)\bguidelint /, `$1"${tarball}" `)))
          }
        }
      }
      await project.write({
        'package.json': '{"private": true}\n',
        '.gitignore': 'node_modules/\n',
        'templates/integration-guide.md': await readFile(path.join(fixtures, 'templates/device.md'), 'utf8')
      })
      await project.follow(recipe('Hooks'))
      succeeds(await project.run('git init --quiet && git add . && git commit --quiet --message "Start"'))
      return project
    },
    remove: () => rm(folder, {recursive: true, force: true})
  }
}

/** `npm run` puts the tools of this checkout first; users do not have them. */
function withoutOwnTools(searchPath) {
  return searchPath
    .split(path.delimiter)
    .filter((folder) => !folder.endsWith(path.join('node_modules', '.bin')))
    .join(path.delimiter)
}

/**
 * Run a command in a shell; remark prints colours even where nobody sees them, so they are taken away.
 *
 * @returns {Promise<{command: string, status: number | null, output: string}>}
 */
function run(command, {cwd, env}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, {cwd, env, shell: true, stdio: ['ignore', 'pipe', 'pipe']})
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
      })
    child
      .on('error', reject)
      .on('close', (status) => resolve({command, status, output: stripVTControlCharacters(output)}))
  })
}

/** Throw, with all that a command printed, where it ended otherwise than with status 0. */
export function succeeds(result, expected = {}) {
  ends(result, {status: 0, ...expected})
}

/** Throw, with all that a command printed, where it did not end so. */
export function ends({command, status, output}, {status: expected, prints = [], hides = []}) {
  const faults = [
    ...(status === expected ? [] : [`ended with status ${status}, expected ${expected}`]),
    ...prints.filter((text) => !output.includes(text)).map((text) => `did not print: ${text}`),
    ...hides.filter((text) => output.includes(text)).map((text) => `printed: ${text}`)
  ]
  if (faults.length > 0) throw new Error(`${command}\n${faults.join('\n')}\n\n${output}`)
}

/** Stage a guide with faults and try to commit it, then mend it and commit. */
export async function refusesUntilMended(project, {prints = [], printsMended = [], env = {}} = {}) {
  // Hooks hand names on through shells.
  const guide = "docs/potter's wheel.md"
  const commit = () => project.run('git add . && git commit --message "Describe the wheel"', env)
  const commits = async () => (await project.run('git rev-list --count HEAD')).output.trim()
  const before = await commits()
  await project.write({[guide]: guides.bad})
  ends(await commit(), {status: 1, prints: [guide, ...findings, ...prints]})
  if ((await commits()) !== before) throw new Error('The guide with faults was committed')
  await project.write({[guide]: guides.good})
  succeeds(await commit(), {prints: printsMended, hides: findings})
  if ((await commits()) === before) throw new Error('The mended guide was not committed')
}
