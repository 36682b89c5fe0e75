/**
 * What `--fix` does to real documents: how many findings are gone, and whether the properties hold that must hold for
 * every document.
 *
 *     npm run fix -- [--move] [--remark] [--show] [folders with template.md and docs]
 */
import {readFileSync} from 'node:fs'
import path from 'node:path'
import {readdirSync} from 'node:fs'
import * as satteri from 'satteri'
import {nativeParser} from '../src/markdown/native-parser.ts'
import {parseByRemark} from '../src/markdown/remark-parser.ts'
import {corporaIn, markdownIn} from './corpora.ts'
import {type Fixed, fixer} from './fix-properties.ts'

const options = new Set(process.argv.slice(2).filter((argument) => argument.startsWith('--')))
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const shared = path.resolve('../shared/corpora')
const filled = path.join(shared, 'filled')
const usual = () => [
  ...['kep', 'swift', 'eip', 'cip', 'madr'].map((name) => path.join(shared, name)),
  ...readdirSync(filled)
    .map((name) => path.join(filled, name))
    .filter((name) => !name.endsWith('.md'))
]

const parseNatively = nativeParser(satteri)
const print = (line: string) => process.stdout.write(`${line}\n`)

print(
  '| corpus | preset | documents | changed | findings | left | to fill in | faults | parsers differ |\n| --- | --- | --: | --: | --: | --: | --: | --: | --: |'
)
const faults: string[] = []
const kinds = new Map<string, number>()
for (const {name: corpus, folder} of corporaIn(named.length > 0 ? named : usual(), print)) {
  for (const preset of ['recommended', 'strict'] as const) {
    const fixing = {cwd: folder, template: 'template.md', preset, hasMoves: options.has('--move')}
    const fix = fixer({...fixing, parse: parseNatively})
    const fixByRemark = options.has('--remark') ? fixer({...fixing, parse: parseByRemark}) : undefined
    const results: Fixed[] = []
    let [changed, differing, faulty] = [0, 0, 0]
    for (const file of markdownIn(path.join(folder, 'docs'))) {
      const text = readFileSync(file, 'utf8')
      const name = path.relative(folder, file)
      const result = fix(name, text)
      results.push(result)
      if (result.text !== text) changed++
      if (result.faults.length > 0) faulty++
      for (const fault of result.faults) faults.push(`${corpus} ${preset} ${name}: ${fault}`)
      for (const {message, out, in: put} of result.made) {
        const kind = `${message.ruleId} ${message.reason
          .replaceAll(/`+[^`]*`+/g, '…')
          .replaceAll(/(?:…, )+…/g, '…')
          .replaceAll(/\d+/g, 'n')}`
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
        if (options.has('--show'))
          print(`${corpus} ${name}:${message.line} ${message.ruleId} ${JSON.stringify(out)} → ${JSON.stringify(put)}`)
      }
      if (fixByRemark && fixByRemark(name, text).text !== result.text) {
        differing++
        faults.push(`${corpus} ${preset} ${name}: parsers differ`)
      }
    }
    const toFill = results.reduce((sum, result) => sum + result.toFill, 0)
    const count = (which: 'before' | 'after') => results.reduce((sum, result) => sum + result[which].length, 0)
    print(
      `| ${corpus} | ${preset} | ${results.length} | ${changed} | ${count('before')} | ${count('after') - toFill} | ${toFill} | ${faulty} | ${fixByRemark ? differing : ''} |`
    )
  }
}
print('')
for (const [kind, count] of [...kinds].toSorted((a, b) => b[1] - a[1])) print(`${String(count).padStart(6)} ${kind}`)
print('')
for (const fault of faults) print(fault)
