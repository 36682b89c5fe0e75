// Joins the modules that users load into few: the command line, its threads, the plugin and its rules. What the package
// depends on stays outside, so that nothing is installed and bundled as well; everything else is bundled once.
import {readFileSync, readdirSync, writeFileSync} from 'node:fs'
import {build} from 'esbuild'

const {dependencies} = JSON.parse(readFileSync('package.json', 'utf8'))

const {metafile} = await build({
  entryPoints: Object.fromEntries(
    ['src/index', 'src/cli/main', 'src/cli/check-worker', 'rules/index'].map((entry) => [entry, `${entry}.ts`])
  ),
  outdir: 'dist',
  // Beside the command line, which finds its threads and the files of the package from there.
  chunkNames: 'src/cli/[name]-[hash]',
  bundle: true,
  minify: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  external: Object.keys(dependencies),
  // What vfile-reporter measures texts and orders findings by.
  alias: {'string-width': './src/report/terminal-width.ts', 'vfile-sort': './src/report/message-order.ts'},
  banner: {
    js: "import {createRequire as requireFrom} from 'node:module'; const require = requireFrom(import.meta.url)"
  },
  logLevel: 'warning',
  metafile: true
})

// For scripts/weight.js.
writeFileSync('dist/metafile.json', JSON.stringify(metafile))

// A module for each rule would tear what all of them need into many files, which a run would have to load one by one.
for (const file of readdirSync('rules').filter((name) => name.endsWith('.ts') && name !== 'index.ts')) {
  const id = file.slice(0, -'.ts'.length)
  writeFileSync(
    `dist/rules/${id}.js`,
    `import {rules} from './index.js'\n\nexport default rules.find(({meta}) => meta.id === '${id}')\n`
  )
}
