import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {type HeadingText, fitsPattern, headingText, isOpen, isSample, isWildcard, literalLength} from '../template/heading-pattern.ts'
import {type SectionSpec, type TemplateSchema, isRequired} from '../template/schema.ts'
import type {Misspelling, Owner} from './alignment.ts'
import {type NearMiss, nearMiss, saysMore} from './near-miss.ts'

/** A section that was recognised as a section of the template; without `section` one that is missing. */
export interface Instance {
  readonly spec: SectionSpec
  readonly section: Section | undefined
  readonly slots: readonly Slot[]
  /** The depth at which its children are looked for: its own, or the right one where it stands at a wrong one. */
  readonly depth: number
  readonly wrong?: 'depth' | 'parent'
  misspelt?: Misspelling
  /** Whether it stands together with another under one heading, and is told there. */
  readonly isMerged?: true
}

/** What a template demands below one section of the document. */
interface Slot {
  readonly spec: SectionSpec
  readonly parent: Instance
  readonly instances: Instance[]
}

/** Which section of a document is which section of the template. */
export interface Assignment {
  readonly root: Instance
  readonly title: Section | undefined
  /** Whether a section was recognised. */
  isClaimed(section: Section): boolean
  /** The sections directly below another, wrong depths corrected, in document order. */
  childrenOf(section: Section): readonly Section[]
  /** The last section of those that stand below another, or itself. */
  lastBelow(section: Section): Section
  headingOf(section: Section): HeadingText
  /** The sections of the template whose name a section has, most literal first. */
  namesakesOf(section: Section): readonly SectionSpec[]
  ownerOf(section: Section): Owner
}

/**
 * Decide which section is which. Identity comes before validity: exact names first, where they belong; then names at
 * another depth; then misspelt ones; then samples with names of their own; at last exact names under another parent.
 * After each step that recognised something the sections are nested anew, a wrong depth counted as the right one, so
 * that one fault does not hide what follows it.
 */
export function assign(schema: TemplateSchema, document: MarkdownDocument): Assignment {
  const assigner = new Assigner(schema, document)
  const steps = [
    () => assigner.claimInPlace(),
    () => assigner.claimAtOtherDepth(),
    () => assigner.claimMisspelt(),
    () => assigner.claimUnnamedSamples(),
    () => assigner.claimUnderOtherParent(),
    () => assigner.claimOrphans()
  ]
  for (let step = 0; step < steps.length; ) {
    assigner.nest()
    step = (steps[step] as () => boolean)() && step > 0 ? 0 : step + 1
  }
  return assigner
}

class Assigner implements Assignment {
  readonly root: Instance
  readonly title: Section | undefined
  readonly #sections: readonly Section[]
  readonly #headings: readonly HeadingText[]
  readonly #fitting: ReadonlyArray<readonly SectionSpec[]>
  readonly #topDepth: number
  readonly #instances: Instance[] = []
  /** By the index of the section, as all lists here are. */
  readonly #claims: Array<Instance | undefined>
  #claimCount = 0
  readonly #slotsBySpec = new Map<SectionSpec, Slot[]>()
  #parents: readonly Section[] = []
  #children: ReadonlyArray<readonly Section[] | undefined> = []
  #orphansClaimed = false

  constructor(schema: TemplateSchema, document: MarkdownDocument) {
    this.#sections = document.sections
    this.#claims = Array.from({length: document.sections.length + 1})
    this.#headings = [document.root, ...document.sections].map(({name}) => headingText(name))
    this.#fitting = fittingSpecs(schema.root, this.#headings)
    this.#topDepth = Math.min(6, ...schema.root.children.map(({depth}) => depth))
    this.title = this.#findTitle(schema)
    this.root = this.#claim(schema.root, document.root, {depth: 0})
  }

  isClaimed(section: Section): boolean {
    return this.#claims[section.index] !== undefined
  }

  childrenOf(section: Section): readonly Section[] {
    return this.#children[section.index] ?? []
  }

  lastBelow(section: Section): Section {
    let last = section
    for (let below = this.childrenOf(last).at(-1); below; below = this.childrenOf(last).at(-1)) last = below
    return last
  }

  headingOf(section: Section): HeadingText {
    return this.#headings[section.index] as HeadingText
  }

  namesakesOf(section: Section): readonly SectionSpec[] {
    return (this.#fitting[section.index] ?? []).filter(({heading}) => !isWildcard(heading))
  }

  ownerOf(section: Section): Owner {
    let around: Section | undefined = section
    while (around && !this.isClaimed(around)) around = this.#parents[around.index]
    return {spec: this.#claims[(around ?? section).index]?.spec ?? this.root.spec, section: around ?? section}
  }

  /** The first heading of depth 1, unless the document has its sections there. */
  #findTitle(schema: TemplateSchema): Section | undefined {
    if (!schema.title || this.#topDepth === 1) return undefined
    const candidates = this.#sections.filter(({depth}) => depth === 1)
    const isSection = (section: Section) => this.#fitting[section.index]?.some((spec) => !isWildcard(spec.heading) && spec.depth === this.#topDepth)
    return candidates.length === 1 ? candidates[0] : candidates.find((section) => !isSection(section))
  }

  /** Nest the sections by depth, that of a recognised section counted as the right one. */
  nest(): void {
    const parents: Section[] = []
    const children: Section[][] = []
    const root = this.root.section as Section
    const open: Array<{section: Section; depth: number}> = [{section: root, depth: 0}]
    for (const section of this.#sections) {
      const depth = this.#claims[section.index]?.depth ?? section.depth
      while ((open.at(-1) as {depth: number}).depth >= depth && !this.#isMovedAlong(section, (open.at(-1) as {section: Section}).section)) open.pop()
      const parent = (open.at(-1) as {section: Section}).section
      parents[section.index] = parent
      children[parent.index] ??= []
      children[parent.index]?.push(section)
      // A title, or a part of a book, that the template does not know is no level of its own.
      if (depth >= this.#topDepth || this.isClaimed(section)) open.push({section, depth})
    }
    this.#parents = parents
    this.#children = children
  }

  /** Whether a section stands as far below another, which is at too low a depth, as the template has it. */
  #isMovedAlong(section: Section, above: Section): boolean {
    const instance = this.#claims[above.index]
    if (!instance || above.depth >= instance.depth) return false
    return instance.slots.some(({spec}) => section.depth - above.depth === spec.depth - instance.spec.depth && this.#fits(section, spec))
  }

  /** Exact names below the parent where they belong, at the right depth or moved along with their parent. */
  claimInPlace(): boolean {
    const before = this.#claimCount
    // Grows while it is walked: what is recognised opens slots of its own.
    for (const instance of this.#instances) {
      if (!instance.section) continue
      for (const section of this.#unclaimedBelow(instance.section)) {
        const slots = instance.slots.filter(
          ({spec, instances}) =>
            !isWildcard(spec.heading) &&
            (instances.length === 0 || mayRepeat(spec)) &&
            this.#fits(section, spec) &&
            isRightDepth(section, spec, instance)
        )
        // The most literal pattern is the one that was meant.
        const [slot] = slots.toSorted((a, b) => literalLength(b.spec.heading) - literalLength(a.spec.heading))
        if (slot) this.#fill(slot, section, {depth: instance.depth + slot.spec.depth - instance.spec.depth})
      }
    }
    return this.#claimCount > before
  }

  /** Exact names that stand at another depth right where they belong; up to one that holds others, since these come first then. */
  claimAtOtherDepth(): boolean {
    const before = this.#claimCount
    for (const section of this.#unclaimed()) {
      const slot = this.#slotAtOtherDepth(section)
      if (!slot) continue
      this.#fill(slot, section, {depth: slot.spec.depth, wrong: 'depth'})
      if (slot.spec.children.length > 0 && slot.instances.length === 1) break
    }
    return this.#claimCount > before
  }

  #slotAtOtherDepth(section: Section): Slot | undefined {
    for (const spec of this.#fitting[section.index] ?? []) {
      if (section.depth === spec.depth || isWildcard(spec.heading)) continue
      const slot = this.#claims[this.#parentAtDepth(section, spec.depth).index]?.slots.find((candidate) => candidate.spec === spec)
      if (slot && (slot.instances.length === 0 ? isRequired(spec) : mayRepeat(spec))) return slot
    }
    return undefined
  }

  /** The section below which another would stand if it were at that depth. */
  #parentAtDepth(section: Section, depth: number): Section {
    const root = this.root.section as Section
    let around = this.#sections[section.index - 2] ?? root
    while (around !== root && (this.#claims[around.index]?.depth ?? around.depth) >= depth) {
      around = this.#parents[around.index] ?? root
    }
    return around.depth < this.#topDepth && !this.isClaimed(around) ? root : around
  }

  /** Names a few letters off, best pairs first. A heading that joins the names of several is all of them. */
  claimMisspelt(): boolean {
    const before = this.#claimCount
    for (const instance of this.#instances.slice()) {
      for (const {slot, candidate, miss} of this.#nearMisses(instance)) {
        const claim = this.#claims[candidate.index]
        if (slot.instances.length > 0) continue
        const {replacement} = miss
        if (!claim) this.#fill(slot, candidate, {depth: candidate.depth, misspelt: replacement === undefined ? {} : {replacement}})
        else if (saysMore(miss) && claim.misspelt && claim.misspelt.replacement === undefined) this.#merge(slot, claim)
      }
    }
    return this.#claimCount > before
  }

  #nearMisses(instance: Instance): ReadonlyArray<{slot: Slot; candidate: Section; miss: NearMiss}> {
    const slots = instance.slots.filter((slot) => isDue(slot) && !isWildcard(slot.spec.heading))
    if (!instance.section || slots.length === 0) return []
    const candidates = this.#unclaimedBelow(instance.section).filter((candidate) => this.#fitting[candidate.index]?.every((spec) => isWildcard(spec.heading)))
    const pairs = slots.flatMap((slot) =>
      candidates.flatMap((candidate) => {
        const miss = isRightDepth(candidate, slot.spec, instance) ? nearMiss(slot.spec.heading, this.headingOf(candidate)) : undefined
        return miss ? [{slot, candidate, miss}] : []
      })
    )
    return pairs.toSorted((a, b) => a.miss.cost - b.miss.cost)
  }

  /** A slot whose section stands together with another that was recognised. */
  #merge(slot: Slot, claim: Instance): void {
    claim.misspelt = {merges: [...(claim.misspelt?.merges ?? []), slot.spec]}
    slot.instances.push({spec: slot.spec, section: undefined, slots: [], depth: claim.depth, isMerged: true})
  }

  /** Samples such as `Method 1: [Name]` that a document names without the lead word: every section there is one. */
  claimUnnamedSamples(): boolean {
    const before = this.#claimCount
    for (const instance of this.#instances.slice()) {
      const {section} = instance
      const empty = instance.slots.filter(({spec, instances}) => mayRepeat(spec) && isSample(spec.heading) && instances.length === 0)
      const slot = empty.find(({spec}) => isWildcard(spec.heading)) ?? (empty.length === 1 ? empty[0] : undefined)
      if (!section || !slot) continue
      for (const candidate of this.#unclaimedBelow(section)) {
        if (isRightDepth(candidate, slot.spec, instance)) this.#fill(slot, candidate, {depth: candidate.depth})
      }
    }
    return this.#claimCount > before
  }

  /** An exact name that stands below another parent; one at a time, since what stands below it is found in place then. */
  claimUnderOtherParent(): boolean {
    return this.#unclaimed().some((section) => {
      const slot = this.#openSlot(section, (candidate) => candidate.parent.section !== undefined && isDue(candidate) && !isOpen(candidate.spec.heading))
      if (!slot) return false
      const wrong = slot.parent.section === this.#parents[section.index] ? 'depth' : 'parent'
      this.#fill(slot, section, {depth: wrong === 'depth' ? slot.spec.depth : section.depth, wrong})
      return true
    })
  }

  /** Children of a missing section, which are not at fault. Their parent is what is reported. */
  claimOrphans(): boolean {
    if (this.#orphansClaimed) return false
    this.#orphansClaimed = true
    for (const instance of this.#instances.slice()) {
      for (const slot of instance.slots) {
        if (isDue(slot) && slot.spec.children.length > 0) this.#fill(slot, undefined, {depth: slot.spec.depth})
      }
    }
    const before = this.#claimCount
    for (const section of this.#unclaimed()) {
      const slot = this.#openSlot(section, ({parent, spec, instances}) => {
        return parent.section === undefined && !isWildcard(spec.heading) && (instances.length === 0 || mayRepeat(spec))
      })
      if (slot) this.#fill(slot, section, {depth: section.depth})
    }
    return this.#claimCount > before
  }

  /** A slot anywhere for a section whose name fits it. */
  #openSlot(section: Section, isFree: (slot: Slot) => boolean): Slot | undefined {
    const slots = this.#fitting[section.index]?.flatMap((spec) => this.#slotsBySpec.get(spec) ?? [])
    return slots?.find((slot) => isFree(slot))
  }

  #fits(section: Section, spec: SectionSpec): boolean {
    return this.#fitting[section.index]?.includes(spec) ?? false
  }

  #unclaimed(): readonly Section[] {
    return this.#sections.filter((section) => section !== this.title && !this.isClaimed(section))
  }

  #unclaimedBelow(section: Section): readonly Section[] {
    return this.childrenOf(section).filter((child) => child !== this.title && !this.isClaimed(child))
  }

  #fill(slot: Slot, section: Section | undefined, how: Pick<Instance, 'depth' | 'wrong' | 'misspelt'>): void {
    slot.instances.push(this.#claim(slot.spec, section, how))
  }

  #claim(spec: SectionSpec, section: Section | undefined, how: Pick<Instance, 'depth' | 'wrong' | 'misspelt'>): Instance {
    const slots: Slot[] = []
    const instance: Instance = {spec, section, slots, ...how}
    for (const child of spec.children) {
      const slot: Slot = {spec: child, parent: instance, instances: []}
      slots.push(slot)
      const known = this.#slotsBySpec.get(child)
      if (known) known.push(slot)
      else this.#slotsBySpec.set(child, [slot])
    }
    this.#instances.push(instance)
    if (section) {
      this.#claims[section.index] = instance
      this.#claimCount++
    }
    return instance
  }
}

/** For each heading the specs whose pattern it fits, wherever it stands. */
function fittingSpecs(root: SectionSpec, headings: readonly HeadingText[]): ReadonlyArray<readonly SectionSpec[]> {
  const literal = new Map<string, SectionSpec[]>()
  const open: SectionSpec[] = []
  for (const spec of specsBelow(root)) {
    if (isOpen(spec.heading)) open.push(spec)
    else literal.set(spec.heading.folded, [...(literal.get(spec.heading.folded) ?? []), spec])
  }
  return headings.map((heading) => [...(literal.get(heading.folded) ?? []), ...open.filter((spec) => fitsPattern(spec.heading, heading))])
}

function specsBelow(spec: SectionSpec): readonly SectionSpec[] {
  return spec.children.flatMap((child) => [child, ...specsBelow(child)])
}

function mayRepeat(spec: SectionSpec): boolean {
  return spec.occurs.max === undefined || spec.occurs.max > 1
}

function isDue({spec, instances}: Slot): boolean {
  return isRequired(spec) && instances.length === 0
}

/** Whether a section stands at its depth, be it the template's or that of a parent which was moved as a whole. */
function isRightDepth(section: Section, spec: SectionSpec, parent: Instance): boolean {
  const moved = (parent.section?.depth ?? 0) - parent.spec.depth
  return section.depth === spec.depth || section.depth === spec.depth + moved
}
