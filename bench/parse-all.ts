/**
 * A parser alone: reads and parses all Markdown of a folder, and visits each node once. No linter that is built on it
 * can be faster on one thread.
 *
 *     node dist/bench/parse-all.js native|remark <folder>
 */
import {readFileSync} from 'node:fs'
import {setImmediate} from 'node:timers/promises'
import type {Root} from 'mdast'
import {markdownIn} from './corpora.ts'
import {walk} from './walk.ts'

const [name = 'native', folder = '.'] = process.argv.slice(2)

async function load(): Promise<(source: string) => Root> {
  if (name === 'native') return (await import('satteri')).markdownToMdast as (source: string) => Root
  const [{unified}, {default: parse}, {default: gfm}, {default: frontmatter}] = [
    await import('unified'),
    await import('remark-parse'),
    await import('remark-gfm'),
    await import('remark-frontmatter')
  ]
  const processor = unified().use(parse).use(gfm).use(frontmatter).freeze()
  return (source) => processor.parse(source)
}

const parse = await load()
for (const [index, file] of markdownIn(folder).entries()) {
  walk(parse(readFileSync(file, 'utf8')))
  // The native parser only frees memory between turns of the event loop.
  if (index % 10 === 9) await setImmediate()
}
