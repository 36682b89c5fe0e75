import path from 'node:path'
import {isDeepStrictEqual} from 'node:util'
import {describe, expect, test} from '@jest/globals'
import fc from 'fast-check'
import {cases, realIn} from '../bench/fuzz-cases.ts'
import {keptCases} from '../bench/fuzz-fixtures.ts'
import {type Property, faultsOf} from '../bench/fuzz-properties.ts'
import {reduced} from '../bench/fuzz-reduce.ts'

const fixtures = path.resolve(import.meta.dirname, '../fixtures')

describe('what once failed holds', () => {
  test.each(keptCases(path.join(fixtures, 'fuzz')))('$name ($property)', (kept) => {
    expect(faultsOf(kept)).toEqual([])
  })
})

describe('the fuzzer', () => {
  const planted: Property = {
    name: 'no kiln is cold',
    faultsIn: ({document}) => (/kiln[^]*cold/.test(document) ? ['a cold kiln'] : [])
  }

  test('finds what does not hold, an exception included', () => {
    const broken: Property = {
      name: 'broken',
      faultsIn: () => {
        throw new TypeError('Out of clay')
      }
    }
    expect(faultsOf({template: '## A\n', document: 'A kiln,\nand cold.\n'}, [planted, broken])).toEqual([
      {property: 'no kiln is cold', fault: 'a cold kiln'},
      {property: 'broken', fault: expect.stringMatching(/^exception: TypeError: Out of clay/)}
    ])
  })

  test('makes smaller what fails, as far as it fails by that', () => {
    const filler = Array.from({length: 300}, (_, index) => `Line ${index}\n`)
    const document = filler.with(40, 'A kiln\n').with(250, 'is cold\n').join('')
    let attempts = 0
    expect(
      reduced({template: '## A\n\n## B\n', document}, (smaller) => {
        attempts++
        return faultsOf(smaller, [planted]).length > 0
      })
    ).toEqual({template: '', document: 'A kiln\nis cold\n'})
    expect(attempts).toBeLessThan(150)
  })

  const real = realIn([path.resolve(import.meta.dirname, '../bench/fuzz-corpus')])
  const sample = (from: typeof real, seed: number) => fc.sample(cases(from), {seed, numRuns: 60})

  test('tries the same with the same seed, and something else with another', () => {
    expect(sample(real, 7)).toEqual(sample(real, 7))
    expect(sample(real, 8)).not.toEqual(sample(real, 7))
  })

  test('tries nearly the same where there is one template less to change', () => {
    const less = sample(real.slice(1), 7)
    const isSame = sample(real, 7).map((tried, index) => isDeepStrictEqual(tried, less[index]))
    expect(isSame.filter(Boolean).length).toBeGreaterThan(50)
  })
})
