import type {PresetName} from '../config/presets.ts'
import type {ParserName} from '../markdown/load-parser.ts'
import type {PrintOptions} from './print-report.ts'

/** The options of `guidelint [files…]`. */
export interface CheckOptions extends PrintOptions {
  readonly template?: string
  readonly config?: string
  readonly preset?: PresetName
  readonly rule: readonly string[]
  readonly stdinFilename?: string
  readonly parser: ParserName
  readonly jobs?: number
  readonly cache: boolean
  readonly cacheLocation?: string
  readonly shard?: Shard
  readonly since?: string
  readonly staged?: boolean
  /** `false` turns off the one in the configuration. */
  readonly baseline?: string | false
  readonly updateBaseline?: boolean
  readonly ignore: readonly string[]
  readonly fix?: boolean
  /** Whether sections are moved, too. */
  readonly fixMove?: boolean
  readonly fixDryRun?: boolean
}

/** Which part of the files is checked; `index` is from 1 to `count`. */
export interface Shard {
  readonly index: number
  readonly count: number
}
