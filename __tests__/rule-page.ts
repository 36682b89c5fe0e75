import {existsSync, readFileSync} from 'node:fs'
import path from 'node:path'
import type {RuleMeta} from '../src/rule.ts'

/**
 * Fill in the generated part of a rule's page, between two comments: its first sentence, its settings, and its examples from
 * its fixtures.
 */
export function page(written: string, meta: RuleMeta, folder: string): string {
  const prose = written.split('<!-- generated -->')[1]?.split('<!-- /generated -->')[1] ?? '\n'
  return (
    [
      `# ${meta.id}`,
      '',
      '<!-- generated -->',
      '',
      `${meta.summary}.`,
      '',
      ...(meta.fixes === undefined ? [] : [`\`--fix\` ${meta.fixes}.`, '']),
      settings(meta),
      '',
      ...examples(folder),
      '<!-- /generated -->'
    ].join('\n') + prose
  )
}

function settings({recommended, strict, options, strictOptions}: RuleMeta): string {
  const rows = Object.entries(options).map(
    ([name, value]) => `| option \`${name}\` | \`${value}\` | \`${strictOptions?.[name] ?? value}\` |`
  )
  return [
    '| | recommended | strict |',
    '| --- | --- | --- |',
    `| severity | ${recommended} | ${strict} |`,
    ...rows
  ].join('\n')
}

function examples(folder: string): readonly string[] {
  const name = existsSync(path.join(folder, 'not-ok.md')) ? 'not-ok' : 'not-ok-strict'
  const read = (file: string) => readFileSync(path.join(folder, file), 'utf8').trimEnd()
  return [
    '## Example',
    '',
    'The template:',
    '',
    ...fence(read('template.md'), 'markdown'),
    '',
    'A document:',
    '',
    ...fence(read(`${name}.md`), 'markdown'),
    '',
    'The findings:',
    '',
    ...fence(read(`${name}.txt`), 'text'),
    ''
  ]
}

function fence(text: string, language: string): readonly string[] {
  const ticks = '`'.repeat(Math.max(3, ...Array.from(text.matchAll(/^`+/gm), ([run]) => run.length + 1)))
  return [ticks + language, text, ticks]
}
