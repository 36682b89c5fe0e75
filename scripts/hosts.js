// Packs guidelint, follows the recipes of docs/hooks.md and docs/old-repository.md in new folders, and holds what comes of
// them against what should: node scripts/hosts.js [--built] [host …]; with --built, what is in dist is packed as it is.
import {action} from './hosts/action.js'
import {editors} from './hosts/editors.js'
import {husky} from './hosts/husky.js'
import {lefthook} from './hosts/lefthook.js'
import {oldRepository} from './hosts/old-repository.js'
import {preCommit} from './hosts/pre-commit.js'
import {remark} from './hosts/remark.js'
import {MissingTool, createSandbox} from './hosts/sandbox.js'

/** Each yields a line for what it has proved, and throws where something is not as it should be. */
const all = {remark, 'pre-commit': preCommit, lefthook, husky, action, editors, 'old repository': oldRepository}
const isBuilt = process.argv.includes('--built')
const chosen = process.argv.slice(2).filter((argument) => argument !== '--built')
const hosts = Object.fromEntries(Object.entries(all).filter(([name]) => chosen.length === 0 || chosen.includes(name)))

const sandbox = await createSandbox({isBuilt})
try {
  await Promise.all(Object.entries(hosts).map(([name, prove]) => report(name, prove(sandbox))))
} finally {
  await sandbox.remove()
}

async function report(name, proofs) {
  try {
    for await (const proof of proofs) print(`ok      ${name}: ${proof}`)
  } catch (error) {
    if (error instanceof MissingTool) {
      print(`skipped ${name}: ${error.message}`)
    } else {
      process.exitCode = 1
      print(`not ok  ${name}: ${error.message}`)
    }
  }
}

function print(line) {
  process.stdout.write(`${line}\n`)
}
