import {mkdirSync, readFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {writeFileSync} from 'atomically'
import type {Look} from '../analysis.ts'
import {textHash} from '../text-hash.ts'
import type {CacheFolder} from './cache-folder.ts'
import type {CheckedFile} from './checker.ts'
import type {FileReport} from './file-report.ts'

/** Reports of files that have not changed since. */
export interface ResultCache {
  /**
   * The report of a file, if there is one for the same text and the same settings.
   *
   * @param basis All else that decides on a report, in one text.
   * @param isAsBefore Tells whether the file's links lead where they did.
   */
  find(path: string, basis: () => string, hash: () => string, isAsBefore: (looks: readonly Look[]) => boolean): FileReport | undefined
  add(checked: CheckedFile, basis: string): void
  /** Write what is new; nothing is said where that cannot be done. */
  save(): void
}

interface Entry {
  readonly key: string
  readonly looks: readonly Look[]
  readonly report: FileReport
}

type Bucket = Map<string, Entry>

/** So many files are one in the cache: a run over one document reads one of them. */
const bucketCount = 64

/** Characters of one bucket; the oldest entries go first, so that documents that are gone do not stay. */
const largestBucket = 2_000_000

/**
 * Open a cache. What cannot be read counts as empty; files are written whole, so two processes at once lose entries at worst.
 *
 */
export function openResultCache({folder, scope}: CacheFolder): ResultCache {
  const buckets = new Map<number, Bucket>()
  const changed = new Set<number>()
  const bucketOf = (path: string) => {
    const name = scope + path
    const number = Number.parseInt(textHash(name).slice(0, 4), 16) % bucketCount
    const bucket = buckets.get(number) ?? readBucket(fileOf(folder, number))
    buckets.set(number, bucket)
    return {name, number, bucket}
  }
  return {
    find: (path, basis, hash, isAsBefore) => {
      const {name, bucket} = bucketOf(path)
      const entry = bucket.get(name)
      return entry && entry.key === keyOf(basis(), hash()) && isAsBefore(entry.looks) ? entry.report : undefined
    },
    add: ({report, textHash: hash, looks}, basis) => {
      if (hash === undefined) return
      const {name, number, bucket} = bucketOf(report.path)
      bucket.delete(name)
      bucket.set(name, {key: keyOf(basis, hash), looks, report})
      changed.add(number)
    },
    save: () => {
      for (const number of changed) writeBucket(fileOf(folder, number), buckets.get(number) ?? new Map())
    }
  }
}

function keyOf(basis: string, hash: string): string {
  return textHash(`${basis}\0${hash}`)
}

function fileOf(folder: string, number: number): string {
  return join(folder, `${number.toString().padStart(2, '0')}.json`)
}

/** The first line is the hash of the rest, so that what was cut short or changed by others counts as nothing. */
function readBucket(file: string): Bucket {
  try {
    const [, seal, content = ''] = /^(.*)\n([^]*)$/.exec(readFileSync(file, 'utf8')) ?? []
    return new Map(seal === textHash(content) ? (JSON.parse(content) as ReadonlyArray<readonly [string, Entry]>) : [])
  } catch {
    return new Map()
  }
}

function writeBucket(file: string, bucket: Bucket): void {
  const content = `[${newest(bucket).join(',\n')}]`
  try {
    mkdirSync(dirname(file), {recursive: true})
    writeFileSync(file, `${textHash(content)}\n${content}`, {fsync: false})
  } catch {
    // A cache that cannot be written is none.
  }
}

/** As many of the newest entries as have room, in their order. */
function newest(bucket: Bucket): readonly string[] {
  const entries = Array.from(bucket, (entry) => JSON.stringify(entry))
  let size = 0
  const first = entries.findLastIndex((entry) => (size += entry.length) > largestBucket) + 1
  return entries.slice(first)
}
