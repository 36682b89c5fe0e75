import type {Section} from '../markdown/document.ts'
import type {HeadingText} from '../template/heading-pattern.ts'
import type {SectionSpec} from '../template/schema.ts'
import type {Owner} from './alignment.ts'
import type {Instance} from './slots.ts'

/** Which section of a document is which section of the template. */
export interface Assignment {
  readonly root: Instance
  readonly title: Section | undefined
  /** Whether a section was recognised. */
  isClaimed(section: Section): boolean
  /** Whether a section is neither recognised nor the title. */
  isUnknown(section: Section): boolean
  /** The sections directly below another in document order, with wrong depths corrected. */
  childrenOf(section: Section): readonly Section[]
  /** Those of `childrenOf` that are neither recognised nor the title. */
  unknownBelow(section: Section): readonly Section[]
  headingOf(section: Section): HeadingText
  /** The sections of the template whose name a section has. */
  namesakesOf(section: Section): readonly SectionSpec[]
  /** The sections of the document that have the name of a section spec and are neither recognised nor the title. */
  unknownNamed(spec: SectionSpec): readonly Section[]
  ownerOf(section: Section): Owner
  /** Whether a section is anywhere below another, with wrong depths corrected. */
  isBelow(section: Section, other: Section): boolean
}
