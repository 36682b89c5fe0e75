// Packs guidelint, installs it into an empty folder as users do, and holds what comes of it against its limits.
import {execFile, execFileSync} from 'node:child_process'
import {hash} from 'node:crypto'
import {createServer} from 'node:http'
import {lstatSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

/** Packages that are installed, guidelint included. */
const mostPackages = 90

/** Bytes on disk. */
const mostBytes = 15_000_000

/** Bytes of the bundle that come from packages which are installed as well: what the command line carries of cosmiconfig, and of micromark. */
const mostTwice = 32_000

const folder = mkdtempSync(path.join(tmpdir(), 'guidelint-weight-'))
try {
  const tarball = path.join(
    folder,
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {encoding: 'utf8'})
      .trim()
      .split('\n')
      .at(-1)
  )
  writeFileSync(path.join(folder, 'package.json'), '{"private": true}\n')
  const {registry, close} = await registryWith(tarball)
  const stderr = await install(registry).finally(close)
  const installed = new Set(
    Object.keys(JSON.parse(readFileSync(path.join(folder, 'node_modules/.package-lock.json'), 'utf8')).packages)
  )
  const bytes = bytesOnDisk(path.join(folder, 'node_modules'))
  const twice = bundledBytes((name) => installed.has(`node_modules/${name}`))
  hold('packages', installed.size, mostPackages)
  hold('bytes on disk', bytes, mostBytes)
  hold('bytes both bundled and installed', twice, mostTwice)
  hold('warnings of npm install', (stderr.match(/^npm warn/gim) ?? []).length, 0, stderr)
} finally {
  rmSync(folder, {recursive: true, force: true})
}

/** Installs guidelint by its name, and returns what npm says beside. */
function install(registry) {
  return new Promise((resolve, reject) => {
    execFile(
      'npm',
      ['install', '--omit=dev', '--no-audit', '--no-fund', '--registry', registry, 'guidelint'],
      {cwd: folder},
      (error, _, stderr) => (error ? reject(error) : resolve(stderr))
    )
  })
}

/** A registry that has the packed package, and leads to the usual one for all others: npm treats a mere file otherwise. */
async function registryWith(tarball) {
  const usual = execFileSync('npm', ['config', 'get', 'registry'], {encoding: 'utf8'}).trim().replace(/\/$/, '')
  const content = readFileSync(tarball)
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
  const server = createServer(({url, headers}, response) => {
    const dist = {
      tarball: `http://${headers.host}/guidelint/-/${path.basename(tarball)}`,
      shasum: hash('sha1', content)
    }
    if (url === '/guidelint')
      response.end(
        JSON.stringify({
          name: 'guidelint',
          'dist-tags': {latest: manifest.version},
          versions: {[manifest.version]: {...manifest, dist}}
        })
      )
    else if (url.startsWith('/guidelint/-/')) response.end(content)
    else response.writeHead(307, {location: usual + url}).end()
  })
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {registry: `http://127.0.0.1:${server.address().port}/`, close: () => server.close()}
}

function hold(what, value, most, more = '') {
  const isHeld = value <= most
  process.stdout.write(
    `${isHeld ? 'ok    ' : 'not ok'} ${value.toLocaleString('en')} ${what}, at most ${most.toLocaleString('en')}\n${isHeld ? '' : more}`
  )
  if (!isHeld) process.exitCode = 1
}

/** Blocks of the disk, as `du` counts them. */
function bytesOnDisk(at) {
  return readdirSync(at, {recursive: true}).reduce((sum, name) => sum + lstatSync(path.join(at, name)).blocks * 512, 0)
}

/** Bytes of the bundle that come from such packages. */
function bundledBytes(isCounted) {
  const {outputs} = JSON.parse(readFileSync('dist/metafile.json', 'utf8'))
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs))
  return inputs.reduce((sum, [input, {bytesInOutput}]) => {
    const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1]
    return name !== undefined && isCounted(name) ? sum + bytesInOutput : sum
  }, 0)
}
