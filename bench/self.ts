/**
 * Checks templates against themselves. All findings, except those about leftovers, empty sections and labels, and the
 * title, show that something was misread. Ends with 1 if there are any.
 *
 *     npm run self [-- folder of templates ...]
 */
import {TemplateError} from '../src/index.ts'
import {foldersThere, structuralFindings, templatesIn} from './templates.ts'

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

const named = process.argv.slice(2)
const folders = foldersThere(named.length > 0 ? named : ['../shared/templates', '../shared/corpora'], say)
const templates = folders.flatMap((folder) => templatesIn(folder))
const counts = {clean: 0, unread: 0, faulty: 0, findings: 0}
for (const file of templates) {
  try {
    const found = structuralFindings(file)
    counts[found.length > 0 ? 'faulty' : 'clean']++
    counts.findings += found.length
    if (found.length > 0)
      say(
        `${file}\n${found.map(({line, column, ruleId, reason}) => `  ${line}:${column} ${ruleId}: ${reason}`).join('\n')}`
      )
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    counts.unread++
    say(`${file}\n  cannot be read: ${error.message}`)
  }
}
say(
  `${templates.length} templates: ${counts.clean} have no structural finding against themselves, ${counts.faulty} have ${counts.findings}, ${counts.unread} cannot be read`
)
process.exitCode = counts.faulty > 0 ? 1 : 0
