import {readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from '@jest/globals'
import {rules} from '../rules/index.ts'
import {configurationSchema} from '../src/config/configuration.ts'
import {guidelint} from './command-line.ts'

const root = path.resolve(import.meta.dirname, '..')
const file = path.join(root, 'README.md')

/** What a command of the README prints; `npx guidelint` is the built command line. */
function run(command: string): string {
  const {stdout} = guidelint(command.replace('npx guidelint ', '').split(' '), {cwd: root})
  if (stdout === '') throw new Error(`${command} prints nothing`)
  return stdout.trimEnd()
}

function withRuns(readme: string): string {
  return readme.replaceAll(
    /```console\n\$ (.+)\n[\s\S]*?\n```/g,
    (_, command: string) => `\`\`\`console\n$ ${command}\n${run(command)}\n\`\`\``
  )
}

function withRules(readme: string): string {
  const rows = rules.map(({meta}) => {
    const options = Object.keys(meta.options)
      .map((name) => ` (\`${name}\`)`)
      .join('')
    return `| [\`${meta.id}\`](rules/${meta.id}.md)${options} | ${meta.summary} | ${meta.recommended} | ${meta.strict} |`
  })
  const table = ['| rule | reports | recommended | strict |', '| --- | --- | --- | --- |', ...rows].join('\n')
  return readme.replace(/<!-- rules -->[\s\S]*<!-- \/rules -->/, `<!-- rules -->\n\n${table}\n\n<!-- /rules -->`)
}

test('the README shows real runs and all rules (UPDATE=1 writes them)', () => {
  const written = readFileSync(file, 'utf8')
  const right = withRules(withRuns(written))
  if (process.env['UPDATE'] !== undefined) writeFileSync(file, right)
  expect(right).toBe(readFileSync(file, 'utf8'))
})

test('the example in code says what it does', async () => {
  const [, code = ''] = /```js\n([\s\S]*?)```/.exec(readFileSync(file, 'utf8')) ?? []
  const [, comment] = /\/\/ (.*)$/m.exec(code) ?? []
  const {lintText, readTemplate} = await import('../src/index.ts')
  const template = readTemplate('# [Name]\n\n## Usage\n', 'template.md')
  const {messages} = lintText('# Kiln\n\n## Usge\n\nHeat it.\n', {template, preset: 'strict'})
  expect(String(messages[0])).toBe(comment)
})

test('the workflows are those that were checked', () => {
  const [, workflow] = /```yaml\n(name: Guides\n[\s\S]*?)```/.exec(readFileSync(file, 'utf8')) ?? []
  expect(workflow).toBe(readFileSync(path.join(root, 'fixtures/workflows/guides.yml'), 'utf8'))
  const [, description] =
    /```yaml\n(name: Description\n[\s\S]*?)```/.exec(readFileSync(path.join(root, 'docs/pull-requests.md'), 'utf8')) ??
    []
  expect(description).toBe(readFileSync(path.join(root, 'fixtures/workflows/description.yml'), 'utf8'))
})

test('every dependency has its reason', () => {
  const {dependencies, devDependencies} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >
  const reasons = readFileSync(path.join(root, 'docs/dependencies.md'), 'utf8')
  const named = Array.from(reasons.matchAll(/^\| `([^`]+)` \|/gm), ([, name]) => name)
  expect(new Set(named)).toEqual(new Set([...Object.keys(dependencies ?? {}), ...Object.keys(devDependencies ?? {})]))
})

test('the JSON Schema that is shipped is made of what reads a configuration (UPDATE=1 writes it)', () => {
  const shipped = path.join(root, 'schema.json')
  const schema = `${JSON.stringify(configurationSchema(rules), undefined, 2)}\n`
  if (process.env['UPDATE'] !== undefined) writeFileSync(shipped, schema)
  expect(schema).toBe(readFileSync(shipped, 'utf8'))
})
