// pre-commit installs below its checkout of guidelint. From there Node.js takes the name for the checkout, which is not
// built; remark looks for remark-guidelint before that. Up to 4.6.0 this file is a link: its neighbours are remark's.
import {createRequire} from 'node:module'
import {pathToFileURL} from 'node:url'
import {realpathSync} from 'node:fs'

const remark = realpathSync(process.argv[1])
const {default: guidelint} = await import(pathToFileURL(createRequire(remark).resolve('guidelint')))

export default guidelint
