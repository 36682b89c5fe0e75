import type {ConfigurationSource} from './configuration-error.ts'
import type {Configuration} from './configuration.ts'

/** A configuration with the folder that its paths are relative to. */
export interface FoundConfiguration {
  readonly configuration: Configuration
  readonly folder: string
  /** The folder below which its templates and its baseline stand; without it they may stand anywhere, as the user himself names them. */
  readonly root?: string
  /** Where it was written, for errors. */
  readonly source: ConfigurationSource
}
