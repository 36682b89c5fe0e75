import * as satteri from 'satteri'
import {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import {isUnfilled} from '../bench/templates.ts'
import {rules} from '../rules/index.ts'
import {analyse} from '../src/analysis.ts'
import {activeRules} from '../src/config/active-rules.ts'
import {lint} from '../src/lint.ts'
import {readDocument} from '../src/markdown/read-document.ts'
import {nativeParser} from '../src/markdown/native-parser.ts'
import {documentSource} from '../src/new/new-document.ts'
import {readTemplate} from '../src/template/read-template.ts'
import type {TemplateSchema} from '../src/template/schema.ts'

const parse = nativeParser(satteri)
const recommended = activeRules(rules, [{}])

function found(text: string, schema: TemplateSchema): readonly VFileMessage[] {
  const file = new VFile({value: text, path: 'new.md'})
  lint(file, analyse(readDocument(parse(text), text), schema), recommended)
  return file.messages
}

/**
 * What is wrong with the documents that a template makes, under `recommended`. Nothing may be found but what is yet to be
 * filled in, and of that something, where there is anything in the template.
 *
 * @param isNamed With all of its names; else with none, and without its instructions.
 * @returns A line for each fault, each once.
 */
export function faultsOfNewDocument(template: string, name: string, isNamed: boolean): readonly string[] {
  const schema = readTemplate(template, name, parse)
  const source = documentSource(template, name, parse)
  const text = source.write({
    values: new Map(isNamed ? source.names.map((each, index) => [each, `Kiln ${index}`] as const) : []),
    today: '2031-04-02',
    bare: !isNamed
  })
  const messages = found(text, schema)
  const faults = [
    ...messages.filter((message) => !isUnfilled(message)).map(({ruleId, reason}) => `${ruleId}: ${reason}`),
    ...(!isNamed && messages.length === 0 && found(template, schema).some((message) => isUnfilled(message))
      ? ['looks filled in']
      : []),
    ...(/<!--\s*guidelint\b/i.test(text) ? ['has a directive'] : []),
    ...(/\n\s*\n\s*\n/.test(text) && !/\n\s*\n\s*\n/.test(template) ? ['has a hole'] : [])
  ]
  return [...new Set(faults)].map((fault) => `${name} ${fault}`)
}
