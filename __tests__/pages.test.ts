import {execFileSync, spawnSync} from 'node:child_process'
import {readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {pathToFileURL} from 'node:url'
import {deflateRawSync, inflateRawSync} from 'node:zlib'
import {afterAll, beforeAll, describe, expect, jest, test} from '@jest/globals'
import axe from 'axe-core'
import type {Browser, Locator, Page} from 'playwright-core'
import {VFile} from 'vfile'
import {rules} from '../rules/index.ts'
import {analyse} from '../src/analysis.ts'
import {activeRules} from '../src/config/active-rules.ts'
import {lint} from '../src/lint.ts'
import {readDocument} from '../src/markdown/read-document.ts'
import {parseByRemark} from '../src/markdown/remark-parser.ts'
import {comparedSections, sectionCells} from '../src/overview/section-states.ts'
import {continued, progressElement, progressIn} from '../src/overview/progress.ts'
import {readTemplate} from '../src/template/read-template.ts'
import {temporaryFolder} from './temporary-folder.ts'
import {warmGuidelint} from './warm-command-line.ts'

// Only for failures: a browser that never ends.
jest.setTimeout(90_000)

const {write} = temporaryFolder()

const template = `# [Device]

## Usage

[How it is used]

## Limits

Most is least.

## Care

### Cleaning

Text.

## Notes (Optional)

Text.
`

/** How a document stands to each section of the template: its state, the line, and how many findings. */
function cellsOf(text: string): Readonly<Record<string, string>> {
  const schema = readTemplate(template, 'template.md', parseByRemark)
  const file = new VFile({path: 'guide.md', value: text})
  const analysis = analyse(readDocument(parseByRemark(text), text), schema)
  lint(file, analysis, activeRules(rules, [{}]))
  const cells = sectionCells(analysis, file.messages)
  return Object.fromEntries(
    comparedSections(schema.root).map((spec) => {
      const {state, line = '-', findings} = cells.get(spec) ?? {state: 'none', line: '', findings: []}
      return [spec.heading.name, `${state} ${line} ${findings.length}`]
    })
  )
}

describe('a document beside the sections of its template', () => {
  test('has each of them, or what a rule reports of it', () => {
    expect(cellsOf('# Kiln\n\n## Usage\n\n[How it is used]\n\n## Limts\n\nHot.\n\n## Care\n\n### Cleaning\n')).toEqual({
      '': 'there 1 0',
      Usage: 'placeholders 3 1',
      Limits: 'faulty 7 1',
      Care: 'there 11 0',
      Cleaning: 'empty 13 1',
      'Notes (Optional)': 'absent - 0'
    })
  })

  test('lacks a section where a rule reports it; of one that is missing, no part is missing as well', () => {
    expect(cellsOf('# Kiln\n\n## Usage\n\nHeat it.\n\n## Limits\n\nHot.\n\n## Notes\n\nNone.\n')).toEqual({
      '': 'there 1 0',
      Usage: 'there 3 0',
      Limits: 'there 7 0',
      Care: 'missing 11 1',
      Cleaning: 'absent - 0',
      'Notes (Optional)': 'there 11 0'
    })
    expect(
      cellsOf(
        '# Kiln\n\n<!-- guidelint omit "Care": it needs none -->\n<!--lint disable required-headings-->\n\n## Usage\n\nHeat it.\n'
      )
    ).toMatchObject({Limits: 'absent - 0', Care: 'omitted - 0'})
  })

  test('has a finding at each of the sections that the finding names', () => {
    expect(cellsOf('# Kiln\n\n## Notes\n\nText.\n')).toMatchObject({
      Usage: 'missing 3 1',
      Limits: 'missing 3 1',
      Care: 'missing 3 1'
    })
  })
})

describe('progress', () => {
  const point = {day: '2026-03-01', documents: 2, sound: 1, due: 8, present: 7, placeholders: 3, errors: 4, warnings: 5}

  test('is kept in the page, a point for each day', () => {
    const later = {...point, day: '2026-04-01', present: 8}
    const points = continued([point], later)
    expect(continued(points, {...later, errors: 0})).toEqual([point, {...later, errors: 0}])
    expect(progressIn(`<p>${progressElement(points)}`)).toEqual(points)
  })

  test.each([
    '',
    '<script type="application/json" id="guidelint-progress">',
    progressElement([{...point, day: '<b>'}]),
    progressElement([{...point, errors: -1}]),
    '<script type="application/json" id="guidelint-progress">{"a":</script>'
  ])('is not read out of anything else: %s', (page) => {
    expect(progressIn(page)).toBeUndefined()
  })
})

/** Names, headings and texts that would run a script if they were taken for markup. */
const attack = '<img src=x onerror="document.title=1"><script>document.title=2</script>'

/** A repository whose documents attack whoever looks at a report on them. */
function hostileProject(): string {
  const fork = '](javascript:document.title=3)'
  return write({
    '.guidelintrc.yaml': 'templates:\n  - template: "t\'s.md"\n    files: docs\n',
    "t's.md": `# [Name]\n\n## \`${attack}\`\n\n[Text]\n\n## [x${fork}\n\nText.\n\n## Last "quoted' one\n\nText.\n`,
    'docs/javascript:alert(1).md': `# \`${attack}\`\n\n## \`${attack}\`\n\n[Text]\n\n[a](#${attack.replaceAll(' ', '%20')})\n`,
    [`docs/"onmouseover="document.title=4 \u202Egpj.md`]: `# A\n\n## [x${fork}\n\n## \`</script><script>document.title=5//\`\n`,
    'docs/<img src=x onerror=document.title=6>.md': '# A\n\n## Other\n\nText.\n'
  })
}

describe('guidelint report', () => {
  test('writes a page that the next report continues, in the place of no other file', () => {
    const cwd = write({
      'template.md': template,
      'docs/kiln.md': '# Kiln\n\n## Usage\n\nHeat it.\n',
      'guides.html': '<p>Mine</p>'
    })
    const report = (...args: string[]) => warmGuidelint(['report', 'docs', '-t', 'template.md', '-o', ...args], {cwd})
    expect(report('guides.html')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'guides.html: Cannot write: already exists, and is not a page of guidelint report\n'
    })
    expect(readFileSync(path.join(cwd, 'guides.html'), 'utf8')).toBe('<p>Mine</p>')
    expect(report('page.html')).toEqual({status: 0, stdout: '', stderr: ''})
    const file = path.join(cwd, 'page.html')
    const [point] = progressIn(readFileSync(file, 'utf8')) ?? []
    expect(point).toMatchObject({documents: 1, sound: 0, due: 3, present: 1, placeholders: 0, errors: 2, warnings: 0})
    const old = {...point, day: '2026-01-02'}
    writeFileSync(file, readFileSync(file, 'utf8').replace(JSON.stringify(point), JSON.stringify(old)))
    expect(report('page.html').status).toBe(0)
    expect(progressIn(readFileSync(file, 'utf8'))).toEqual([old, point])
    expect(report('other.html', '--earlier', 'guides.html').stderr).toBe(
      'guides.html: Cannot read: not a page of guidelint report\n'
    )
  })

  test('takes a link for its cells, but none that runs a script', () => {
    const cwd = write({'template.md': template, 'docs/kiln.md': '# Kiln\n'})
    const report = (link: string) => warmGuidelint(['report', 'docs', '-t', 'template.md', '--link', link], {cwd})
    expect(report('https://example.com/{path}?plain=1#L{line}').stdout).toContain(
      '"link":"https://example.com/{path}?plain=1#L{line}"'
    )
    for (const link of [
      'javascript:{path}',
      'JavaScript:{path}',
      'data:text/html,{path}',
      'example.com',
      'https://a.b'
    ])
      expect(report(link)).toMatchObject({status: 2, stdout: ''})
  })
})

/** What axe finds that keeps somebody from reading the page, in light and in dark colours. */
async function barriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  const found = await violations(page, {resultTypes: ['violations']})
  await page.emulateMedia({colorScheme: 'dark'})
  return [...found, ...(await violations(page, {runOnly: ['color-contrast']}))]
}

/** What axe finds, the serious part of it. */
async function violations(page: Page, options: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const result = await page.evaluate<{
    violations: ReadonlyArray<{id: string; impact: string; nodes: ReadonlyArray<{html: string}>}>
  }>(`axe.run(${JSON.stringify(options)})`)
  return result.violations
    .filter(({impact}) => impact === 'serious' || impact === 'critical')
    .map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(', ')}`)
}

/** Point at a mark until what it shows is there: an editor that is still drawing does not notice the pointer. */
async function hovered(mark: Locator, shown: Locator): Promise<void> {
  do {
    await mark.page().mouse.move(0, 0)
    await mark.hover()
    await shown.waitFor({timeout: 1000}).catch(() => undefined)
  } while (!(await shown.isVisible()))
}

const chromium = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => spawnSync(name, ['--version'], {stdio: 'ignore'}).status === 0
)
if (chromium === undefined)
  process.stderr.write('Chromium is not installed: tests of the pages in a browser are skipped\n')
const describeIfInstalled = chromium === undefined ? describe.skip : describe

describeIfInstalled('in a browser', () => {
  let browser: Browser

  beforeAll(async () => {
    const {chromium: launcher} = await import('playwright-core')
    const executablePath = execFileSync('which', [chromium ?? ''], {encoding: 'utf8'}).trim()
    browser = await launcher.launch({executablePath, args: ['--no-sandbox']})
  })

  afterAll(async () => {
    await browser.close()
  })

  /** Where the playground is put, as it is built: no server has that name. */
  const playground = 'https://playground.test/'
  let built = ''

  /** The playground, with the texts that a link carries in its fragment, or its own. */
  async function openedPlayground(fragment: string) {
    if (built === '') {
      built = write({})
      const vite = path.resolve(import.meta.dirname, '../node_modules/vite/bin/vite.js')
      const project = path.resolve(import.meta.dirname, '../playground')
      execFileSync(process.execPath, [vite, 'build', project, '--outDir', built, '--logLevel', 'error'])
    }
    const opening = await opened(`${playground}#${fragment}`)
    await opening.page.locator('#findings li').first().waitFor()
    return opening
  }

  /** A page with all that it said and asked for; `problems` is empty where that was nothing but its own files. */
  async function opened(url: string) {
    const context = await browser.newContext({viewport: {width: 1200, height: 900}})
    const page = await context.newPage()
    const problems: string[] = []
    page.on('console', (message) => problems.push(message.text()))
    page.on('pageerror', ({message}) => problems.push(message))
    page.on('dialog', (dialog) => {
      problems.push(dialog.message())
      void dialog.dismiss()
    })
    page.on('request', (request) => {
      if (request.url() !== url && !request.url().startsWith(playground)) problems.push(`request of ${request.url()}`)
    })
    await page.route(`${playground}**`, async (route) => {
      const {pathname} = new URL(route.request().url())
      await route.fulfill({path: path.join(built, pathname === '/' ? 'index.html' : pathname)})
    })
    await page.goto(url)
    return {page, problems}
  }

  test('a report shows hostile names and texts as what they are, runs nothing of them, and keeps nobody out', async () => {
    const cwd = hostileProject()
    expect(warmGuidelint(['report', '-o', 'guides.html'], {cwd})).toEqual({status: 0, stdout: '', stderr: ''})
    const {page, problems} = await opened(pathToFileURL(path.join(cwd, 'guides.html')).href)
    expect(await page.locator('tbody th').allTextContents()).toEqual(
      expect.arrayContaining(['docs/<img src=x onerror=document.title=6>.md', 'docs/javascript:alert(1).md'])
    )
    await page.evaluate(`
      for (const details of document.querySelectorAll('details')) details.open = true
      for (const cell of document.querySelectorAll('td[data-rank] > *'))
        cell.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))`)
    await page.locator('.findings li').first().waitFor()
    expect(await page.locator('.about').textContent()).toContain('docs/javascript:alert(1).md:7')
    const schemes = await page.evaluate<string[]>('[...document.links].map(({protocol}) => protocol)')
    expect(new Set(schemes)).toEqual(new Set(['file:', 'https:']))
    expect(await page.title()).toBe('Guides and their templates')
    expect(await page.locator('script').count()).toBe(3)
    expect(await page.locator('img').count()).toBe(0)
    expect(problems).toEqual([])
    expect(await barriers(page)).toEqual([])
    await page.context().close()
  })

  test('a report is filtered, sorted and walked through by keys, and a cell leads to its place', async () => {
    const cwd = write({
      'template.md': template,
      'docs/kiln.md':
        '# Kiln\n\n## Usage\n\n[How it is used]\n\n## Limits\n\nHot.\n\n## Care\n\n### Cleaning\n\nBrush.\n',
      'docs/wheel.md': '# Wheel\n\n## Usage\n\nTurn it.\n\n## Care\n\n### Cleaning\n\nWipe.\n'
    })
    warmGuidelint(['report', 'docs', '-t', 'template.md', '-o', 'out/guides.html'], {cwd})
    warmGuidelint(['report', 'docs', '-t', 'template.md', '-o', 'guides.html'], {cwd})
    const {page} = await opened(pathToFileURL(path.join(cwd, 'guides.html')).href)
    const names = () => page.locator('.cells tbody tr:visible th').allTextContents()
    expect(await names()).toEqual(['docs/kiln.md', 'docs/wheel.md'])
    await page.getByRole('button', {name: 'Limits'}).click()
    expect(await names()).toEqual(['docs/wheel.md', 'docs/kiln.md'])
    await page.getByLabel('Show').selectOption('p')
    expect(await names()).toEqual(['docs/kiln.md'])
    expect(await page.locator('output').textContent()).toBe('1 of 2 documents')
    await page.getByLabel('Show').selectOption('')
    await page.getByRole('searchbox').fill('wheel')
    expect(await names()).toEqual(['docs/wheel.md'])
    await page.locator('tbody [tabindex="0"]').focus()
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight')
    const cell = page.locator(':focus')
    expect(await cell.getAttribute('aria-label')).toBe('missing')
    expect(await page.locator('.about').textContent()).toContain('Missing section Limits, expected it between')
    expect(await page.evaluate('document.activeElement.href')).toBe(
      `${pathToFileURL(path.join(cwd, 'docs/wheel.md')).href}#L7`
    )
    await page.context().close()
  })

  test('the playground marks a fault that is typed, and mends it by a click', async () => {
    const {page, problems} = await openedPlayground('no-such-texts')
    const mark = page.locator('#guide .cm-lintRange-error', {hasText: 'Overviews'})
    await page.locator('#guide .cm-line', {hasText: '## Overview'}).click()
    await page.keyboard.press('End')
    await page.keyboard.type('s')
    await mark.waitFor()
    await page.getByRole('button', {name: 'Replace with “Overview”'}).click()
    await mark.waitFor({state: 'detached'})
    expect(await page.locator('#guide .cm-line').allTextContents()).toContain('## Overview')
    await page.getByRole('button', {name: 'Explain the template'}).click()
    expect(await page.locator('#requirements').textContent()).toContain('### Step 1: [Action]: required, once or more')
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('a link carries both texts, and runs nothing of them; the playground keeps nobody out', async () => {
    const guide = `# ${attack}\n\n## \`${attack}\`\n\n${attack}\n\n## [x](javascript:document.title=3)\n\n[Text]\n`
    const texts = [`# [Name]\n\n## \`${attack}\`\n\n## Usge\n\n[Text]\n`, guide]
    const {page, problems} = await openedPlayground(deflateRawSync(JSON.stringify(texts)).toString('base64url'))
    await page.getByRole('button', {name: 'Explain the template'}).click()
    await hovered(page.locator('#guide .cm-lint-marker').first(), page.locator('.cm-tooltip-lint'))
    expect(await page.locator('#requirements').textContent()).toContain(attack)
    // The editor has empty ones beside its marks.
    expect(await page.locator('img:not(.cm-widgetBuffer)').count()).toBe(0)
    expect(await page.title()).toBe('guidelint playground')
    expect(await barriers(page)).toEqual([])
    await page.getByRole('button', {name: 'Copy a link'}).click()
    await page.locator('#shared', {hasText: 'both texts'}).waitFor()
    const [, fragment = ''] = page.url().split('#')
    expect(JSON.parse(String(inflateRawSync(Buffer.from(fragment, 'base64url'))))).toEqual(texts)
    expect(problems).toEqual([])
    await page.context().close()
  })
})
