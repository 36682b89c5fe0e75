import {loadTemplate} from '../config/template-cache.ts'
import path from 'node:path'

export function explain(template: string, format: 'pretty' | 'json'): string {
  const schema = loadTemplate(path.resolve(template), process.cwd())
  if (format === 'json') return `${JSON.stringify(schema, undefined, 2)}\n`
  return ''
}
