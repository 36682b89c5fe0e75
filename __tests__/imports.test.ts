import {readFileSync, readdirSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from '@jest/globals'

const root = path.resolve(import.meta.dirname, '..')

/** Each layer, and the layers that it may import from besides itself: none runs back up. */
const layers: Readonly<Record<string, readonly string[]>> = {
  'src/grouped': [],
  'src/nearest-name': [],
  'src/remembered': [],
  'src/text-hash': [],
  'src/markdown': ['src/remembered'],
  'src/template': ['src/grouped', 'src/markdown', 'src/nearest-name', 'src/remembered'],
  'src/align': ['src/grouped', 'src/fix', 'src/template', 'src/markdown', 'src/nearest-name', 'src/remembered'],
  'src/analysis': ['src/align', 'src/template', 'src/markdown'],
  'src/finding-identity': ['src/text-hash', 'src/markdown'],
  'src/fix': ['src/markdown'],
  'src/rule': ['src/align', 'src/analysis', 'src/finding-identity', 'src/fix', 'src/markdown'],
  'src/directive-faults': ['src/rule', 'src/analysis', 'src/template', 'src/markdown'],
  rules: [
    'src/directive-faults',
    'src/rule',
    'src/analysis',
    'src/align',
    'src/template',
    'src/markdown',
    'src/nearest-name'
  ],
  'src/comment-control': ['src/markdown'],
  'src/lint': ['src/rule', 'src/analysis', 'src/comment-control'],
  'src/git': ['src/config'],
  'src/baseline': ['src/git', 'src/finding-identity', 'src/markdown'],
  'src/config': ['src/rule', 'src/analysis', 'src/template', 'src/markdown', 'src/nearest-name', 'src/text-hash'],
  'src/linter': ['src/text-hash', 'src/lint', 'src/config', 'src/rule', 'src/analysis', 'src/template', 'src/markdown'],
  'src/index': [
    'rules',
    'src/baseline',
    'src/linter',
    'src/lint',
    'src/config',
    'src/analysis',
    'src/template',
    'src/markdown'
  ],
  'src/browser': ['rules', 'src/lint', 'src/config', 'src/fix', 'src/analysis', 'src/template', 'src/markdown'],
  'src/new': ['src/fix', 'src/template', 'src/markdown'],
  'src/init': ['src/grouped', 'src/align', 'src/template', 'src/markdown'],
  'src/template-diff': ['src/grouped', 'src/align', 'src/fix', 'src/template', 'src/markdown'],
  'src/tune': ['src/grouped', 'src/finding-identity', 'src/analysis', 'src/align', 'src/template', 'src/markdown'],
  'src/infer': ['src/align', 'src/template', 'src/markdown'],
  'src/report': ['src/fix', 'src/rule', 'src/text-hash', 'src/markdown', 'src/template-diff'],
  'src/overview': [
    'src/grouped',
    'src/finding-identity',
    'src/analysis',
    'src/report',
    'src/align',
    'src/template',
    'src/markdown'
  ],
  'src/check': [
    'src/grouped',
    'src/fix',
    'src/text-hash',
    'src/finding-identity',
    'src/baseline',
    'src/git',
    'src/report',
    'src/linter',
    'src/rule',
    'src/config',
    'src/analysis',
    'src/align',
    'src/template',
    'src/markdown'
  ],
  'src/cli': [
    'src/fix',
    'src/overview',
    'src/init',
    'src/new',
    'src/tune',
    'src/infer',
    'src/template-diff',
    'src/analysis',
    'src/text-hash',
    'rules',
    'src/rule',
    'src/nearest-name',
    'src/check',
    'src/baseline',
    'src/git',
    'src/report',
    'src/linter',
    'src/config',
    'src/template',
    'src/markdown'
  ]
}

function layerOf(file: string): string {
  const parts = file.replace(/\.ts$/, '').split('/')
  return parts[0] === 'rules' ? 'rules' : parts.slice(0, 2).join('/')
}

const files = ['src', 'rules'].flatMap((folder) =>
  readdirSync(path.join(root, folder), {recursive: true, encoding: 'utf8'})
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name.replaceAll(path.sep, '/')}`)
)

test('no module opens a connection, nor does one of the bundled packages', () => {
  const bundle = readdirSync(path.join(root, 'dist/src/cli'))
    .filter((name) => /\.c?js$/.test(name))
    .map((name) => `dist/src/cli/${name}`)
  expect(bundle.length).toBeGreaterThan(0)
  const connecting =
    /(?:\bfrom|\bimport\(|\brequire\()\s*["'](?:node:)?(?:http2?|https|net|tls|dgram|dns(?:\/promises)?)["']|\bfetch\(/
  expect([...files, ...bundle].filter((file) => connecting.test(readFileSync(path.join(root, file), 'utf8')))).toEqual(
    []
  )
})

test.each(files)('%s imports from below only', (file) => {
  const source = readFileSync(path.join(root, file), 'utf8')
  const imported = Array.from(source.matchAll(/from '(\.[^']+)'/g), ([, specifier = '']) =>
    layerOf(path.posix.join(path.posix.dirname(file), specifier))
  )
  const layer = layerOf(file)
  expect(layers[layer]).toBeDefined()
  expect([layer, ...(layers[layer] ?? [])]).toEqual(expect.arrayContaining(imported))
})

/** The modules that a module loads, itself included; types are none. */
function loadedBy(file: string, known = new Set<string>()): ReadonlySet<string> {
  if (known.has(file)) return known
  known.add(file)
  const source = readFileSync(path.join(root, file), 'utf8')
  for (const [, specifier = ''] of source.matchAll(/^(?:import|export) (?!type )[^;]*? from '(\.[^']+)'/gm))
    loadedBy(path.posix.join(path.posix.dirname(file), specifier), known)
  return known
}

test('what the playground loads needs no Node.js, but for what it replaces', () => {
  const loaded = [...loadedBy('src/browser.ts')]
  expect(loaded.length).toBeGreaterThan(100)
  const needing = loaded.filter((file) =>
    /from 'node:|\bprocess\.|\bBuffer\b/.test(readFileSync(path.join(root, file), 'utf8'))
  )
  expect(needing).toEqual(['src/template/regular-expressions.ts', 'src/text-hash.ts'])
})
