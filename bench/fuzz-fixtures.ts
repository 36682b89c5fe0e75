import {existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import type {Case} from './fuzz-properties.ts'

/** A case that once failed, with the property that did not hold. */
export interface KeptCase extends Case {
  readonly name: string
  readonly property: string
}

/** The cases of a folder, in the order of their names. */
export function keptCases(folder: string): readonly KeptCase[] {
  return readdirSync(folder)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((name) => {
      const read = (file: string) => readFileSync(path.join(folder, name, file), 'utf8')
      return {
        name,
        property: read('property.txt').split('\n', 1)[0] ?? '',
        template: read('template.md'),
        document: read('document.md')
      }
    })
}

/**
 * Store a case as a fixture: its template, its document, and the property that did not hold.
 *
 * @returns The new folder that it is in.
 */
export function keepCase(
  folder: string,
  {template, document, property, fault}: Case & {readonly property: string; readonly fault: string}
): string {
  const stem = property.replaceAll(/[^a-z]+/gi, '-').toLowerCase()
  let number = 1
  while (existsSync(path.join(folder, `${stem}-${number}`))) number++
  const home = path.join(folder, `${stem}-${number}`)
  mkdirSync(home, {recursive: true})
  writeFileSync(path.join(home, 'template.md'), template)
  writeFileSync(path.join(home, 'document.md'), document)
  writeFileSync(path.join(home, 'property.txt'), `${property}\n${fault}\n`)
  return home
}
