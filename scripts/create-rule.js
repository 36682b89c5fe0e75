// Writes a new rule with its page and fixtures, and registers it: npm run create-rule -- <id>. What is written works, and
// its tests fail until every line that contains `create-rule:` is gone; each of these lines is a task.
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import process from 'node:process'

const registry = 'src/rule.ts'
const list = 'rules/index.ts'

const [id = '', ...others] = process.argv.slice(2)
const problem = problemWith(id, others)
if (problem === undefined) create(id)
else {
  process.stderr.write(`${problem}\n`)
  process.exitCode = 2
}

/** What is wrong with the arguments, in one line. */
function problemWith(name, more) {
  if (name === '' || more.length > 0) return 'Usage: npm run create-rule -- <id>'
  if (name.length > 40 || !/^[a-z]+(?:-[a-z]+)*$/.test(name))
    return `Unexpected rule id \`${printable(name)}\`, expected up to 40 lowercase letters with single hyphens between words, such as \`table-captions\``
  const taken = [`rules/${name}.ts`, `rules/${name}.md`, `fixtures/${name}`].find((file) => existsSync(file))
  if (taken !== undefined) return `The id \`${name}\` is taken: ${taken} exists`
  const missing = [registry, list].find((file) => !existsSync(file))
  return missing === undefined ? undefined : `${missing} does not exist, run this in the folder of the repository`
}

function printable(text) {
  return text.slice(0, 60).replaceAll(/[^\x20-\x7E]/g, '?')
}

function create(name) {
  const changed = {[registry]: withId(name), [list]: withRule(name)}
  const written = filesOf(name)
  mkdirSync(`fixtures/${name}`, {recursive: true})
  for (const [file, text] of Object.entries({...written, ...changed})) writeFileSync(path.normalize(file), text)
  process.stdout.write(
    [
      'Written:',
      ...Object.keys(written).map((file) => `  ${file}`),
      'Changed:',
      ...Object.keys(changed).map((file) => `  ${file}`),
      '',
      'Each line with `create-rule:` in these files is a task. To see which tasks are left:',
      '',
      `  npm test -- rules.test -t ${name}`,
      ''
    ].join('\n')
  )
}

/** The list of ids with another at its end. */
function withId(name) {
  return replaced(registry, /'\n\] as const/, () => `',\n  '${name}'\n] as const`)
}

/** The list of rules with another at its end, and an import where the alphabet has it. */
function withRule(name) {
  const listed = replaced(list, /\n\]\n$/, () => `,\n  ${camelCase(name)}\n]\n`)
  const lines = listed.split('\n')
  const isLater = (line) => (/^import \w+ from '\.\/(.+)\.ts'/.exec(line)?.[1] ?? '') > name
  const later = lines.findIndex((line) => isLater(line))
  const at = later === -1 ? lines.indexOf('') : later
  return lines.toSpliced(at, 0, `import ${camelCase(name)} from './${name}.ts'`).join('\n')
}

function replaced(file, pattern, replacement) {
  const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n')
  if (!pattern.test(text)) throw new Error(`${file} has changed its form: adapt scripts/create-rule.js`)
  return text.replace(pattern, replacement)
}

function camelCase(name) {
  return name.replaceAll(/-([a-z])/g, (_, letter) => letter.toUpperCase())
}

function filesOf(name) {
  return {
    [`fixtures/${name}/template.md`]: `<!-- create-rule: task 1. Write a small template that shows what the rule is about, in place of this one. -->

# [Name]

## Usage

[How it is used]
`,
    [`fixtures/${name}/ok-strict.md`]: `<!-- create-rule: task 2. Write a document in which the rule must find nothing, with what comes close to a fault. -->

# Kiln

## Usage

Heat it.
`,
    [`fixtures/${name}/not-ok-strict.md`]: `<!-- create-rule: task 3. Write a document with each fault that the rule must find. -->

# Kiln

## Usage

A fault.
`,
    [`fixtures/${name}/not-ok-strict.txt`]: `create-rule: task 4. Write the findings that you expect, one on each line, as in fixtures/title/not-ok.txt. After task 6, "UPDATE=1 npm test -- rules.test" writes what the rule finds: read each line before you accept it.
`,
    [`rules/${name}.ts`]: ruleText(name),
    [`rules/${name}.md`]: `# ${name}

<!-- generated -->
<!-- create-rule: task 7. Run "UPDATE=1 npm test -- rules.test", then "UPDATE=1 npm test -- readme.test infer.test": they write this part, the table in README.md, schema.json and the example in docs/infer.md. -->
<!-- /generated -->

## What it looks at

<!-- create-rule: task 8. Say what the rule looks at, what it leaves alone, and how a template or a document can say otherwise. -->

## When to turn it off

<!-- create-rule: task 9. Say for which documents the rule is of no use. -->
`
  }
}

function ruleText(name) {
  return `import {nodesOfType} from '../src/align/alignment.ts'
import {statementsOf} from '../src/markdown/says-nothing.ts'
import {headingPlace} from '../src/markdown/places.ts'
import {quote, textOf} from '../src/markdown/text.ts'
import {defineRule} from '../src/rule.ts'

/** Sections with the text "A fault." and nothing else, as an example. */
export default defineRule(
  {
    id: '${name}',
    // create-rule: task 5. Say what the rule reports, in one sentence without its full stop, here and in the comment above.
    summary: 'Sections with the text "A fault" and nothing else',
    // A new rule is part of \`strict\` only, until CONTRIBUTING.md, "Precision", has been followed.
    recommended: 'off',
    strict: 'error',
    options: {}
  },
  ({alignment}) =>
    // create-rule: task 6. Yield a finding for each fault; \`Finding\` in src/rule.ts says what each property is for.
    nodesOfType(alignment, 'matched')
      .filter(({section}) => statementsOf(section).some((node) => textOf(node) === 'A fault.'))
      .map(({spec, section}) => ({
        place: headingPlace(section),
        section,
        subjects: ['fault'],
        reason: \`Unexpected fault in section \${quote(section.name)}, expected other text\`,
        templateLine: spec.line
      }))
)
`
}
