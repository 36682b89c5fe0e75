import {createHmac} from 'node:crypto'
import {cpSync, existsSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {type Run, startGuidelint} from './command-line.ts'
import {warmGuidelint} from './warm-command-line.ts'

export const template =
  '# [Device] Integration Guide\n\n## Overview\n\n## Connection\n\n## Settings\n\n| Name | Default |\n| --- | --- |\n| SETTING_1 | [Default] |\n'

/** A guide that lacks a section, with a link to a heading of another file. */
export const kiln =
  '# Kiln Integration Guide\n\n## Overview\n\nFires clay, as told [before](notes.md#firing).\n\n## Settings\n\n| Name | Default |\n| --- | --- |\n| heat | [Default] |\n'

/** Another that lacks the same, with a link to a file that is not there. */
export const wheel = kiln.replace('Kiln', 'Wheel').replace('notes.md#firing', 'tools.md')

export const project = {
  '.guidelintrc.yaml': 'templates:\n  - {template: device.md, files: "docs/*.md"}\n',
  'device.md': template,
  'station.md': '# [Station] Guide\n\n## Opening Hours\n',
  'docs/kiln.md': kiln,
  'docs/wheel.md': wheel,
  'docs/notes.md':
    '# Notes Integration Guide\n\n## Overview\n\nOld ones.\n\n## Connection\n\nNone.\n\n## Settings\n\n| Name | Default |\n| --- | --- |\n| paper | blank |\n\n### Firing\n\nSlowly.\n'
}

/** Runs in a folder with a cache of its own, beside it. */
export function cachedIn(cwd: string, location = `${cwd}-cache`) {
  const args = (given: readonly string[]) => (given[0] === 'merge' ? given : ['--cache-location', location, ...given])
  return {
    run: (...given: string[]) => warmGuidelint(args(given), {cwd}),
    start: (...given: string[]) => startGuidelint(args(given), {cwd}),
    location,
    /** Put a word into the cached findings by which they are known again, and seal them anew. */
    plant: () => {
      for (const file of bucketsIn(location))
        seal(file, readFileSync(file, 'utf8').replace(/^.*\n/, '').replaceAll('Missing section', 'Planted section'), {
          location,
          cwd
        })
    }
  }
}

/**
 * A project whose cache is in use, made once.
 *
 * @param write As that of a temporary folder.
 * @returns Gives it as it was made, with a copy of the cache, and what the run printed that filled this.
 */
export function projectInUse(
  write: (files: Readonly<Record<string, string>>) => string,
  files: Readonly<Record<string, string>> = project
) {
  const make = () => {
    const cwd = write(files)
    const {run, location} = cachedIn(cwd)
    const fresh = run('docs')
    cpSync(cwd, `${cwd}-before`, {recursive: true})
    return {cwd, location, fresh}
  }
  let made: ReturnType<typeof make> | undefined
  let copies = 0
  return () => {
    made ??= make()
    const {cwd, location, fresh} = made
    rmSync(cwd, {recursive: true})
    cpSync(`${cwd}-before`, cwd, {recursive: true})
    const copy = `${location}-${++copies}`
    cpSync(location, copy, {recursive: true})
    return {...cachedIn(cwd, copy), cwd, fresh}
  }
}

/** Seal a bucket as one who has the secret. */
export function seal(file: string, content: string, {location, cwd}: {location: string; cwd: string}): void {
  const number = Number(path.basename(file, '.json'))
  const hmac = createHmac('sha256', readFileSync(path.join(location, 'secret'))).update(
    `${realpathSync(cwd)}\0${number}\0${content}`
  )
  writeFileSync(file, `${hmac.digest('hex')}\n${content}`)
}

export function bucketsIn(location: string): readonly string[] {
  return existsSync(location)
    ? readdirSync(location, {recursive: true, encoding: 'utf8'})
        .filter((name) => name.endsWith('.json'))
        .map((name) => path.join(location, name))
    : []
}

/** Which guides' findings come from a planted cache. */
export function planted({stdout}: Run): readonly string[] {
  const files = JSON.parse(stdout) as Array<{path: string; messages: Array<{reason: string}>}>
  return files
    .filter(({messages}) => messages.some(({reason}) => reason.startsWith('Planted')))
    .map((file) => path.basename(file.path))
}
