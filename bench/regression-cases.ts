import {readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import type {Found} from './old-repository.ts'

/** Reads and changes the files of a repository. */
export interface Editor {
  readonly read: (file: string) => string
  readonly edit: (file: string, change: (text: string) => string) => void
  readonly remove: (file: string) => void
  readonly move: (from: string, to: string) => void
}

/** One way in which a repository gets worse. */
export interface Regression {
  readonly name: string
  readonly apply: (editor: Editor) => void
  /** Exactly what must be reported; `reason` is the start of the reason. */
  readonly expected: (before: Pick<Editor, 'read'>) => readonly Found[]
}

const proposal = 'keps/sig-node/1287-in-place-update-pod-resources/README.md'
const oldest = 'keps/sig-node/213-run-as-group/README.md'
const linked = 'keps/sig-node/2837-pod-level-resource-spec/README.md'
const moved = 'keps/sig-node/4216-image-pull-per-runtime-class'
const template = 'templates/runbook.md'
const runbook = 'docs/runbooks/incidents/postgres-unavailable.md'
const target = 'docs/runbooks/incidents/temporal-workers-stalled.md'
/** The proposals that get worse. */
export const proposals: readonly string[] = [proposal, oldest, linked, `${moved}/README.md`]

/** The runbooks that the configuration of init names. */
const runbooks = [
  'external-dependencies/keycloak-realm-misconfigured',
  'incidents/postgres-unavailable',
  'incidents/temporal-workers-stalled',
  'incidents/vault-transit-failures',
  'procedures/connector-registration-failed',
  'procedures/dpp-export-stuck'
].map((name) => `docs/runbooks/${name}.md`)

/**
 * Add what the corpora lack, before the repository is set up: a link to a heading of another document, and a template
 * that says that its code is required (otherwise `recommended` treats code as an example).
 */
export function addAtSetup(cwd: string): void {
  const {edit} = editorIn(cwd)
  edit(proposal, (text) =>
    text.replace(
      '\n## Motivation\n',
      `\nSee [the test plan](../2837-pod-level-resource-spec/README.md#test-plan) of a proposal like it.\n\n## Motivation\n`
    )
  )
  edit(template, (text) => text.replace(/(?<=\n## Pre-Checks\n[^]*?)```bash/, '<!-- guidelint required -->\n\n```bash'))
}

/** @throws {Error} The editor throws it if an edit changes nothing. */
export function editorIn(cwd: string): Editor {
  const read = (file: string) => readFileSync(path.join(cwd, file), 'utf8')
  return {
    read,
    edit: (file, change) => {
      const before = read(file)
      const after = change(before)
      if (after === before) throw new Error(`${file} stays as it is`)
      writeFileSync(path.join(cwd, file), after)
    },
    remove: (file) => rmSync(path.join(cwd, file)),
    move: (from, to) => renameSync(path.join(cwd, from), path.join(cwd, to))
  }
}

function one(file: string, rule: string, reason: string): () => readonly Found[] {
  return () => [{file, rule, reason}]
}

/** A text without one section, down to the next heading of the same or a lower depth. */
function withoutSection(text: string, heading: string): string {
  const depth = /^#+/.exec(heading)?.[0].length ?? 1
  const start = text.indexOf(`\n${heading}\n`)
  const [end] = Array.from(
    text.slice(start + 1 + heading.length).matchAll(new RegExp(`\n(?=#{1,${depth}} )`, 'g')),
    ({index}) => start + 1 + heading.length + index
  )
  return start < 0 ? text : text.slice(0, start) + text.slice(end)
}

function withoutLine(text: string, part: string): string {
  return text
    .split('\n')
    .filter((line) => !line.includes(part))
    .join('\n')
}

/** A text without one column of the table that starts with a header. */
function withoutColumn(text: string, header: string, column: number): string {
  const lines = text.split('\n')
  const start = lines.findIndex((line) => line.startsWith(header))
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'))
  return lines
    .map((line, index) => (index >= start && index < end ? line.split('|').toSpliced(column, 1).join('|') : line))
    .join('\n')
}

/** The regressions, in documents of an old repository. */
export const regressions: readonly Regression[] = [
  {
    name: 'section removed, with its entry of the contents',
    apply: ({edit}) =>
      edit(proposal, (text) =>
        withoutLine(withoutSection(text, '### Risks and Mitigations'), '(#risks-and-mitigations)')
      ),
    expected: one(proposal, 'required-headings', 'Missing section `Risks and Mitigations`')
  },
  {
    // One fault, one finding: the entry leads nowhere because the section is missing.
    name: 'section removed, its entry left',
    apply: ({edit}) => edit(proposal, (text) => withoutSection(text, '## Drawbacks')),
    expected: one(proposal, 'required-headings', 'Missing section `Drawbacks`')
  },
  {
    name: 'table removed',
    apply: ({edit}) =>
      edit(runbook, (text) =>
        text.replace(
          /\| Time \| Action [^]*?\n\n/,
          'Tell the channel of the platform team, and page the lead after ten minutes.\n\n'
        )
      ),
    expected: one(runbook, 'required-content', 'Missing table')
  },
  {
    name: 'column removed',
    apply: ({edit}) => edit(runbook, (text) => withoutColumn(text, '| Time | Action |', 3)),
    expected: one(runbook, 'table-columns', 'Missing column `Channel`')
  },
  {
    name: 'code block removed',
    apply: ({edit}) =>
      edit(runbook, (text) =>
        text.replace(/(## Pre-Checks\n\n)```bash\n[^]*?```\n/, '$1All pods are up, and none has restarted.\n')
      ),
    expected: one(runbook, 'required-content', 'Missing code block')
  },
  {
    name: 'field removed',
    apply: ({edit}) => edit(runbook, (text) => withoutLine(text, '**Data loss risk**')),
    expected: one(runbook, 'list-labels', 'Missing field `Data loss risk`')
  },
  {
    name: 'front matter key removed',
    apply: ({edit}) => edit(runbook, (text) => withoutLine(text, 'owner: infra-lead')),
    expected: one(runbook, 'front-matter', 'Missing key `owner`')
  },
  {
    name: 'heading renamed, with its entry of the contents',
    apply: ({edit}) =>
      edit(proposal, (text) =>
        text
          .replace('[Version Skew Strategy](#version-skew-strategy)', '[Version Skew Policy](#version-skew-policy)')
          .replace('### Version Skew Strategy\n', '### Version Skew Policy\n')
      ),
    expected: one(
      proposal,
      'required-headings',
      'Unexpected heading `Version Skew Policy`, expected `Version Skew Strategy`'
    )
  },
  {
    name: 'heading renamed that another document links to',
    apply: ({edit}) =>
      edit(linked, (text) =>
        text.replace('[Test Plan](#test-plan)', '[Tests](#tests)').replace('### Test Plan\n', '### Tests\n')
      ),
    expected: () => [
      {file: linked, rule: 'required-headings', reason: 'Missing section `Test Plan`'},
      {
        file: proposal,
        rule: 'valid-anchors',
        reason: 'Unexpected link to `#test-plan` in `../2837-pod-level-resource-spec/README.md`'
      }
    ]
  },
  {
    name: 'link target deleted',
    apply: ({remove}) => remove(target),
    expected: ({read}) =>
      runbooks
        .filter((file) => file !== target)
        .flatMap((file) =>
          Array.from(read(file).matchAll(/\]\((?:\.\.\/incidents\/)?temporal-workers-stalled\.md\)/g), ([link]) => ({
            file,
            rule: 'valid-anchors',
            reason: `Unexpected link to \`${link.slice(2, -1)}\``
          }))
        )
  },
  {
    name: 'contents link broken',
    apply: ({edit}) => edit(proposal, (text) => text.replace('- [Drawbacks](#drawbacks)', '- [Drawbacks](#drawback)')),
    expected: one(proposal, 'valid-anchors', 'Unexpected link to `#drawback`')
  },
  {
    name: 'placeholder pasted',
    apply: ({read, edit}) =>
      edit(
        oldest,
        (text) =>
          `${text.trimEnd()}\n\n${/^- <test>: .*|^- \[test name\].*/m.exec(read('keps/NNNN-kep-template/README.md'))?.[0]}\n`
      ),
    expected: one(oldest, 'no-placeholders', 'Unexpected')
  },
  {
    name: 'section moved to the end',
    apply: ({edit}) =>
      edit(runbook, (text) => {
        const [start, end] = [text.indexOf('\n## Pre-Checks\n'), text.indexOf('\n## Communication Steps\n')]
        return text.slice(0, start) + text.slice(end) + text.slice(start, end)
      }),
    expected: one(runbook, 'heading-order', 'Unexpected order of section `Pre-Checks`')
  },
  {
    name: 'template asks for one more section',
    apply: ({edit}) => edit(template, (text) => `${text.trimEnd()}\n\n## Costs\n\nWhat an hour of this costs.\n`),
    expected: () => runbooks.map((file) => ({file, rule: 'required-headings', reason: 'Missing section `Costs`'}))
  },
  {
    name: 'old document moved',
    apply: ({move}) => move(moved, moved.replace('per-runtime', 'by-runtime')),
    expected: () => []
  },
  {
    name: 'sentence added to an old document',
    apply: ({edit}) => edit(oldest, (text) => text.replace(/^## .*\n/m, '$&\nA sentence more.\n')),
    expected: () => []
  }
]
