import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterAll, beforeAll} from '@jest/globals'

/** A folder for files that cannot stand among the fixtures; made before the tests of a file, removed behind them. */
export function temporaryFolder(): {path: () => string; write: (files: Readonly<Record<string, string>>) => string} {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'guidelint-'))
  })
  afterAll(() => {
    rmSync(folder, {recursive: true, force: true})
  })
  return {
    path: () => folder,
    /** Write files into a new folder below it; returns that. */
    write: (files) => {
      const cwd = mkdtempSync(path.join(folder, 'case-'))
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(path.dirname(path.join(cwd, name)), {recursive: true})
        writeFileSync(path.join(cwd, name), content)
      }
      return cwd
    }
  }
}
