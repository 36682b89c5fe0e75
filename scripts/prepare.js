// npm runs this behind `npm ci` and before `npm pack`, and where the package is installed straight from git.
import {execSync} from 'node:child_process'
import {existsSync} from 'node:fs'

// npm hands the settings of an installation with --global on to its scripts, where they would lead out of this folder.
const here = '--global=false --location=project'
// pre-commit takes all of the standard output of `npm pack` for the name of the file.
const stdio = ['ignore', process.stderr, 'inherit']

// npm below 12 does not install the tools that build a package from git with --global: https://github.com/npm/cli/issues/8440
if (!existsSync('node_modules/typescript'))
  execSync(`npm ci --include=dev --ignore-scripts --no-audit --no-fund --prefer-offline ${here}`, {stdio})
execSync(`npm run --silent build ${here}`, {stdio})
