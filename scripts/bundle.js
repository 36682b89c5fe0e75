// Joins the modules that users load into few files: the plugin and its rules, and the command line with its threads. What
// the package depends on stays outside of the plugin, which shares it with the host that it runs in. The command line
// carries what it needs of it in its own files, since each file to open costs a run more than what stands in it.
import {readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {build} from 'esbuild'

const {dependencies} = JSON.parse(readFileSync('package.json', 'utf8'))

/** A file of the page of `guidelint report`, as the text that is put into it. */
async function textOf(file) {
  const {outputFiles} = await build({
    entryPoints: [`src/overview/browser/${file}`],
    bundle: true,
    minify: true,
    write: false,
    // The first browsers that know all of what it is made of: light-dark() and nesting.
    target: ['chrome123', 'firefox121', 'safari17.5'],
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning'
  })
  return JSON.stringify(outputFiles[0].text.trim())
}

const options = {
  outdir: 'dist',
  bundle: true,
  minify: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  banner: {
    js: "import {createRequire as requireFrom} from 'node:module'; const require = requireFrom(import.meta.url)"
  },
  logLevel: 'warning',
  metafile: true
}

/** Native code, threads, what only long runs and the other parser need, and loaders of cosmiconfig that are never called. */
const notBundled = [
  'satteri',
  'tinypool',
  're2js',
  'remark-parse',
  'unified',
  'js-yaml',
  'parse-json',
  'import-fresh',
  'typescript'
]

const entries = (names) => Object.fromEntries(names.map((name) => [name, `${name}.ts`]))

/**
 * Packages that most runs do without, with the functions and classes that are used of them: each a file of its own, which
 * is loaded when one of these is first called.
 */
const seldomUsed = {
  commander: ['Command', 'Help', 'InvalidArgumentError', 'Option'],
  'cosmiconfig/dist/ExplorerSync.js': ['ExplorerSync'],
  // By its default export, which is a function itself.
  picomatch: ['makeRe', 'scan'],
  yaml: ['Document', 'LineCounter', 'isMap', 'isNode', 'isScalar', 'isSeq', 'parseDocument', 'stringify', 'visit']
}

const late = await build({
  ...options,
  entryPoints: Object.keys(seldomUsed),
  outdir: 'dist/src/cli',
  entryNames: '[name]-[hash]',
  splitting: false,
  format: 'cjs',
  banner: {},
  outExtension: {'.js': '.cjs'},
  external: notBundled
})

/** The files of these packages, by what they are imported as. */
const lateFiles = Object.fromEntries(
  Object.entries(late.metafile.outputs).map(([file, {entryPoint}]) => [
    Object.keys(seldomUsed).find((name) => entryPoint.startsWith(`node_modules/${name}`)),
    `./${path.basename(file)}`
  ])
)

const loadedLate = {
  name: 'loaded-late',
  setup({onResolve, onLoad}) {
    onResolve({filter: /./}, ({path: name, namespace}) => {
      if (namespace === 'loaded-late') return {path: name, external: true}
      return name in seldomUsed ? {path: name, namespace: 'loaded-late'} : undefined
    })
    onLoad({filter: /./, namespace: 'loaded-late'}, ({path: name}) => ({
      contents: `${seldomUsed[name].map((used) => lateFunction(used, lateFiles[name])).join('\n')}
        export default Object.assign((...args) => require('${lateFiles[name]}')(...args), {${seldomUsed[name]}})`
    }))
  }
}

/** What stands in the place of a function or a class of a package. */
function lateFunction(name, file) {
  return `export function ${name}(...args) {
    const {${name}: real} = require('${file}')
    return new.target ? Reflect.construct(real, args) : real(...args)
  }`
}

const library = await build({
  ...options,
  entryPoints: entries(['src/index', 'rules/index']),
  chunkNames: 'src/[name]-[hash]',
  external: Object.keys(dependencies)
})

const commandLineOptions = {
  ...options,
  entryPoints: entries(['src/cli/main', 'src/cli/check-worker']),
  // Beside the command line, which finds its threads and the files of the package from there.
  chunkNames: 'src/cli/[name]-[hash]',
  external: notBundled,
  // What vfile-reporter measures texts and orders findings by.
  define: {pageScript: await textOf('page.ts'), pageStyle: await textOf('page.css')},
  alias: {'string-width': './src/report/terminal-width.ts', 'vfile-sort': './src/report/message-order.ts'}
}

/** The modules that are loaded late, as the commands and the formats are, except those that a run loads before `check`. */
async function modulesLoadedLate() {
  const {metafile} = await build({...commandLineOptions, plugins: [loadedLate], write: false})
  const before = new Set(['main', 'program', 'commands', 'version', 'check'].map((name) => `src/cli/${name}.ts`))
  return Object.values(metafile.outputs).flatMap(({entryPoint}) =>
    entryPoint?.startsWith('src/') && !before.has(entryPoint) ? path.resolve(entryPoint) : []
  )
}

/**
 * esbuild makes a file of what the same modules have in common. All that are loaded late therefore have what `check` needs
 * in common: it becomes one file instead of forty.
 */
const inOneFile = {
  name: 'in-one-file',
  async setup({onLoad}) {
    const modules = await modulesLoadedLate()
    onLoad({filter: /\.ts$/}, ({path: file}) =>
      modules.includes(file)
        ? {
            loader: 'ts',
            contents: `${readFileSync(file, 'utf8')}\nexport {check as inOneFile} from '${path.resolve('src/cli/check.ts')}'`
          }
        : undefined
    )
  }
}

const commandLine = await build({...commandLineOptions, plugins: [loadedLate, inOneFile]})

// For scripts/weight.js.
writeFileSync(
  'dist/metafile.json',
  JSON.stringify({outputs: {...library.metafile.outputs, ...commandLine.metafile.outputs, ...late.metafile.outputs}})
)

// A module for each rule would tear what all of them need into many files, which a run would have to load one by one.
for (const file of readdirSync('rules').filter((name) => name.endsWith('.ts') && name !== 'index.ts')) {
  const id = file.slice(0, -'.ts'.length)
  writeFileSync(
    `dist/rules/${id}.js`,
    `import {rules} from './index.js'\n\nexport default rules.find(({meta}) => meta.id === '${id}')\n`
  )
}

// The types of what is bundled are for nobody; those that the plugin and the rules lead to are shipped.
const shipped = new Set()
const toVisit = ['dist/src/index.d.ts', ...filesIn('dist/rules')]
for (let file = toVisit.pop(); file !== undefined; file = toVisit.pop()) {
  if (shipped.has(file)) continue
  shipped.add(file)
  for (const [, name] of readFileSync(file, 'utf8').matchAll(/(?:from|import\() ?['"](\.[^'"]+)\.[jt]s['"]/g))
    toVisit.push(path.join(path.dirname(file), `${name}.d.ts`))
}
for (const file of filesIn('dist/src')) if (!shipped.has(file)) rmSync(file)

function filesIn(folder) {
  return readdirSync(folder, {recursive: true})
    .filter((name) => name.endsWith('.d.ts'))
    .map((name) => path.join(folder, name))
}
