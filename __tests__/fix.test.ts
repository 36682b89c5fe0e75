import {chmodSync, lstatSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from '@jest/globals'
import fc from 'fast-check'
import * as satteri from 'satteri'
import {fixer} from '../bench/fix-properties.ts'
import {faults} from '../bench/mutations.ts'
import {replaceFile} from '../src/check/replace-file.ts'
import {type Fix, compatible, edited, inOneEdit, inOrder} from '../src/fix/fix.ts'
import {fixText, mostRounds} from '../src/fix/fix-text.ts'
import {unifiedDiff} from '../src/fix/unified-diff.ts'
import {readDocument} from '../src/markdown/read-document.ts'
import {nativeParser} from '../src/markdown/native-parser.ts'
import {parseByRemark} from '../src/markdown/remark-parser.ts'
import {guidelint} from './command-line.ts'
import {editsByHand, files, guideWithMistakes} from './guide-with-mistakes.ts'
import {git} from './guides-with-history.ts'
import {temporaryFolder} from './temporary-folder.ts'
import {warmGuidelint} from './warm-command-line.ts'

const {write} = temporaryFolder()
const parse = nativeParser(satteri)
const read = (text: string) => readDocument(parse(text), text)
const root = path.resolve(import.meta.dirname, '..')

function pointAt(offset: number) {
  return {line: 1, column: offset + 1, offset}
}

type Put = readonly [from: number, to: number, text: string]

function fixOf(...edits: readonly Put[]): Fix {
  return {edits: edits.map(([from, to, text]) => ({place: {start: pointAt(from), end: pointAt(to)}, text}))}
}

describe('fixes', () => {
  test.each([
    ['apart are made at once', [fixOf([0, 1, 'A']), fixOf([2, 3, 'C'])], [0, 1]],
    ['that overlap wait', [fixOf([0, 3, 'A']), fixOf([2, 4, 'C'])], [0]],
    ['that touch wait', [fixOf([0, 2, 'A']), fixOf([2, 4, 'C'])], [0]],
    ['at one point wait', [fixOf([2, 2, 'A']), fixOf([2, 2, 'C'])], [0]],
    ['within others wait, whichever is asked for first', [fixOf([2, 3, 'A']), fixOf([1, 4, 'C'])], [1]],
    ['are made whole or not at all', [fixOf([4, 6, 'A']), fixOf([0, 1, 'C'], [5, 5, 'C'])], [0]],
    ['of several edits are no obstacle to themselves', [fixOf([0, 1, 'A'], [1, 2, 'B'])], [0]]
  ])('%s', (_, fixes, made) => {
    expect(compatible(fixes)).toEqual(made.map((index) => fixes[index]))
  })

  const move = (rank: number, ...edits: readonly Put[]): Fix => ({...fixOf(...edits), isMove: true, rank})

  test.each<readonly [title: string, fixes: readonly Fix[], text: string]>([
    [
      'to one place, in the order of their ranks',
      [move(2, [0, 2, ''], [6, 6, 'ab']), move(1, [2, 4, ''], [6, 6, 'cd'])],
      'efcdab'
    ],
    ['to where another is cut out', [move(1, [0, 2, ''], [4, 4, 'ab']), move(2, [4, 6, ''], [2, 2, 'ef'])], 'efcdab'],
    [
      'but not into what another takes along',
      [move(1, [0, 2, ''], [5, 5, 'ab']), move(2, [4, 6, ''], [2, 2, 'ef'])],
      'abefcd'
    ],
    ['but not next to other changes', [move(1, [0, 2, ''], [6, 6, 'ab']), fixOf([2, 4, 'CD'])], 'cdefab']
  ])('that move text are made at once %s', (_, fixes, text) => {
    expect(edited('abcdef', inOrder(compatible(fixes).flatMap(({edits}) => edits)))).toBe(text)
  })

  test('of several edits are one edit where only one can be said', () => {
    const fix = fixOf([1, 2, 'B'], [4, 4, '-'])
    expect(inOneEdit(fix, 'abcdef')).toMatchObject({text: 'Bcd-', place: {start: {offset: 1}, end: {offset: 4}}})
    expect(edited('abcdef', fix.edits)).toBe('aBcd-ef')
  })

  test('are made in rounds until there is none, and in ten at most', () => {
    let rounds = 0
    expect(
      fixText('abcdef', {read, fixesIn: (text) => (text.length > 3 ? [fixOf([0, 1, '']), fixOf([1, 2, ''])] : [])}).text
    ).toBe('def')
    const endless = (text: string) => {
      rounds++
      return [fixOf([text.length, text.length, 'x'])]
    }
    expect(fixText('', {read, fixesIn: endless}).text).toBe('x'.repeat(mostRounds))
    expect(rounds).toBe(mostRounds)
  })

  test('leave a byte order mark where it is', () => {
    expect(fixText('\uFEFFabc', {read, fixesIn: (text) => (text.includes('b') ? [fixOf([1, 2, 'B'])] : [])}).text).toBe(
      '\uFEFFaBc'
    )
  })
})

/** Finds a text that is to be another. */
function rename(from: string, to: string): (text: string) => readonly Fix[] {
  return (text) => {
    const at = text.indexOf(from)
    return at < 0 ? [] : [fixOf([at, at + from.length, to])]
  }
}

describe('links follow the heading that they lead to', () => {
  test.each([
    [
      'in its words',
      '# A\n\n[x](#usge) <a href="#usge">y</a> [z]\n\n[z]: #usge\n\n## Usge\n',
      rename('## Usge', '## Usage'),
      '# A\n\n[x](#usage) <a href="#usage">y</a> [z]\n\n[z]: #usage\n\n## Usage\n'
    ],
    [
      'in its words, as those of the link',
      '- [Usge](#usge)\n\n## Usge\n',
      rename('## Usge', '## Usage'),
      '- [Usage](#usage)\n\n## Usage\n'
    ],
    [
      'in its words, although its anchor stays',
      '- [Non Goals](#non-goals)\n- [those](#non-goals)\n\n## Non Goals\n',
      rename('## Non Goals', '## Non-Goals'),
      '- [Non-Goals](#non-goals)\n- [those](#non-goals)\n\n## Non-Goals\n'
    ],
    [
      'in its number',
      '- [x](#2-use)\n\n## 1. Site\n\n## 2. Use\n',
      rename('## 2. Use', '## 3. Use'),
      '- [x](#3-use)\n\n## 1. Site\n\n## 3. Use\n'
    ],
    [
      'where another of its name comes before it',
      '[x](#use)\n\n# A\n\n## Use\n',
      (text: string) =>
        text.split('## Use').length > 2 ? [] : [fixOf([text.indexOf('# A'), text.indexOf('# A'), '## Use\n\n'])],
      '[x](#use-1)\n\n## Use\n\n# A\n\n## Use\n'
    ],
    [
      'but not that of one that was taken out',
      '[x](#a) [y](#b)\n\n## A\n\n## B\n',
      (text: string) => (text.includes('## A') ? [fixOf([text.indexOf('## A'), text.indexOf('## B'), ''])] : []),
      '[x](#a) [y](#b)\n\n## B\n'
    ],
    [
      'but not those to other files, nor those that led nowhere',
      '[x](b.md#usge) [y](#usage)\n\n## Usge\n',
      rename('## Usge', '## Usage'),
      '[x](b.md#usge) [y](#usage)\n\n## Usage\n'
    ]
  ])('%s', (_, before, fixesIn, after) => {
    expect(fixText(before, {read, fixesIn}).text).toBe(after)
  })
})

/** Whether a fixture has findings with a replacement. */
function hasReplacement(file: string): boolean {
  return readFileSync(file.replace(/md$/, 'txt'), 'utf8').includes(' → ')
}

/** What does not hold for the fixtures of a folder that have a replacement. */
function faultyIn(folder: string, preset: 'recommended' | 'strict', hasMoves: boolean): readonly string[] {
  const fixing = {cwd: folder, template: 'template.md', preset, hasMoves}
  const [fix, fixByRemark] = [fixer({...fixing, parse}), fixer({...fixing, parse: parseByRemark})]
  return readdirSync(folder)
    .filter((name) => /^not-ok.*\.md$/.test(name) && hasReplacement(path.join(folder, name)))
    .flatMap((name) => {
      const text = readFileSync(path.join(folder, name), 'utf8')
      const fixed = fix(name, text)
      const isSame = folder.includes('inference') || fixed.text === text || fixByRemark(name, text).text === fixed.text
      return [...fixed.faults, ...(isSame ? [] : ['the parsers differ'])].map(
        (fault) => `${path.relative(root, folder)}/${name}: ${fault}`
      )
    })
}

describe('the author’s text is never lost, and nothing is left to mend', () => {
  const folders = ['', 'inference']
    .flatMap((below) =>
      readdirSync(path.join(root, 'fixtures', below)).map((name) => path.join(root, 'fixtures', below, name))
    )
    .filter((folder) => readdirSync(folder).includes('template.md') && !folder.endsWith('templates'))

  test('in the fixtures', () => {
    expect(
      folders.flatMap((folder, index) => faultyIn(folder, index % 2 === 0 ? 'strict' : 'recommended', index % 3 > 0))
    ).toEqual([])
  })

  test('in guides with any of the usual faults', () => {
    const folder = path.join(root, 'fixtures/templates/integration-guide')
    const guide = readFileSync(path.join(folder, 'tidewatch.md'), 'utf8')
    const fixing = {cwd: folder, template: 'template.md', preset: 'strict', hasMoves: false} as const
    const [fix, fixWithMoves] = [fixer({...fixing, parse}), fixer({...fixing, parse, hasMoves: true})]
    fc.assert(
      fc.property(
        fc.subarray(
          faults.map((_, index) => index),
          {maxLength: 8}
        ),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        (chosen, lineBreak, hasMoves) => {
          const text = chosen
            .reduce((changed, index) => faults[index]?.apply(changed)?.text ?? changed, guide)
            .replaceAll('\n', lineBreak)
          const fixed = (hasMoves ? fixWithMoves : fix)('guide.md', text)
          expect(fixed.faults).toEqual([])
          expect(
            fixed.text.split(lineBreak).join('').includes('\r') ||
              (lineBreak === '\r\n' && /(?<!\r)\n/.test(fixed.text))
          ).toBe(false)
        }
      ),
      {numRuns: 12, seed: 7}
    )
  })
})

const template = '# [Name]\n\n## Usage\n\n[How it is used]\n\n## Support\n\n[Who helps]\n'
const bad = '# Kiln\n\n- [Usage](#usge)\n\n## Usge\n\nHeat it.\n'
const mended = '# Kiln\n\n- [Usage](#usage)\n\n## Usage\n\nHeat it.\n\n## Support\n\n[Who helps]\n'
const asPosix = process.platform === 'win32' ? test.skip : test

function sectionsNamed(...names: readonly string[]): string {
  return names.map((name) => `## ${name}\n\nFor ${name}.\n`).join('\n')
}

function guideWith(status: string, name: string): string {
  return `---\nstatus: ${status}\n---\n\n# Kiln\n\n## ${name}\n\nOld.\n\n## Kiln\n\n- **Owner**: Kim\n- **Fuel**: gas\n`
}

describe('a file', () => {
  asPosix('is replaced whole, with its mode, and what a link leads to', () => {
    const cwd = write({'.git/HEAD': '', 'd.md': 'old'})
    chmodSync(path.join(cwd, 'd.md'), 0o640)
    symlinkSync('d.md', path.join(cwd, 'link.md'))
    replaceFile(path.join(cwd, 'link.md'), 'link.md', {read: Buffer.from('old'), written: Buffer.from('new'), cwd})
    expect(readFileSync(path.join(cwd, 'd.md'), 'utf8')).toBe('new')
    expect(statSync(path.join(cwd, 'd.md')).mode & 0o777).toBe(0o640)
    expect(lstatSync(path.join(cwd, 'link.md')).isSymbolicLink()).toBe(true)
    expect(readdirSync(cwd).toSorted()).toEqual(['.git', 'd.md', 'link.md'])
  })

  test('that has changed since it was read is left alone', () => {
    const cwd = write({'d.md': 'changed'})
    expect(() =>
      replaceFile(path.join(cwd, 'd.md'), 'd.md', {read: Buffer.from('old'), written: Buffer.from('new'), cwd})
    ).toThrow('d.md: Cannot write: changed in the meantime')
    expect(readdirSync(cwd)).toEqual(['d.md'])
    expect(readFileSync(path.join(cwd, 'd.md'), 'utf8')).toBe('changed')
  })

  asPosix('outside the repository is not written by a link, to it or to its folder', () => {
    const cwd = write({'inside/.git/HEAD': '', 'outside/d.md': 'old'})
    symlinkSync('../outside/d.md', path.join(cwd, 'inside/d.md'))
    symlinkSync('../outside', path.join(cwd, 'inside/docs'))
    for (const name of ['d.md', 'docs/d.md'])
      expect(() =>
        replaceFile(path.join(cwd, 'inside', name), name, {
          read: Buffer.from('old'),
          written: Buffer.from('new'),
          cwd: path.join(cwd, 'inside')
        })
      ).toThrow('leads out of the repository')
    expect(readFileSync(path.join(cwd, 'outside/d.md'), 'utf8')).toBe('old')
  })
})

describe('a unified diff', () => {
  test.each([
    [
      'of a text without a last line break',
      'a\nb',
      'a\nc',
      '--- a/d.md\n+++ b/d.md\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n'
    ],
    [
      'of a text with other line breaks',
      'a\r\nb\r\n',
      'a\r\nb\r\nc\r\n',
      '--- a/d.md\n+++ b/d.md\n@@ -1,2 +1,3 @@\n a\r\n b\r\n+c\r\n'
    ]
  ])('%s', (_, before, after, diff) => {
    expect(unifiedDiff('d.md', before, after)).toBe(diff)
  })

  test('of more lines than are compared has all of them', () => {
    const [before, after] = ['a', 'b'].map((letter) =>
      Array.from({length: 2000}, (__, index) => `${letter}${index}\n`).join('')
    ) as [string, string]
    expect(unifiedDiff('d.md', before, after).split('\n').length).toBe(2 + 1 + 4000 + 1)
  })
})

describe('guidelint --fix', () => {
  test('mends files, and prints and ends as a check of the result does', () => {
    const cwd = write({
      't.md': template,
      'docs/a.md': bad,
      'docs/b.md': `\uFEFF${bad.replaceAll('\n', '\r\n').trimEnd()}`,
      'docs/c.md': mended.replace('[Who helps]', 'Ada'),
      'docs/sub/d.md': bad
    })
    writeFileSync(path.join(cwd, 'docs/latin.md'), Buffer.from(bad.replace('Heat', 'Erw\u00E4rme'), 'latin1'))
    const before = readFileSync(path.join(cwd, 'docs/latin.md'))
    const dry = warmGuidelint(['-t', 't.md', 'docs/a.md', 'docs/sub', '--fix-dry-run', '--no-cache'], {cwd})
    expect(dry).toMatchObject({status: 1, stderr: ''})
    expect(readFileSync(path.join(cwd, 'docs/a.md'), 'utf8')).toBe(bad)
    // Behind --fix stands a file, no value of it.
    const {status, stdout, stderr} = warmGuidelint(['-t', 't.md', '--fix', 'docs', '--no-cache'], {cwd})
    expect({status, stderr}).toEqual({status: 2, stderr: 'docs/latin.md: Cannot fix: not UTF-8\n3 documents fixed\n'})
    expect(stdout).toContain('docs/a.md\n11:1-11:12 error Unexpected placeholder `[Who helps]`')
    expect(stdout).toContain('docs/c.md: no issues found')
    expect(readFileSync(path.join(cwd, 'docs/a.md'), 'utf8')).toBe(mended)
    expect(readFileSync(path.join(cwd, 'docs/b.md'), 'utf8')).toBe(`\uFEFF${mended.replaceAll('\n', '\r\n').trimEnd()}`)
    expect(readFileSync(path.join(cwd, 'docs/latin.md'))).toEqual(before)
    // The patch says the same.
    writeFileSync(path.join(cwd, 'docs/a.md'), bad)
    writeFileSync(path.join(cwd, 'docs/sub/d.md'), bad)
    writeFileSync(path.join(cwd, 'all.patch'), dry.stdout)
    git(cwd, 'init', '--quiet')
    git(cwd, 'apply', 'all.patch')
    expect(readFileSync(path.join(cwd, 'docs/a.md'), 'utf8')).toBe(mended)
    expect(readFileSync(path.join(cwd, 'docs/sub/d.md'), 'utf8')).toBe(mended)
  })

  test('leaves five of a guide’s twenty-five mistakes to its author', () => {
    const cwd = write({...files, 'guide.md': guideWithMistakes()})
    const check = ['-t', 'template.md', 'guide.md', '--no-cache', '--format', 'json']
    const findings = (args: readonly string[] = []) => {
      const {stdout} = warmGuidelint([...check, ...args], {cwd})
      const [report] = JSON.parse(stdout) as [{messages: ReadonlyArray<{line: number; reason: string}>}]
      return report.messages
    }
    expect(findings()).toHaveLength(25)
    expect(findings(['--fix=move']).map(({reason}) => reason)).toEqual([
      'Unexpected placeholder `[Service Name]`, expected your own text',
      'Missing value of field `Cons`, expected text behind the colon',
      'Unexpected value `Yess` in column `Required`, expected `Yes` or `No`',
      'Unexpected placeholder `[Describe recommended alerting strategy]`, expected your own text',
      'Unexpected placeholder `[Link to relevant tags]`, expected your own text'
    ])
    const guide = path.join(cwd, 'guide.md')
    writeFileSync(
      guide,
      editsByHand.reduce((text, [left, said]) => text.replace(left, said), readFileSync(guide, 'utf8'))
    )
    expect(findings()).toEqual([])
  })

  test('leaves what a baseline has', () => {
    const cwd = write({'t.md': template, 'd.md': bad.replace('## Usge', '## Usge\n\n[Tpo](#tpo)\n\n## Tpp')})
    const baseline = ['-t', 't.md', 'd.md', '--baseline', 'known.json', '--no-cache']
    warmGuidelint([...baseline, '--update-baseline'], {cwd})
    writeFileSync(
      path.join(cwd, 'd.md'),
      readFileSync(path.join(cwd, 'd.md'), 'utf8').replace('# Kiln\n', '# Kiln\n\n[New](#uge)\n')
    )
    const result = warmGuidelint([...baseline, '--fix'], {cwd})
    expect(result.stderr).toContain('1 document fixed')
    expect(readFileSync(path.join(cwd, 'd.md'), 'utf8')).toBe(
      bad.replace('## Usge', '## Usge\n\n[Tpo](#tpo)\n\n## Tpp').replace('# Kiln\n', '# Kiln\n\n[New](#usge)\n')
    )
  })

  test.each([
    [
      ['--staged'],
      'Unexpected --fix with --staged, expected files on disk: pre-commit and lint-staged set aside what is not staged\n'
    ],
    [['--update-baseline'], 'Unexpected --fix with --update-baseline, expected one after the other\n'],
    [['-'], 'Unexpected --fix with standard input, expected files\n'],
    [['--fix-dry-run', '-f', 'json'], 'Unexpected --format json with --fix-dry-run, which prints a diff\n']
  ])('is not to be had beside %s', (args, stderr) => {
    expect(guidelint(['--fix', ...args], {cwd: write({'d.md': bad}), input: ''})).toEqual({
      status: 2,
      stdout: '',
      stderr
    })
  })

  test('leaves alone what could come to stand elsewhere or be hidden: cells without a bar before them, and regions where rules are off', () => {
    const table = '# Kiln\n\n## Usage\n\nName | Heat\n--- | ---\n| a | b |\nc | d\n'
    const region =
      '# Kiln\n\n## Usage\n\n| Door | Name | Heat |\n| --- | --- | --- |\n| a | b | c |\n\n<!--lint disable no-placeholders-->\n\n## Support\n\nCall.\n'
    const moved =
      '# Kiln\n\n## Support\n\nCall.\n<!-- of the usage -->\n## Usage\n\n| Door | Name | Heat |\n| --- | --- | --- |\n| a | b | c |\n\n## Help\n\nAsk.\n\n## Limits\n\nNone.\n'
    const own =
      '# [Name]\n\n## Usage\n\n| Door | Name | Heat |\n| --- | --- | --- |\n| [a] | [b] | [c] |\n\n## Help\n\n<!--lint disable-->\n\n[Who]\n\n## Limits\n\n[Which]\n\n## Support\n\n[When]\n'
    const cwd = write({'t.md': own, 'table.md': table, 'region.md': region, 'moved.md': moved})
    warmGuidelint(['-t', 't.md', '--fix=move', '--no-cache', 'table.md', 'region.md', 'moved.md'], {cwd})
    const after = (name: string) => readFileSync(path.join(cwd, name), 'utf8')
    expect(after('table.md').startsWith(table)).toBe(true)
    expect(after('table.md')).toContain('## Help\n\n[Who]\n')
    expect(after('table.md')).not.toContain('lint')
    expect(after('region.md')).toBe(region)
    expect(after('moved.md').split('<!-- of the usage -->')).toHaveLength(2)
    expect(after('moved.md')).toContain('None.\n\n## Support\n\nCall.')
  })

  test('lets the links of all files that are checked follow a heading, as its patch says', () => {
    const cwd = write({
      't.md': '# [T]\n\n## Usage\n\n[x]\n\n## Limits\n\n[x]\n',
      'docs/kiln.md': '# Kiln\n\n## Usgae\n\nText.\n\n## Limits\n\nNone.\n',
      'docs/sub/wheel.md':
        '\uFEFF# Wheel\n\n## Usage\n\nSee [Usgae](../kiln.md#usgae), [it](../kiln#usgae "The use") and [x].\n\n[x]: ../kiln.md#usgae\n\n## Limts\n\nNone.\n',
      'docs/sub/other.md': '# Other\n\n## Usage\n\n[Above](../other.md#usgae)\n\n## Limits\n\n[w](wheel.md#limts)\n',
      'docs/other.md': '# Other\n\n## Usage\n\n<a id="usgae"></a>Text.\n\n## Limits\n\nNone.\n'
    })
    const run = (option: string) => warmGuidelint(['-t', 't.md', option, '--no-cache', 'docs'], {cwd}).stdout
    writeFileSync(path.join(cwd, 'fix.patch'), run('--fix-dry-run'))
    git(cwd, 'init', '-q')
    git(cwd, 'apply', '--check', 'fix.patch')
    run('--fix')
    git(cwd, 'apply', '--reverse', '--check', 'fix.patch')
    const after = (name: string) => readFileSync(path.join(cwd, 'docs', name), 'utf8')
    expect(after('sub/wheel.md')).toBe(
      '\uFEFF# Wheel\n\n## Usage\n\nSee [Usage](../kiln.md#usage), [it](../kiln#usage "The use") and [x].\n\n[x]: ../kiln.md#usage\n\n## Limits\n\nNone.\n'
    )
    expect(after('sub/other.md')).toBe(
      '# Other\n\n## Usage\n\n[Above](../other.md#usgae)\n\n## Limits\n\n[w](wheel.md#limits)\n'
    )
  })

  test('leaves a label to its author where another of the section may be it', () => {
    const own = '# [Name]\n\n## Kiln\n\n- **Owner**: [who]\n- **Fuel**: [which]\n- **Date**: [when]\n'
    const guide = '# Kiln\n\n## Kiln\n\n- **Datum**: May\n- **Owner**: Kim\n- **Fuel**: gas\n'
    const cwd = write({'t.md': own, 'd.md': guide, 'alone.md': guide.replace('- **Datum**: May\n', '')})
    warmGuidelint(['-t', 't.md', '--fix', '--no-cache', 'd.md', 'alone.md'], {cwd})
    const after = (name: string) => readFileSync(path.join(cwd, name), 'utf8')
    expect(after('d.md')).toBe(guide)
    expect(after('alone.md')).toContain('- **Fuel**: gas\n- **Date**:\n')
  })

  test('fills in nothing where a document is closed, and renames no heading that has only some of the words', () => {
    const own =
      '---\nowner: "[Name of the owner]"\n---\n\n# [Name]\n\n## Current Status\n\n[Which]\n\n## Kiln\n\n- **Owner**: [who]\n- **Fuel**: [which]\n- **Date**: [when]\n\n## Care\n\n[How]\n'
    const closed = guideWith('Withdrawn', 'Current Statos')
    const cwd = write({
      't.md': own,
      'closed.md': closed,
      'final.md': closed.replace('Withdrawn', 'Final'),
      'open.md': guideWith('Draft', 'Current Statos')
    })
    warmGuidelint(['-t', 't.md', '--fix', '--no-cache', 'closed.md', 'final.md', 'open.md'], {cwd})
    expect(readFileSync(path.join(cwd, 'closed.md'), 'utf8')).toBe(closed)
    expect(readFileSync(path.join(cwd, 'final.md'), 'utf8')).toBe(closed.replace('Withdrawn', 'Final'))
    expect(readFileSync(path.join(cwd, 'open.md'), 'utf8')).toBe(
      `${guideWith('Draft', 'Current Status').replace('---\n\n#', 'owner:\n---\n\n#')}- **Date**:\n\n## Care\n\n[How]\n`
    )
  })

  test('inserts sections one below the other, each with its own comment, above link definitions', () => {
    const own = '# [Name]\n\n## Firing\n\n## Doubts\n\n<!--\nWhy not?\n-->\n\n## Others\n\n<!--\nWhat else?\n-->\n'
    const cwd = write({
      't.md': own,
      'd.md': '# Kiln\n\n## Firing\n\nSee [a log].\n\n[a log]: https://example.com/log\n'
    })
    warmGuidelint(['-t', 't.md', '--fix', '--no-cache', 'd.md'], {cwd})
    expect(readFileSync(path.join(cwd, 'd.md'), 'utf8')).toBe(
      '# Kiln\n\n## Firing\n\nSee [a log].\n\n## Doubts\n\n<!--\nWhy not?\n-->\n\n## Others\n\n<!--\nWhat else?\n-->\n\n[a log]: https://example.com/log\n'
    )
  })

  test('lists what it inserts, also beside a section at a wrong depth that is listed', () => {
    const own =
      '# [Name]\n\n## Contents\n\n- [Firing](#firing)\n  - [Cones](#cones)\n  - [Lids](#lids)\n- [End](#end)\n\n## Firing\n\n### Cones\n\n### Lids\n\n## End\n\n[How]\n'
    const guide =
      '# Kiln\n\n## Contents\n\n- [Firing](#firing)\n- [Cones](#cones)\n- [Lids](#lids)\n\n## Firing\n\nHeat it.\n\n## Cones\n\nSix.\n\n## Lids\n\nTwo.\n'
    const cwd = write({'t.md': own, 'd.md': guide})
    warmGuidelint(['-t', 't.md', '--fix', '--no-cache', 'd.md'], {cwd})
    expect(readFileSync(path.join(cwd, 'd.md'), 'utf8')).toBe(
      `${guide.replace('(#lids)\n', '(#lids)\n- [End](#end)\n')}\n## End\n\n[How]\n`
    )
  })

  test('leaves a label that lacks a word, punctuation in a title, and what a title says is replaced', () => {
    const own = '# [Name] Guide: all of it\n\n- **Estimated time**: [how long]\n\n## Usage\n\n[How it is used]\n'
    const guides = {
      'label.md': '# Kiln Guide: all of it\n\n- **Time**: 18 minutes, measured\n\n## Usage\n\nHeat it.\n',
      'title.md': '# Kiln Guide (all of it)\n\n- **Estimated time**: 1 h\n\n## Usage\n\nHeat it.\n',
      'replaced.md': '# Kiln Guide: all of it [Replaced by [Ovens](title.md)]\n\n- **Estimated time**: 1 h\n'
    }
    const cwd = write({'t.md': own, ...guides})
    warmGuidelint(['-t', 't.md', '--fix', '--no-cache', ...Object.keys(guides)], {cwd})
    for (const [name, guide] of Object.entries(guides)) expect(readFileSync(path.join(cwd, name), 'utf8')).toBe(guide)
  })

  test('inserts no section where a row far from its name says that the document is final', () => {
    const guide =
      '# Kiln\n\n| Author              | Kim   |\n| ------------------- | ----- |\n| Status              | Final |\n\n## Usage\n\nHeat it.\n'
    const cwd = write({'t.md': template, 'd.md': guide})
    warmGuidelint(['-t', 't.md', '--fix', '--no-cache', 'd.md'], {cwd})
    expect(readFileSync(path.join(cwd, 'd.md'), 'utf8')).toBe(guide)
  })

  test('leaves sections to the author of a document of another kind, which lacks half of them and has as many of its own', () => {
    const own = sectionsNamed('Alert', 'Scope', 'Checks', 'Triage', 'Rollback', 'Contacts')
    const planned = `# Kiln\n\n${sectionsNamed('Checks', 'How to fire', 'How to glaze', 'Contacts')}`
    const begun = `# Kiln\n\n${sectionsNamed('Alert', 'Checks')}`
    const longer = `# Kiln\n\n${sectionsNamed('Alert', 'Checks', 'Smoke', 'Contacts')}`
    const cwd = write({'t.md': `# [Name]\n\n${own}`})
    const fix = fixer({cwd, template: 't.md', preset: 'recommended', parse, hasMoves: false})
    const namesAfter = (text: string) => fix('d.md', text).text.match(/(?<=^## ).+/gm)
    expect(fix('d.md', planned).text).toBe(planned)
    expect(namesAfter(begun)).toEqual(['Alert', 'Scope', 'Checks', 'Triage', 'Rollback', 'Contacts'])
    expect(namesAfter(longer)).toContain('Scope')
  })

  test.each([
    ['This guide inherits from [Kiln](kiln.md). For all other contents, please refer to that.', true],
    ["**This isn't an urgent incident** - it is about upkeep.", true],
    ['This is not an incident of the kiln, but of its fan.', false],
    ['Check that this is not an incident.', false],
    ['See the other guides.', false]
  ])('leaves sections to the author of a document that sets itself apart: %s', (text, isApart) => {
    const cwd = write({'t.md': `# [Name]\n\n${sectionsNamed('Alert', 'Scope', 'Checks')}`})
    const fix = fixer({cwd, template: 't.md', preset: 'recommended', parse, hasMoves: false})
    const guide = `# Kiln\n\n${sectionsNamed('Alert')}\n${text}\n\n${sectionsNamed('Checks')}`
    expect(fix('d.md', guide).text.includes('## Scope')).toBe(!isApart)
  })

  test('frees a heading from the HTML before it, unless there are others in that', () => {
    const cwd = write({'t.md': '# [Name]\n\n## Use\n\n[How]\n'})
    const fix = fixer({cwd, template: 't.md', preset: 'strict', parse, hasMoves: false})
    const guide = '# Kiln\n\n<details>\n## Use\nHeat it.\n'
    expect(fix('d.md', guide).text).toBe(guide.replace('\n## Use', '\n\n## Use'))
    const {before, text} = fix('d.md', `${guide}## Care\n`)
    expect(before.map(({expected}) => expected)).toEqual([['\n']])
    expect(text).toBe(`${guide}## Care\n`)
  })

  test('leaves a section to its author that the template opens with a condition', () => {
    const own = '# [Name]\n\n## Use\n\n[How]\n\n## Thanks\n\nIf others have helped to build it, thank them here.\n'
    const guide = '# Kiln\n\n## Use\n\nHeat it.\n'
    const cwd = write({'t.md': own, 'other.md': own.replace('If others have helped to build it, thank', 'Thank')})
    const fix = (name: string) =>
      fixer({cwd, template: name, preset: 'recommended', parse, hasMoves: false})('d.md', guide)
    const {before, text} = fix('t.md')
    expect(before.map(({ruleId, expected}) => [ruleId, expected?.length])).toEqual([['required-headings', 1]])
    expect(text).toBe(guide)
    expect(fix('other.md').text).toContain('## Thanks')
  })

  test.each(['\r', '\n'])(
    'mends a contents list with other line breaks, and a text with two byte order marks',
    (end) => {
      const guide =
        '\uFEFF\uFEFF\n\n# Kiln\n\n## Contents\n\n- [Use](#use)\n- [Fuel](#fuel)\n- [Care](#care)\n\n## Use\n\nHeat it.\n\n## Fuel\n\nGas.\n\n## Care\n\nDaily.\n'
      const cwd = write({'t.md': guide.slice(2).replace('Kiln', '[Name]')})
      const fix = fixer({cwd, template: 't.md', preset: 'recommended', parse, hasMoves: false})
      const whole = guide.replaceAll('\n', end)
      expect(fix('d.md', whole.replace(`- [Fuel](#fuel)${end}`, ''))).toMatchObject({faults: [], text: whole})
    }
  )

  test.each([
    ['reviewed_at', false],
    ['nextReview', false],
    ['last-tested-on', false],
    ['created_at', true],
    ['release', true]
  ])('puts in no key for the date of what may not have happened: %s', (key, isPutIn) => {
    const cwd = write({'t.md': `---\nowner: "[Who]"\n${key}: "[When]"\n---\n\n# [Name]\n\n## Use\n\n[How]\n`})
    const fix = fixer({cwd, template: 't.md', preset: 'recommended', parse, hasMoves: false})
    const {before, text} = fix('d.md', '---\nowner: Crew\n---\n\n# Kiln\n\n## Use\n\nHeat it.\n')
    expect(before.map(({expected}) => expected)).toEqual([[`${key}:\n`]])
    expect(text.includes(`${key}:`)).toBe(isPutIn)
  })

  test('suggests a name of which a heading has some of the words, and mends one that is a few letters off', () => {
    const cwd = write({'t.md': '# [Name]\n\n## Current Status\n\n[Which]\n\n## Use\n\n[How]\n'})
    const fix = fixer({cwd, template: 't.md', preset: 'recommended', parse, hasMoves: false})
    for (const [name, after] of [
      ['Status', 'Status'],
      ['Curent Status', 'Current Status']
    ] as const) {
      const guide = `# Kiln\n\n## ${name}\n\nActive.\n\n## Use\n\nHeat it.\n`
      const {before, text} = fix('d.md', guide)
      expect(before.map(({expected}) => expected)).toEqual([['Current Status']])
      expect(text).toBe(guide.replace(name, after))
    }
  })

  test('puts in links of the template that lead to where they lead from there, but for those that are written for documents or stand in a package', () => {
    const text = 'See [list](list.md#top), [own](here.md) and [none](none.md).\n'
    const cwd = write({
      '.git/HEAD': '',
      ...Object.fromEntries(
        ['templates', 'node_modules/kit'].flatMap((folder) => [
          [`${folder}/t.md`, `# [Name]\n\n## Use\n\n## More\n\n${text}`],
          [`${folder}/list.md`, '# List\n']
        ])
      ),
      'docs/here.md': '# Here\n'
    })
    const fixBy = (own: string) => fixer({cwd, template: own, preset: 'recommended', parse, hasMoves: false})
    const fix = fixBy('templates/t.md')
    const guide = '# Kiln\n\n## Use\n\nHeat it.\n'
    const fixed = text.replace('(list.md', '(../templates/list.md').trim()
    expect(fix('docs/d.md', guide).text).toBe(`${guide}\n## More\n\n<!--\n${fixed}\n-->\n`)
    expect(fix('templates/d.md', guide).text).toContain(text.trim())
    expect(fixBy('node_modules/kit/t.md')('docs/d.md', guide).text).toContain(text.trim())
  })

  test('prints a patch that applies, whatever characters and line endings are in it', () => {
    const cwd = write({'t.md': template, 'd.md': bad.replace('Heat it.', 'Heat\tit.\u001B').replaceAll('\n', '\r\n')})
    const {stdout} = warmGuidelint(['-t', 't.md', 'd.md', '--fix-dry-run', '--no-cache'], {
      cwd,
      env: {GITHUB_ACTIONS: ''}
    })
    writeFileSync(path.join(cwd, 'all.patch'), stdout)
    git(cwd, 'init', '--quiet')
    git(cwd, 'apply', 'all.patch')
    expect(readFileSync(path.join(cwd, 'd.md'), 'utf8')).toBe(
      mended.replace('Heat it.', 'Heat\tit.\u001B').replaceAll('\n', '\r\n')
    )
  })

  test('prints no patch in which a text is a command to a terminal or a runner', () => {
    const cwd = write({'t.md': template, 'd.md': bad.replace('Heat it.', '::error::x\u001B[2J')})
    const {stdout} = warmGuidelint(['-t', 't.md', 'd.md', '--fix-dry-run', '--no-cache'], {
      cwd,
      env: {GITHUB_ACTIONS: 'true'}
    })
    expect(stdout).not.toMatch(/^.?::/m)
    expect(stdout).not.toContain('\u001B')
  })
})
