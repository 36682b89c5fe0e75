import type {ConfigurationSource} from './configuration-error.ts'
import type {Configuration} from './configuration.ts'

/** A configuration with the folder that its paths are relative to. */
export interface FoundConfiguration {
  readonly configuration: Configuration
  readonly folder: string
  /** The folder that must contain its templates and its baseline; undefined if they may be anywhere, because the user names them. */
  readonly root?: string
  /** Where it was written, for errors. */
  readonly source: ConfigurationSource
}
