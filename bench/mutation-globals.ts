/**
 * The parts of the test runner that the test files need, for `mutation-testing.ts`: thousands of runs cannot each wait
 * for the real one to start. It replaces `@jest/globals`, except for `expect`, which is the real one.
 */
import {expect} from '@jest/globals'

type Work = (...args: readonly unknown[]) => unknown

/** The message of an error that skips a test: it starts a process, which would run without the mutant. */
const notTried = 'not tried here'

const tests: Array<() => unknown> = []
const [before, after]: [Work[], Work[]] = [[], []]

function test(_: string, work: Work): void {
  tests.push(() => work())
}

test.each =
  (rows: readonly unknown[]) =>
  (_: string, work: Work): void => {
    for (const row of rows) tests.push(() => (Array.isArray(row) ? work(...(row as readonly unknown[])) : work(row)))
  }

function describe(_: string, work: Work): void {
  work()
}

const beforeAll = (work: Work) => before.push(work)
const afterAll = (work: Work) => after.push(work)

/** Run all declared tests until one fails; returns whether all have passed. */
export async function haveAllPassed(): Promise<boolean> {
  for (const work of before) await work()
  try {
    for (const work of tests) {
      try {
        await work()
      } catch (error) {
        if ((error as Error).message !== notTried) return false
      }
    }
    return true
  } finally {
    for (const work of after) await work()
  }
}

/** Replaces functions that start a process. */
function started(): never {
  throw new Error(notTried)
}

export {afterAll, beforeAll, describe, expect, started as git, started as guidelint, test, started as warmGuidelint}
