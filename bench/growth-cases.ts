/** Inputs in which two things grow together, so that code that compares each with each is noticed. */
export interface GrowthCase {
  readonly name: string
  /** The n of the first of three sizes: n, 2n, 4n. */
  readonly size: number
  readonly document: (n: number) => string
  /** The template, if the case needs one. */
  readonly template?: (n: number) => string
  /** Names of empty files beside the document. */
  readonly names?: (n: number) => readonly string[]
}

const first = 'Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Harbour Vineyard Tractor'.split(' ')
const second = 'Compass Lantern Meadow Orchestra Pyramid Quarry Saddle Bicycle Falcon Glacier Dolphin'.split(' ')
const third = 'setup limits errors billing access backup routing storage metrics alerts quotas tokens owners'.split(' ')

/** A name of three words, different for each index; from index 1,859 on with a number. */
function named(index: number): string {
  const words = `${first[index % 13]} ${second[Math.floor(index / 13) % 11]} ${third[Math.floor(index / 143) % 13]}`
  return index < 1859 ? words : `${words} ${Math.floor(index / 1859)}`
}

function slug(index: number): string {
  return named(index).toLowerCase().replaceAll(' ', '-')
}

function times(n: number, line: (index: number) => string, between = '\n\n'): string {
  return Array.from({length: Math.max(1, Math.floor(n))}, (_, index) => line(index)).join(between)
}

function headings(n: number, depth = 2): string {
  return times(n, (index) => `${'#'.repeat(depth)} ${named(index)}\n\nText`)
}

const anyTemplate = () => '# [Name]\n\n## Usage\n'

/** Everything whose time is known to have grown faster than its input. */
export const growthCases: readonly GrowthCase[] = [
  {
    name: 'stale links, one letter off, to headings',
    size: 1000,
    document: (n) => `${headings(n)}\n\n${times(n / 4, (index) => `[see](#${slug(index)}x)`)}`
  },
  {
    name: 'stale links, of other names, to headings',
    size: 1000,
    document: (n) =>
      `${headings(n)}\n\n${times(n / 4, (index) => `[see](#${third[index % 13]}-of-the-${slug(index * 7)}-${index})`)}`
  },
  {
    name: 'stale links in the wrong case',
    size: 1000,
    document: (n) =>
      `${times(n, (index) => `<a id="${named(index).replaceAll(' ', '')}"></a>`)}\n\n${times(n, (index) => `[see](#${named(index).replaceAll(' ', '').toLowerCase()})`)}`
  },
  {
    name: 'missing files among names of a folder',
    size: 500,
    document: (n) => times(n, (index) => `[see](${slug(index)}s.md)`),
    names: (n) => Array.from({length: n}, (_, index) => `${slug(index)}.md`)
  },
  {
    name: 'missing files of other names',
    size: 500,
    document: (n) => times(n, (index) => `[see](${third[index % 13]}-of-${slug(index * 3)}.md)`),
    names: (n) => Array.from({length: n}, (_, index) => `${slug(index)}.md`)
  },
  {
    name: 'contents list, wrong entries',
    size: 450,
    document: (n) =>
      `## Contents\n\n${times(n, (index) => `- [Part ${slug(index * 5)}](#part-${slug(index * 3)}s)`, '\n')}\n\n${headings(n)}`
  },
  {
    name: 'contents list, entries one letter off',
    size: 450,
    document: (n) =>
      `## Contents\n\n${times(n, (index) => `- [${named(index)}s](#${slug(index)}s)`, '\n')}\n\n${headings(n)}`
  },
  {
    name: 'contents list, right entries',
    size: 4000,
    document: (n) =>
      `## Contents\n\n${times(n, (index) => `- [${named(index)}](#${slug(index)})`, '\n')}\n\n${headings(n)}`
  },
  {
    name: 'contents list, entries in reverse',
    size: 2000,
    document: (n) =>
      `## Contents\n\n${times(n, (index) => `- [${named(n - 1 - index)}](#${slug(n - 1 - index)})`, '\n')}\n\n${headings(n)}`
  },
  {
    name: 'contents list that lacks half',
    size: 2000,
    document: (n) =>
      `## Contents\n\n${times(n * 0.6, (index) => `- [${named(index)}](#${slug(index)})`, '\n')}\n\n${headings(n)}`
  },
  {
    name: '50 open sections, headings that fit none',
    size: 1000,
    template: () => `# [Name]\n\n${times(50, (index) => `## ${named(index)} [Name] of [Kind]`)}`,
    document: (n) => `# A\n\n${headings(n)}`
  },
  {
    name: '50 open sections, headings that fit',
    size: 1000,
    template: () => `# [Name]\n\n${times(50, (index) => `## ${named(index)} [Name]`)}`,
    document: (n) => `# A\n\n${times(n, (index) => `## ${named(index % 50)} ${named(index)}\n\nText`)}`
  },
  {
    name: 'sections of a template that are samples of one',
    size: 1000,
    template: (n) => `# [Name]\n\n${times(n, (index) => `## Step ${index + 1}\n\nText`)}`,
    document: () => '# A\n\n## Step 1\n\nText\n'
  },
  {
    name: 'open sections and headings that grow',
    size: 400,
    template: (n) => `# [Name]\n\n${times(n / 8, (index) => `## ${named(index)} [Name]`)}`,
    document: (n) => `# A\n\n${times(n, (index) => `## ${named(index + 5)} ${index}\n\nText`)}`
  },
  {
    name: 'open sections that all fit all',
    size: 200,
    template: (n) => `# [Name]\n\n${times(n / 4, (index) => `## [Name] of [Kind ${index}] for`)}`,
    document: (n) => `# A\n\n${times(n, (index) => `## ${named(index)} of this for\n\nText`)}`
  },
  {
    name: 'samples that lack a part',
    size: 3500,
    template: () => '# [Name]\n\n## Type 1: [Name]\n\n### Details\n\n### Limits\n',
    document: (n) => `# A\n\n${times(n, (index) => `## Type ${index}: ${named(index)}\n\n### Limits\n\nText`)}`
  },
  {
    name: 'samples with unknown parts in all',
    size: 2000,
    template: () => '# [Name]\n\n## Type 1: [Name]\n\n### Details\n\n### Limits\n',
    document: (n) =>
      `# A\n\n${times(n, (index) => `## Type ${index}: ${named(index)}\n\n### ${named(index * 2)}\n\nText\n\n### ${named(index * 2 + 1)}\n\nText`)}`
  },
  {
    name: 'parts in bold',
    size: 2000,
    template: () => '# [Name]\n\n## Type 1: [Name]\n\n### Details\n\n### Limits\n',
    document: (n) =>
      `# A\n\n${times(n, (index) => `## Type ${index}: ${named(index)}\n\n**Details**\n\nText\n\n**Limits**\n\nText`)}`
  },
  {
    name: 'parts in nearly these words, in bold',
    size: 1000,
    template: () => '# [Name]\n\n## Type 1: [Name]\n\n### Detailed limits\n\n### Access control list\n',
    document: (n) =>
      `# A\n\n${times(n, (index) => `## Type ${index}: ${named(index)}\n\n**Detailed limts**\n\nText\n\n**Access control lst**\n\nText`)}`
  },
  {
    name: 'parents at another depth',
    size: 1000,
    template: () => '# [Name]\n\n## Type 1: [Name]\n\n### Details\n\n#### Limits\n',
    document: (n) =>
      `# A\n\n${times(n, (index) => `## Type ${index}: ${named(index)}\n\n#### Details\n\n##### Limits\n\nText`)}`
  },
  {
    name: 'parents below another',
    size: 500,
    template: (n) =>
      `# [Name]\n\n## Start\n\n${times(n, (index) => `## ${named(index)}\n\n### Part of ${named(index)}\n\n#### Limits of ${named(index)}`)}\n\n## End\n`,
    document: (n) =>
      `# A\n\n## Start\n\nText\n\n${times(n, (index) => `## ${named(index)}\n\nText`)}\n\n## End\n\n${times(n, (index) => `### Part of ${named(index)}\n\n#### Limits of ${named(index)}\n\nText`)}`
  },
  {
    name: 'sections of the template, all missing',
    size: 500,
    template: (n) => `# [Name]\n\n## Start\n\n${headings(n)}`,
    document: (n) => `# A\n\n## Start\n\n${times(n, (index) => `## About ${third[index % 13]} ${index}\n\nText`)}`
  },
  {
    name: 'sections of the template, every second missing',
    size: 500,
    template: (n) => `# [Name]\n\n${headings(n)}`,
    document: (n) => `# A\n\n${times(n / 2, (index) => `## ${named(index * 2)}\n\nText`)}`
  },
  {
    name: 'sections of the template, misspelt',
    size: 500,
    template: (n) => `# [Name]\n\n${headings(n)}`,
    document: (n) => `# A\n\n${times(n, (index) => `## ${named(index)}x\n\nText`)}`
  },
  {
    name: 'sections in reverse',
    size: 500,
    template: (n) => `# [Name]\n\n${headings(n)}`,
    document: (n) => `# A\n\n${times(n, (index) => `## ${named(n - 1 - index)}\n\nText`)}`
  },
  {
    name: 'optional sections and extra headings',
    size: 500,
    template: (n) => `# [Name]\n\n## Usage\n\n${times(n, (index) => `## ${named(index)} (optional)`)}`,
    document: (n) =>
      `# A\n\n## Usage\n\nText\n\n${times(n, (index) => `## My ${named(index)} ${index} and more words\n\nText`)}`
  },
  {
    name: 'parts without the headings around them',
    size: 250,
    template: (n) =>
      `# [Name]\n\n## Start\n\n${times(n, (index) => `## ${named(index)}\n\n### Part of ${named(index)}\n\n### Limits of ${named(index)}`)}`,
    document: (n) =>
      `# A\n\n## Start\n\nText\n\n${times(n, (index) => `### Part of ${named(index)}\n\nText\n\n### Limits of ${named(index)}\n\nText`)}`
  },
  {
    name: 'headings that join two sections each',
    size: 500,
    template: (n) => `# [Name]\n\n${headings(n)}`,
    document: (n) => `# A\n\n${times(n / 2, (index) => `## ${named(index * 2)} and ${named(index * 2 + 1)}\n\nText`)}`
  },
  {
    name: 'headings that are lists of other names',
    size: 500,
    template: (n) => `# [Name]\n\n${headings(n)}`,
    document: (n) =>
      `# A\n\n${times(n, (index) => `## Our ${third[index % 13]}, ${first[index % 11]} and number ${index}\n\nText`)}`
  },
  {
    name: 'sections twice, in reverse',
    size: 500,
    template: (n) => `# [Name]\n\n${headings(n)}`,
    document: (n) => `# A\n\n${times(n * 2, (index) => `## ${named(n - 1 - (index % n))}\n\nText`)}`
  },
  {
    name: 'numbered samples, named without their numbers',
    size: 500,
    template: (n) => `# [Name]\n\n${times(n, (index) => `## ${named(index)} 1: [Name]\n\n### Details\n\n### Limits`)}`,
    document: (n) =>
      `# A\n\n${times(n, (index) => `## ${named(index)} 1: x\n\n### Details\n\nText\n\n### Limits\n\nText`)}\n\n${times(n, (index) => `## Our ${third[index % 13]} no ${index}\n\nText`)}`
  },
  {
    name: 'comments that allow sections',
    size: 500,
    template: (n) => `# [Name]\n\n## Usage\n\n${times(n, (index) => `<!-- ## ${named(index)} -->`)}`,
    document: (n) =>
      `# A\n\n## Usage\n\nText\n\n${times(n, (index) => `## Our ${third[index % 13]} no ${index}\n\nText`)}`
  },
  {
    name: 'parts of one name, each in its place',
    size: 500,
    template: (n) => `# [Name]\n\n${times(n, (index) => `## ${named(index)}\n\n### Details\n\n### Limits`)}`,
    document: (n) => `# A\n\n${times(n, (index) => `## ${named(index)}\n\n### Details\n\nText\n\n### Limits\n\nText`)}`
  },
  {
    name: 'parts of one name, below another',
    size: 500,
    template: (n) => `# [Name]\n\n${times(n, (index) => `## ${named(index)}\n\n### Details`)}`,
    document: (n) =>
      `# A\n\n${times(n, (index) => `## ${named(index)}\n\nText`)}\n\n## Other\n\n${times(n, () => '### Details\n\nText')}`
  },
  {
    name: 'headings of one name',
    size: 2000,
    template: anyTemplate,
    document: (n) => `# A\n\n${times(n, () => '## Usage\n\nText')}`
  },
  {
    name: 'headings named as slugs of others',
    size: 2000,
    document: (n) => times(n, (index) => `## a${index % 2 === 0 ? '' : `-${(index + 1) / 2}`}\n\nText`)
  },
  {
    name: 'unknown headings, one section missing',
    size: 4000,
    template: () => '# [Name]\n\n## Usage\n\n## Access control\n',
    document: (n) => `# A\n\n## Usage\n\n${headings(n)}`
  },
  {
    name: 'placeholders left in rows',
    size: 4000,
    template: () => '# [Name]\n\n## Usage\n\n| Name | Value |\n| - | - |\n| [Name of it] | [Value of it] |\n',
    document: (n) =>
      `# A\n\n## Usage\n\n| Name | Value |\n| - | - |\n${times(n, () => '| [Name of it] | [Value of it] |', '\n')}`
  },
  {
    name: 'placeholders left in tables',
    size: 1000,
    template: () => '# [Name]\n\n## Usage\n\n| Name | Value |\n| - | - |\n| [Name of it] | x |\n',
    document: (n) => `# A\n\n## Usage\n\n${times(n, () => '| Name | Value |\n| - | - |\n| [Name of it] | y |')}`
  },
  {
    name: 'placeholders left on one line',
    size: 4500,
    template: () => '# [Name]\n\n## Usage\n\n[Name of it] [Value of it]\n',
    document: (n) => `# A\n\n## Usage\n\n${times(n, () => '[Name of it]', ' ')}`
  },
  {
    name: 'placeholders left on lines of one paragraph',
    size: 4000,
    template: () => '# [Name]\n\n## Usage\n\n[How much]\n',
    document: (n) => `# A\n\n## Usage\n\n${times(n, () => '[How much]', '\n')}`
  },
  {
    name: 'comments that switch rules',
    size: 1750,
    template: anyTemplate,
    document: (n) =>
      `# A\n\n## Usage\n\n${times(n, (index) => `<!--lint ${index % 2 === 0 ? 'disable' : 'enable'} no-placeholders-->\n\nTODO`)}`
  },
  {
    name: 'comments that ignore rules',
    size: 1750,
    template: anyTemplate,
    document: (n) => `# A\n\n## Usage\n\n${times(n, () => '<!--lint ignore no-placeholders-->\n\nTODO')}`
  },
  {
    name: 'comments that ignore rules, in a row',
    size: 1750,
    template: anyTemplate,
    document: (n) => `# A\n\n## Usage\n\n${times(n, () => '<!--lint ignore no-placeholders-->')}\n\nTODO`
  },
  {
    name: 'front matter, keys',
    size: 5000,
    template: (n) => `---\n${times(n, (index) => `key-${index}: YYYY-MM-DD`, '\n')}\n---\n\n# [Name]\n\n## Usage\n`,
    document: (n) => `---\n${times(n, (index) => `key-${index}: wrong`, '\n')}\n---\n\n# A\n\n## Usage\n\nText`
  },
  {
    name: 'front matter, missing keys',
    size: 5000,
    template: (n) => `---\n${times(n, (index) => `key-${index}: YYYY-MM-DD`, '\n')}\n---\n\n# [Name]\n\n## Usage\n`,
    document: (n) => `---\n${times(n, (index) => `other-${index}: wrong`, '\n')}\n---\n\n# A\n\n## Usage\n\nText`
  },
  {
    name: 'front matter, comments',
    size: 5000,
    template: () => '---\ntitle: x\n---\n\n# [Name]\n\n## Usage\n',
    document: (n) => `---\n${times(n, (index) => `# about ${index}`, '\n')}\ntitle: x\n---\n\n# A\n\n## Usage\n\nText`
  },
  {
    name: 'directives, unknown',
    size: 1000,
    template: anyTemplate,
    document: (n) => `# A\n\n## Usage\n\n${times(n, (index) => `<!-- guidelint optoinal ${index} -->`)}`
  },
  {
    name: 'directives, omitted sections',
    size: 500,
    template: (n) => `# [Name]\n\n${headings(n)}`,
    document: (n) => `# A\n\n${times(n, (index) => `<!-- guidelint omit "${named(index)}": none -->`)}`
  },
  {
    name: 'directives, omitted sections of other names',
    size: 500,
    template: (n) => `# [Name]\n\n${headings(n)}`,
    document: (n) =>
      `# A\n\n${times(n, (index) => `<!-- guidelint omit ${third[index % 13]} of ${named(index)} ${index}: none: at: all -->`)}`
  },
  {
    name: 'directives that name a template',
    size: 1000,
    template: anyTemplate,
    document: (n) => `# A\n\n## Usage\n\nText\n\n${times(n, () => '<!-- guidelint template: template -->')}`
  },
  {name: 'findings, many', size: 31_250, document: (n) => times(n, () => 'TODO')},
  {
    name: 'labels and fields',
    size: 500,
    template: (n) => `# [Name]\n\n## Usage\n\n${times(n, (index) => `- **${named(index)}**: [x y]`, '\n')}`,
    document: (n) => `# A\n\n## Usage\n\n${times(n, (index) => `- **${named(index)}**: x`, '\n')}`
  },
  {
    name: 'labels in reverse',
    size: 500,
    template: (n) => `# [Name]\n\n## Usage\n\n${times(n, (index) => `- **${named(index)}**: [x y]`, '\n')}`,
    document: (n) => `# A\n\n## Usage\n\n${times(n, (index) => `- **${named(n - 1 - index)}**: x`, '\n')}`
  },
  {
    name: 'labels of other names',
    size: 500,
    template: (n) => `# [Name]\n\n## Usage\n\n${times(n, (index) => `- **${named(index)}**: [x y]`, '\n')}`,
    document: (n) =>
      `# A\n\n## Usage\n\n${times(n, (index) => `- **${index % 2 === 0 ? named(index) : `${named(index)}x`}**: x`, '\n')}`
  },
  {
    name: 'labels in paragraphs',
    size: 2000,
    template: () => '# [Name]\n\n## Usage\n\n**Owner**: [x y]\n',
    document: (n) => `# A\n\n## Usage\n\n${times(n, (index) => `**Owner ${index}**: x`)}`
  },
  {
    name: 'labels in one paragraph',
    size: 2000,
    template: () => '# [Name]\n\n## Usage\n\n**Owner**: [x y]\n',
    document: (n) => `# A\n\n## Usage\n\n${times(n, (index) => `**Owner ${index}**: x`, '\n')}`
  },
  {
    name: 'lists of labels',
    size: 2000,
    template: () => '# [Name]\n\n## Usage\n\n- **Owner**: [x y]\n',
    document: (n) => `# A\n\n## Usage\n\n${times(n, (index) => `- **Owner ${index}**: x\n\n<!-- -->`)}`
  },
  {
    name: 'columns of a table',
    size: 250,
    template: (n) =>
      `# [Name]\n\n## Usage\n\n|${times(n, (index) => ` ${named(index)} |`, '')}\n|${times(n, () => ' - |', '')}\n|${times(n, () => ' x |', '')}\n`,
    document: (n) =>
      `# A\n\n## Usage\n\n|${times(n, (index) => ` ${named(index)} |`, '')}\n|${times(n, () => ' - |', '')}\n|${times(n, () => ' y |', '')}\n`
  },
  {
    name: 'columns of a table, in reverse',
    size: 250,
    template: (n) =>
      `# [Name]\n\n## Usage\n\n|${times(n, (index) => ` ${named(index)} |`, '')}\n|${times(n, () => ' - |', '')}\n|${times(n, () => ' x |', '')}\n`,
    document: (n) =>
      `# A\n\n## Usage\n\n|${times(n, (index) => ` ${named(n - 1 - index)} |`, '')}\n|${times(n, () => ' - |', '')}\n|${times(n, () => ' y |', '')}\n`
  },
  {
    name: 'columns of a table, every second misspelt',
    size: 250,
    template: (n) =>
      `# [Name]\n\n## Usage\n\n|${times(n, (index) => ` ${named(index)} |`, '')}\n|${times(n, () => ' - |', '')}\n|${times(n, () => ' x |', '')}\n`,
    document: (n) =>
      `# A\n\n## Usage\n\n|${times(n, (index) => ` ${named(index)}${index % 2 === 0 ? '' : 'x'} |`, '')}\n|${times(n, () => ' - |', '')}\n|${times(n, () => ' y |', '')}\n`
  },
  {
    name: 'tables of a template and of a document',
    size: 100,
    template: (n) =>
      `# [Name]\n\n## Usage\n\n${times(n, (index) => `| ${named(index)} | Value ${index} |\n| - | - |\n| x | y |`)}`,
    document: (n) =>
      `# A\n\n## Usage\n\n${times(n, (index) => `| ${named(index)} | Value ${index} |\n| - | - |\n| x | y |`)}`
  },
  {
    name: 'short rows of a wide table',
    size: 250,
    template: (n) =>
      `# [Name]\n\n## Usage\n\n|${times(n / 10, (index) => ` ${named(index)} |`, '')}\n|${times(n / 10, () => ' - |', '')}\n|${times(n / 10, () => ' x |', '')}\n`,
    document: (n) =>
      `# A\n\n## Usage\n\n|${times(n / 10, (index) => ` ${named(index)} |`, '')}\n|${times(n / 10, () => ' - |', '')}\n${times(n, () => '| y |', '\n')}\n`
  },
  {
    name: 'repeated keys of a table',
    size: 4000,
    template: () => '# [Name]\n\n## Usage\n\n| Name | Value |\n| - | - |\n| `VAR_1` | x |\n| `VAR_2` | x |\n',
    document: (n) =>
      `# A\n\n## Usage\n\n| Name | Value |\n| - | - |\n${times(n, (index) => `| \`${slug(index % 100)}\` | y |`, '\n')}`
  },
  {
    name: 'consistent names',
    size: 1000,
    template: () =>
      `# [Name] Guide\n\n## Usage\n\n${times(20, (index) => `Before ${named(index)}, read of [Name] and its ${third[index % 13]}.`)}`,
    document: (n) =>
      `# Kiln Guide\n\n## Usage\n\n${times(n, (index) => `Before ${named(index % 20)}, read of Anvil and its ${third[index % 13]}.`)}`
  },
  {
    name: 'definitions and references',
    size: 2000,
    document: (n) =>
      `${times(n, (index) => `[see][d${index}]`)}\n\n${times(n, (index) => `[d${index}]: #nowhere-${index}`, '\n')}`
  },
  {
    name: 'definitions of one name',
    size: 2000,
    document: (n) => `${times(n, () => '[see][d]')}\n\n${times(n, (index) => `[d]: #nowhere-${index}`, '\n')}`
  },
  {
    name: 'images and links on one line',
    size: 4000,
    document: (n) => times(n, (index) => `![a](#x${index}) [b](#y${index})`, ' ')
  },
  {
    name: 'links in one long table',
    size: 2000,
    document: (n) => `| a | b |\n| - | - |\n${times(n, (index) => `| [x](#q${index}) | y |`, '\n')}`
  },
  {
    name: 'anchors in HTML',
    size: 2000,
    document: (n) => `${times(n, (index) => `<a id="${slug(index)}"></a>`, '\n')}\n\n[x](#nowhere)`
  },
  {
    name: 'headings in HTML',
    size: 2000,
    document: (n) => `${times(n, (index) => `<h2>${named(index)}</h2>`, '\n')}\n\n[x](#nowhere)`
  },
  {
    name: 'lists that are contents lists, nearly',
    size: 1000,
    document: (n) => `## Contents\n\n${times(n, (index) => `- [a](#${slug(index)})\n- b\n\n<!-- -->`)}`
  },
  {name: 'a heading that is all but an id', size: 16_000, document: (n) => `# {#${'a'.repeat(n)}${'{'.repeat(n)}`},
  {
    name: 'front matter, blanks',
    size: 20_000,
    document: (n) => `---\n${' '.repeat(n)}\n${'# a '.repeat(n)}\n---\n\n# A`
  },
  {name: 'headings in HTML that stay open', size: 8000, document: (n) => '<h1>'.repeat(n)},
  {
    name: 'brackets, quotes and marks on one line',
    size: 4000,
    template: () => '# [Name]\n\n## Usage\n\n[Name of it]\n',
    document: (n) =>
      `# A\n\n## Usage\n\n${['[', '<', '{', '`', '(', '**', ': ', '- ', '/ ', '1. '].map((mark) => mark.repeat(n / 10)).join('x ')}`
  },
  {name: 'nodes on one line', size: 8000, document: (n) => times(n, () => '*a*', ' ')},
  {name: 'nodes on one line, not ASCII', size: 4000, document: (n) => times(n, () => '*ä*', ' ')},
  {
    name: 'nodes on one line behind one that is not ASCII',
    size: 4000,
    document: (n) => `ä ${times(n, () => '*a*', ' ')}`
  },
  {name: 'block quotes in a row', size: 15_000, document: (n) => '>'.repeat(Math.min(n, 60_000))},
  {
    name: 'paragraphs of text',
    size: 5000,
    template: anyTemplate,
    document: (n) => `# A\n\n## Usage\n\n${times(n, (index) => `Text of ${named(index)}, and more of it.`)}`
  }
]
