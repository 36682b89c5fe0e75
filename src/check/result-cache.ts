import path from 'node:path'
import type {Look} from '../markdown/linked-files.ts'
import {textHash} from '../text-hash.ts'
import type {CacheFolder} from './cache-folder.ts'
import {type FileReport, fieldsOf, readReport} from './file-report.ts'
import {readPrivateFile, removeAbandoned, writePrivateFile} from './private-file.ts'

/** A report, with where the links of its file lead. */
export interface KeptReport {
  readonly report: FileReport
  readonly looks: readonly Look[]
}

/** The reports of earlier runs, for files that have not changed. */
export interface ResultCache {
  /**
   * The report of a file, if there is one with the same key.
   *
   * @param place Which file it is.
   * @param key One hash of all that its report depends on, except where its links lead; called only if there is a report.
   * @param isAsBefore Returns whether the file's links lead where they did.
   */
  find(place: string, key: () => string, isAsBefore: (looks: readonly Look[]) => boolean): KeptReport | undefined
  add(place: string, key: string, looks: readonly Look[], report: FileReport): void
  /** Write new results; a failure is not reported. */
  save(): void
}

type Bucket = Map<string, unknown>

/** How many files the cache of a repository consists of: a run over one document reads one of them. */
const bucketCount = 64

/** The most characters in one bucket. The oldest entries are dropped first, so that deleted documents do not stay. */
const largestBucket = 2_000_000

/** The most bytes in the file of one bucket; a character takes at most four. */
const largestFile = 4 * largestBucket + 100_000

/** Open a cache. What cannot be read counts as empty. Files are replaced as a whole, so two processes at once can at worst lose entries. */
export function openResultCache(folder: CacheFolder): ResultCache {
  const buckets = new Map<number, Bucket>()
  const changed = new Set<number>()
  const bucketOf = (place: string) => {
    const number = Number.parseInt(textHash(place).slice(0, 4), 16) % bucketCount
    const bucket = buckets.get(number) ?? readBucket(number, folder)
    buckets.set(number, bucket)
    return {number, bucket}
  }
  return {
    find: (place, key, isAsBefore) => {
      const {key: known, looks, report: kept} = fieldsOf(bucketOf(place).bucket.get(place))
      const report =
        known !== undefined && known === key() && areLooks(looks) && isAsBefore(looks) ? readReport(kept) : undefined
      return report && {report, looks: looks as readonly Look[]}
    },
    add: (place, key, looks, report) => {
      const {number, bucket} = bucketOf(place)
      bucket.delete(place)
      bucket.set(place, {key, looks, report})
      changed.add(number)
    },
    save: () => {
      try {
        if (changed.size > 0) removeAbandoned(folder.folder)
        for (const number of changed) writeBucket(number, buckets.get(number) ?? new Map(), folder)
      } catch {
        // The run goes on without a cache.
      }
    }
  }
}

function areLooks(value: unknown): value is readonly Look[] {
  return (
    Array.isArray(value) &&
    value
      .map((look) => fieldsOf(look))
      .every(({path: link, seen}) => typeof link === 'string' && typeof seen === 'string')
  )
}

function fileOf(number: number, {folder}: CacheFolder): string {
  return path.join(folder, `${number.toString().padStart(2, '0')}.json`)
}

/** A seal that only the holder of the secret can make: this content is this bucket of this repository. */
function sealOf(content: string | Uint8Array, number: number, {secret, repository}: CacheFolder): string {
  return process
    .getBuiltinModule('node:crypto')
    .createHmac('sha256', secret)
    .update(`${repository}\0${number}\0`)
    .update(content)
    .digest('hex')
}

/** The first line is the seal of the rest, so that content that was cut short or changed by others does not count. */
function readBucket(number: number, folder: CacheFolder): Bucket {
  const file = readPrivateFile(fileOf(number, folder), largestFile)
  const end = file?.indexOf('\n') ?? -1
  if (!file || end < 0) return new Map()
  const content = file.subarray(end + 1)
  return new Map(
    file.toString('latin1', 0, end) === sealOf(content, number, folder) ? readEntries(content.toString()) : []
  )
}

function readEntries(json: string): ReadonlyArray<readonly [string, unknown]> {
  try {
    const entries: unknown = JSON.parse(json)
    return Array.isArray(entries) && entries.every((entry) => Array.isArray(entry) && typeof entry[0] === 'string')
      ? (entries as ReadonlyArray<readonly [string, unknown]>)
      : []
  } catch {
    return []
  }
}

function writeBucket(number: number, bucket: Bucket, folder: CacheFolder): void {
  const content = `[${newest(bucket).join(',\n')}]`
  writePrivateFile(fileOf(number, folder), `${sealOf(content, number, folder)}\n${content}`)
}

/** As many of the newest entries as fit, in their order. */
function newest(bucket: Bucket): readonly string[] {
  const entries = Array.from(bucket, (entry) => JSON.stringify(entry))
  let size = 0
  const first = entries.findLastIndex((entry) => (size += entry.length) > largestBucket) + 1
  return entries.slice(first)
}
