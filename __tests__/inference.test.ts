import {existsSync, readFileSync, readdirSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {TemplateError, readTemplate} from '../src/index.ts'
import {checkUnder, expectFile, shown} from './fixture-findings.ts'

const root = path.resolve(import.meta.dirname, '..', 'fixtures', 'inference')

interface Fixture {
  readonly claim: string
  readonly folder: string
  readonly names: readonly string[]
  readonly isBroken: boolean
}

/** A folder for each claim about what is read out of a template: `<point>-<claim>`. */
const fixtures: readonly Fixture[] = readdirSync(root).map((claim) => {
  const folder = path.join(root, claim)
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.md') && name !== 'template.md')
    .map((name) => path.basename(name, '.md'))
  return {claim, folder, names, isBroken: existsSync(path.join(folder, 'error.txt'))}
})

const sound = fixtures.filter(({isBroken}) => !isBroken)
const broken = fixtures.filter(({isBroken}) => isBroken)

/** The documents of all folders whose name starts so, as rows of a table. */
function documents(start: string): readonly (readonly [string, string, string])[] {
  return sound.flatMap(({claim, folder, names}) =>
    names.filter((name) => name.startsWith(start)).map((name) => [claim, name, folder] as const)
  )
}

function findings(folder: string, name: string): readonly string[] {
  return checkUnder(name.endsWith('recommended') ? 'recommended' : 'strict', folder, name).map((message) =>
    shown(message)
  )
}

function thrownBy(read: () => unknown): unknown {
  try {
    read()
  } catch (error) {
    return error
  }
  return undefined
}

describe('what is read out of a template', () => {
  test.each(documents('ok'))('%s: %s.md has no finding', (_, name, folder) => {
    expect(findings(folder, name)).toEqual([])
  })

  test.each(documents('not-ok'))('%s: %s.md has the findings of its .txt', (_, name, folder) => {
    const found = findings(folder, name)
    expect(found).not.toEqual([])
    expectFile(path.join(folder, `${name}.txt`), found.join(''))
  })

  test.each(broken)('$claim: the template is refused', ({folder}) => {
    const error = thrownBy(() => readTemplate(readFileSync(path.join(folder, 'template.md'), 'utf8'), 'template.md'))
    expect(error).toBeInstanceOf(TemplateError)
    expectFile(path.join(folder, 'error.txt'), `${(error as TemplateError).message}\n`)
  })

  test.each([
    ['what the head of a template lets go where it does not apply', '05-let-go-at-the-head', []],
    ['a section on what stands at the head of the document', '01-section-on-the-head', []],
    [
      'a value that the template lets be given later',
      '08-still-to-come',
      ['7:11 list-labels', '11:47 required-content']
    ]
  ])('%s is asked for only under strict', (_, claim, expected) => {
    expect(
      checkUnder('recommended', path.join(root, claim), 'not-ok').map(
        ({line, column, ruleId}) => `${line}:${column} ${ruleId}`
      )
    ).toEqual(expected)
  })

  test.each([
    ['a whole document a level too deep', '02-whole-document-deeper', []],
    ['a level that the template leaves out', '02-level-left-out', []],
    ['a missing heading whose text stands above', '02-text-above-its-heading', ['31:7 required-headings']]
  ])('%s is no error but under strict', (_, claim, errors) => {
    const found = checkUnder('recommended', path.join(root, claim), 'not-ok')
    expect(found).not.toEqual([])
    expect(
      found.filter(({fatal}) => fatal === true).map(({line, column, ruleId}) => `${line}:${column} ${ruleId}`)
    ).toEqual(errors)
  })

  test('every point has a folder', () => {
    const points = new Set(fixtures.map(({claim}) => Number(claim.slice(0, 2))))
    expect([...points].toSorted((a, b) => a - b)).toEqual(Array.from({length: 14}, (_, index) => index + 1))
  })

  test.each(sound)('$claim has documents of both kinds, and no others', ({names}) => {
    const kinds = names.map((name) => /^(?:not-)?ok(?=-|$)/.exec(name)?.[0])
    expect(new Set(kinds)).toEqual(new Set(['ok', 'not-ok']))
  })
})
