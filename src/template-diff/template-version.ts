import type {TemplateSchema} from '../template/schema.ts'

/** A template's schema with the text to which its lines refer. */
export interface TemplateVersion {
  readonly schema: TemplateSchema
  readonly text: string
}
