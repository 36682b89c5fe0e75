import {readFileSync} from 'node:fs'
import path from 'node:path'

const folder = path.resolve(import.meta.dirname, '../fixtures/templates/integration-guide')

/** The template, a guide and the one that it links to, as files beside each other. */
export const files = Object.fromEntries(
  ['template.md', 'ledgerly.md', 'tidewatch.md'].map((name) => [name, readFileSync(path.join(folder, name), 'utf8')])
)

/** What writers do to a guide: what it said, and what it says then. Each is one fault. */
const replaced: ReadonlyArray<readonly [mistake: string, was: string, is: string]> = [
  ['the title is misspelt', 'Integration Guide\n', 'Integration Giude\n'],
  ['the name is left to fill in', 'integrating with Ledgerly,', 'integrating with [Service Name],'],
  ['an entry of the contents is gone', '- [Monitoring](#monitoring)\n', ''],
  ['an entry leads nowhere', '(#error-handling)', '(#errors)'],
  [
    'two entries are out of order',
    '- [Configuration](#configuration)\n- [Data Exchange](#data-exchange)\n',
    '- [Data Exchange](#data-exchange)\n- [Configuration](#configuration)\n'
  ],
  ['a diagram has no language', '```mermaid\n', '```\n'],
  ['an anchor is misspelt', '(#idempotency-keys)', '(#idempotencykeys)'],
  ['a heading is misspelt', '## Prerequisites', '## Prerequisits'],
  ['a heading has no space behind its marks', '### Rate Limits', '###Rate Limits'],
  ['an anchor has capitals', '(#retry-strategy)', '(#Retry-Strategy)'],
  ['a label is misspelt', '- **Use Cases**: Creating', '- **Use Csaes**: Creating'],
  [
    'a labelled item is gone',
    '- **Cons**: Events may arrive twice or out of order, and your endpoint has to be reachable from outside.\n',
    ''
  ],
  ['a number is given twice', '### Type 3: SFTP', '### Type 2: SFTP'],
  ['a column is misspelt', '| Required | Default |', '| Required | Defualt |'],
  ['a cell has another value than the choices', 'server-to-server calls | Yes |', 'server-to-server calls | Yess |'],
  ['a section is too high', '### Configuration Files', '## Configuration Files'],
  ['a heading is in the plural', '### Retry Strategy', '### Retry Strategies'],
  ['a heading is in bold', '### Health Checks', '**Health Checks**'],
  ['the name of a file is misspelt', '(tidewatch.md#authentication)', '(tidewach.md#authentication)'],
  ['a label of another list is misspelt', '- **Symptoms**: Calls', '- **Symtoms**: Calls'],
  ['a link has no scheme', '(https://status.ledgerly.example.com/)', '(status.ledgerly.example.com)'],
  ['a placeholder is left', 'Questions with the tag `ledgerly-api`', '[Link to relevant tags]']
]

/** The guide with twenty-five mistakes: those above, a section that is gone, and two that stand elsewhere. */
export function guideWithMistakes(): string {
  const changed = replaced.reduce((text, [mistake, was, is]) => {
    if (!text.includes(was)) throw new Error(`Cannot make a mistake, ${mistake}: ${was}`)
    return text.replace(was, is)
  }, files['ledgerly.md'] ?? '')
  const withoutAlerting = cut(changed, '### Alerting', '## Examples').rest
  const examples = cut(withoutAlerting, '## Examples', '## Troubleshooting')
  const swapped = examples.rest.replace('## Monitoring', () => `${examples.part}## Monitoring`)
  const logging = cut(swapped, '### Logging', '## Troubleshooting')
  return logging.rest.replace('### Documentation', () => `${logging.part}### Documentation`)
}

function cut(text: string, from: string, to: string): {part: string; rest: string} {
  const start = text.indexOf(`\n${from}`) + 1
  const end = text.indexOf(`\n${to}`, start) + 1
  return {part: text.slice(start, end), rest: text.slice(0, start) + text.slice(end)}
}

/** What is left to the author after `--fix=move`: what stands there, and what is to. */
export const editsByHand: ReadonlyArray<readonly [left: string, text: string]> = [
  ['[Service Name]', 'Ledgerly'],
  ['- **Cons**:\n', '- **Cons**: Events may arrive twice.\n'],
  ['| Yess |', '| Yes |'],
  ['[Describe recommended alerting strategy]', 'Wake somebody only for what cannot wait until morning.'],
  ['[Link to relevant tags]', 'Questions with the tag `ledgerly-api`']
]
