import path from 'node:path'
import {readFileSync, writeFileSync} from 'node:fs'
import {describe, expect, test} from '@jest/globals'
import {temporaryFolder} from './temporary-folder.ts'
import {warmGuidelint} from './warm-command-line.ts'

const {write} = temporaryFolder()

const template = `# [Name]

## Usage

[How it is used]

## Limits

- **Heat**: [degrees]

## Support
`

const lacksSupport = `# Kiln

## Usage

Close the door.

## Limits

- **Heat**: 1200
`

const complete = `${lacksSupport}\n## Support\n\nAsk in the yard.\n`

function folderOf(...documents: readonly string[]): string {
  return write({
    'template.md': template,
    ...Object.fromEntries(documents.map((text, index) => [`docs/${index + 1}.md`, text]))
  })
}

function check(cwd: string, ...args: readonly string[]) {
  const {status, stdout} = warmGuidelint(['-t', 'template.md', '--no-cache', '-f', 'json', ...args], {cwd})
  const files = JSON.parse(stdout) as ReadonlyArray<{
    readonly path: string
    readonly messages: ReadonlyArray<{readonly line: number; readonly fatal: boolean; readonly reason: string}>
  }>
  return {
    status,
    found: files.flatMap(({path: name, messages}) =>
      messages.map(({line, fatal, reason}) => `${name}:${line} ${fatal ? 'error' : 'warning'} ${reason}`)
    )
  }
}

const missing = (document: number) =>
  `docs/${document}.md:9 error Missing section \`Support\`, expected it after \`Limits\``

describe('what most documents have wrong', () => {
  test('is a warning at the template, not an error in each of five documents', () => {
    const cwd = folderOf(...Array.from({length: 5}, () => lacksSupport))
    expect(check(cwd, 'docs')).toEqual({
      status: 0,
      found: ['template.md:11 warning Missing section `Support`, in all 5 documents']
    })
  })

  test('is reported in each of four documents, which may lack it by chance', () => {
    const cwd = folderOf(...Array.from({length: 4}, () => lacksSupport))
    expect(check(cwd, 'docs')).toEqual({status: 1, found: [1, 2, 3, 4].map((document) => missing(document))})
  })

  test('is a warning at the template as long as half of the documents have it', () => {
    const lacking = Array.from({length: 5}, () => lacksSupport)
    const right = Array.from({length: 5}, () => complete)
    expect(check(folderOf(...right, ...lacking), 'docs').found).toEqual([
      'template.md:11 warning Missing section `Support`, in 5 of 10 documents'
    ])
    expect(check(folderOf(complete, ...right, ...lacking), 'docs')).toEqual({
      status: 1,
      found: [10, 11, 7, 8, 9].map((document) => missing(document))
    })
  })

  test('is what is missing where some documents have it under another name', () => {
    const renamed = complete.replace('## Support', '## Support of the users')
    const cwd = folderOf(lacksSupport, lacksSupport, lacksSupport, renamed, renamed)
    expect(check(cwd, 'docs').found).toEqual(['template.md:11 warning Missing section `Support`, in all 5 documents'])
  })

  test('names the documents that have it, if not all have', () => {
    const cwd = folderOf(complete, ...Array.from({length: 5}, () => lacksSupport))
    expect(warmGuidelint(['-t', 'template.md', '--no-cache', 'docs', '-q', '--verbose'], {cwd}).stdout).toContain(
      'Documents: `docs/2.md`, `docs/3.md`, `docs/4.md`, `docs/5.md`, `docs/6.md`'
    )
  })

  test('is reported in each of several files that are named one by one, as by a hook', () => {
    const cwd = folderOf(...Array.from({length: 5}, () => lacksSupport))
    expect(check(cwd, ...[1, 2, 3, 4, 5].map((document) => `docs/${document}.md`)).found).toHaveLength(5)
  })

  test('is no matter of the template itself, which is checked as well if it is named', () => {
    const cwd = folderOf(...Array.from({length: 5}, () => lacksSupport))
    const {found} = check(cwd, '.')
    expect(found.filter((line) => line.includes('Support'))).toEqual([
      'template.md:11 warning Missing section `Support`, in all 5 documents'
    ])
  })

  test('names what all documents have instead, and leaves the other findings of a document alone', () => {
    const renamed = complete.replace('## Support', '## Suport')
    const cwd = folderOf(
      renamed.replace('Close the door.', '[How it is used]'),
      ...Array.from({length: 4}, () => renamed)
    )
    expect(check(cwd, 'docs').found).toEqual([
      'template.md:11 warning Unexpected heading `Suport`, expected `Support`, in all 5 documents',
      'docs/1.md:5 error Unexpected placeholder `[How it is used]`, expected your own text'
    ])
  })

  test('is one fault where most have it under another name and the others perhaps', () => {
    const renamed = complete.replace('## Support', '## Suport')
    const perhaps = complete.replace('## Support', '## Support contacts of the yard and its people')
    const found = (last: string) => check(folderOf(...Array.from({length: 5}, () => renamed), last), 'docs').found
    expect(found(perhaps)).toEqual([
      'template.md:11 warning Unexpected heading `Suport`, expected `Support`, in all 6 documents'
    ])
    expect(found(lacksSupport)).toEqual([
      'template.md:11 warning Unexpected heading `Suport`, expected `Support`, in 5 of 6 documents',
      missing(6)
    ])
  })

  test('is reported in each document under strict, and by a run that sees a part of the documents', () => {
    const cwd = folderOf(...Array.from({length: 5}, () => lacksSupport))
    for (const args of [
      ['-p', 'strict'],
      ['--shard', '1/1']
    ])
      expect(check(cwd, 'docs', ...args)).toEqual({
        status: 1,
        found: [1, 2, 3, 4, 5].map((document) => missing(document))
      })
  })

  test('is a placeholder that nobody replaces, because it is a text that stays', () => {
    const left = complete.replace('Close the door.', '[How it is used]')
    const cwd = folderOf(...Array.from({length: 5}, () => left))
    expect(check(cwd, 'docs').found).toEqual([
      'template.md:5 warning Unexpected placeholder `[How it is used]`, expected your own text, in all 5 documents'
    ])
  })

  test('is put without the names that differ between the documents', () => {
    const cwd = write({
      'template.md': '# Device: [Name]\n\n## Usage\n',
      ...Object.fromEntries([1, 2, 3, 4, 5].map((name) => [`docs/${name}.md`, `# Kiln ${name}\n\n## Usage\n\nx\n`]))
    })
    expect(check(cwd, 'docs').found).toEqual([
      'template.md:1 warning Unexpected title, expected one like `Device: [Name]`, in all 5 documents'
    ])
  })

  test('is not inserted by --fix into any of them', () => {
    const cwd = folderOf(...Array.from({length: 5}, () => lacksSupport))
    expect(check(cwd, 'docs', '--fix').status).toBe(0)
    expect(readFileSync(path.join(cwd, 'docs/1.md'), 'utf8')).toBe(lacksSupport)
  })

  test('is counted as a finding, and its template not as a document', () => {
    const cwd = folderOf(...Array.from({length: 5}, () => lacksSupport))
    expect(warmGuidelint(['-t', 'template.md', '--no-cache', '-q', 'docs'], {cwd}).stdout).toBe(
      `template.md
11:1 warning Missing section \`Support\`, in all 5 documents required-headings

5 documents checked
⚠ 1 warning
`
    )
  })

  test('is known in each document by a baseline, so that a new document is the only one with a finding', () => {
    const cwd = folderOf(...Array.from({length: 5}, () => lacksSupport))
    warmGuidelint(['-t', 'template.md', '-q', '--baseline', 'known.json', '--update-baseline', 'docs'], {cwd})
    writeFileSync(path.join(cwd, 'docs/6.md'), lacksSupport)
    expect(check(cwd, 'docs', '--baseline', 'known.json').found).toEqual([missing(6)])
  })
})
