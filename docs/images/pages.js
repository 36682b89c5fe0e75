// Takes the pictures of the pages in Chromium:
//   node docs/images/pages.js REPORT.html
import {execFileSync} from 'node:child_process'
import path from 'node:path'
import {pathToFileURL} from 'node:url'
import {chromium} from 'playwright-core'

const [report] = process.argv.slice(2)
const root = path.resolve(import.meta.dirname, '../..')
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox']
})

const page = await browser.newPage({viewport: {width: 1440, height: 920}})
await page.goto(pathToFileURL(path.resolve(report)).href)
await page.locator('tbody tr:nth-child(6) .missing a').first().hover()
await take('report.png')

execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', 'playground', '--logLevel', 'error'], {
  cwd: root,
  stdio: 'inherit'
})
const playground = 'https://playground.test/'
await page.setViewportSize({width: 1280, height: 760})
await page.emulateMedia({colorScheme: 'dark'})
await page.route(`${playground}**`, (route) => {
  const {pathname} = new URL(route.request().url())
  return route.fulfill({path: path.join(root, 'playground/dist', pathname === '/' ? 'index.html' : pathname)})
})
await page.goto(playground)
await page.locator('#explain-toggle').click()
await page.locator('.cm-lint-marker-error').first().hover()
await page.locator('.cm-tooltip-lint').waitFor()
await take('playground.png')

await browser.close()

async function take(name) {
  // Behind what fades in.
  await page.waitForTimeout(300)
  await page.screenshot({path: path.join(import.meta.dirname, name)})
}
