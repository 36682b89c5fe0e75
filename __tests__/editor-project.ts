import {cpSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import path from 'node:path'
import type {temporaryFolder} from './temporary-folder.ts'

export const pottery = path.resolve(import.meta.dirname, '../fixtures/projects/pottery')

/** A copy of the pottery's project, set up for remark's language server with the built plugin; returns its folder. */
export function editorProject(temporary: ReturnType<typeof temporaryFolder>): string {
  const folder = temporary.write({
    '.remarkrc.yaml': `plugins:\n  - ${fileURLToPath(import.meta.resolve('guidelint'))}\n`
  })
  cpSync(pottery, folder, {recursive: true})
  return folder
}
