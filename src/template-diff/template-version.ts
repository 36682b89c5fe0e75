import type {TemplateSchema} from '../template/schema.ts'

/** A template as it is read, with its text, in which its lines are. */
export interface TemplateVersion {
  readonly schema: TemplateSchema
  readonly text: string
}
