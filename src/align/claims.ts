import {grouped} from '../grouped.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {explicitId} from '../markdown/anchors.ts'
import {type HeadingText, headingText, isOpen} from '../template/heading-pattern.ts'
import {type SectionSpec, type TemplateSchema, isRequired, specsBelow} from '../template/schema.ts'
import type {Owner} from './alignment.ts'
import type {Assignment} from './assignment.ts'
import {type Namesakes, findNamesakes} from './namesakes.ts'
import {type Nesting, nest} from './nesting.ts'
import {pairBudget} from './pair-budget.ts'
import {rankOf, slotOf} from './sibling-order.ts'
import {type Instance, type Slot, instancesBelow, isStillMissing, slotFinder} from './slots.ts'
import {titleAmong} from './title-section.ts'
import {twinFinder} from './twins.ts'

/** Missing and unknown sections are compared letter by letter up to this many pairs. */
const mostPairs = 250_000

/** Missing sections are compared with headings that list names up to this many pairs. */
const mostListPairs = 50_000

/** How often a step may start again in one document. */
const mostRestarts = 50

/** How a section was recognised. */
type Recognition = Pick<Instance, 'depth' | 'wrong' | 'misspelt'>

/** What was recognised so far, and what the recognition steps ask about the rest. */
export class Claims implements Assignment {
  readonly root: Instance
  readonly title: Section | undefined
  readonly document: MarkdownDocument
  /** How many of the first things may still be compared letter by letter with all of the others. */
  readonly affordable = pairBudget(mostPairs)
  /** The same for headings that may be lists of names. */
  readonly affordableLists = pairBudget(mostListPairs)
  /** The same for headings with a number that may be parts of one section. */
  readonly affordableParts = pairBudget(mostListPairs)
  readonly #headings: readonly HeadingText[]
  readonly #namesOfOthers: ReadonlySet<string>
  readonly #namesakes: Namesakes
  readonly #topDepth: number
  readonly #instances: Instance[] = []
  /** By the index of the section. */
  readonly #claims: Array<Instance | undefined>
  readonly #slotsBySpec = new Map<SectionSpec, Slot[]>()
  /** How many slots of a spec still lack a section. */
  readonly #missingCounts = new Map<SectionSpec, number>()
  /** By how many levels the sections below an instance are at the wrong depth. */
  readonly #shifts = new Map<Instance, Set<number>>()
  #restarts = 0
  readonly #namesakeSets = new WeakMap<readonly SectionSpec[], ReadonlySet<SectionSpec>>()
  #claimCount = 0
  #nesting: Nesting = {parentOf: () => undefined, childrenOf: () => []}
  /** By how many levels the parts of a heading that the document leaves out are at another depth. */
  readonly #raised = new Map<SectionSpec, number>()
  // Computed only once all sections are recognised.
  #unknownBySpec: ReadonlyMap<SectionSpec, readonly Section[]> | undefined
  /** The parts of sections that are divided among several. */
  readonly #parts = new Set<Section>()
  readonly #unknownBelow = new Map<Section, readonly Section[]>()

  constructor(schema: TemplateSchema, document: MarkdownDocument) {
    this.document = document
    this.#claims = Array.from({length: document.sections.length + 1})
    this.#headings = [document.root, ...document.sections].map(({name}) => headingText(name))
    this.#namesOfOthers = new Set(schema.allowed.flatMap((pattern) => (isOpen(pattern) ? [] : pattern.folded)))
    this.#namesakes = findNamesakes(schema.root, this.#headings, (index) =>
      explicitId(document.sections[index - 1] ?? document.root)
    )
    this.#topDepth = Math.min(6, ...schema.root.children.map(({depth}) => depth))
    const ofTitles = document.sections.filter(({depth}) => depth === 1)
    this.title = schema.title
      ? titleAmong(
          ofTitles,
          schema.root.children,
          (section) => this.namesakesOf(section),
          (section) => this.headingOf(section)
        )
      : undefined
    this.root = this.#claim(schema.root, document.root, {depth: 0})
  }

  isClaimed({index}: Section): boolean {
    return this.#claims[index] !== undefined
  }

  /** Whether a section has a name that the template gives a section which no document must have: guidance, or one that a comment names. */
  isOther(section: Section): boolean {
    return this.#namesOfOthers.has(this.headingOf(section).folded)
  }

  isUnknown(section: Section): boolean {
    return section !== this.title && !this.isClaimed(section) && !this.#parts.has(section)
  }

  childrenOf(section: Section): readonly Section[] {
    return this.#nesting.childrenOf(section)
  }

  unknownBelow(section: Section): readonly Section[] {
    const known = this.#unknownBelow.get(section) ?? this.childrenOf(section).filter((child) => this.isUnknown(child))
    this.#unknownBelow.set(section, known)
    return known
  }

  headingOf({index}: Section): HeadingText {
    return this.#headings[index] as HeadingText
  }

  namesakesOf({index}: Section): readonly SectionSpec[] {
    return this.#namesakes.exact[index] ?? []
  }

  unknownNamed(spec: SectionSpec): readonly Section[] {
    return (this.#unknownBySpec ??= grouped(this.unclaimed(), (section) => this.namesakesOf(section))).get(spec) ?? []
  }

  ownerOf(section: Section): Owner {
    let around: Section | undefined = section
    while (around && !this.isClaimed(around)) around = this.#nesting.parentOf(around)
    const owner = around ?? this.document.root
    return {spec: this.#claims[owner.index]?.spec ?? this.root.spec, section: owner}
  }

  isBelow(section: Section, other: Section): boolean {
    let around = this.#nesting.parentOf(section)
    while (around && around !== other) around = this.#nesting.parentOf(around)
    return around !== undefined
  }

  /** Nest the sections by depth, counting a recognised section at the right one. */
  nest(): void {
    this.#nesting = nest(this.document.root, this.document.sections, {
      depthOf: (section) => this.depthOf(section),
      // An unknown title or part of a book is not a level of its own.
      isLevel: (section) => section.depth >= this.#topDepth || this.isClaimed(section),
      staysBelow: (section, above) => this.#isMovedAlong(section, above)
    })
  }

  /** The section directly above another, with wrong depths corrected. */
  parentOf(section: Section): Section | undefined {
    return this.#nesting.parentOf(section)
  }

  /** What a section of the document was recognised as. */
  instanceOf({index}: Section): Instance | undefined {
    return this.#claims[index]
  }

  /** The depth at which a section counts: that of its instance, if it is recognised. */
  depthOf(section: Section): number {
    return this.#claims[section.index]?.depth ?? section.depth
  }

  /** Whether a section is as many levels below another as in the template, if that other is at too low a depth. */
  #isMovedAlong(section: Section, above: Section): boolean {
    const instance = this.#claims[above.index]
    if (!instance || above.depth >= instance.depth) return false
    return this.namesakesOf(section).some(
      (spec) => section.depth - above.depth === spec.depth - instance.spec.depth && slotOf(spec, instance)
    )
  }

  /** The instances in the order in which they were recognised, including those added during the iteration. */
  get growing(): Iterable<Instance> {
    return this.#instances
  }

  /** A snapshot of all instances so far. */
  get instances(): readonly Instance[] {
    return this.#instances.slice()
  }

  /** How many sections were recognised; one that two of the template are merged into counts once. */
  get count(): number {
    return this.#claimCount
  }

  /** All sections that were not recognised, except the title. */
  unclaimed(): readonly Section[] {
    return this.document.sections.filter((section) => this.isUnknown(section))
  }

  /** The unrecognised sections directly below an instance. */
  unclaimedBelow({section}: Instance): readonly Section[] {
    return section ? this.childrenOf(section).filter((child) => this.isUnknown(child)) : []
  }

  /** The unrecognised sections directly below an instance that have the name of no section of the template. */
  unnamedBelow(instance: Instance): readonly Section[] {
    return this.unclaimedBelow(instance).filter((section) => this.namesakesOf(section).length === 0)
  }

  /** The slots of an instance whose name a section has, and unfilled ones with a name like it, in the template's order. */
  slotsNamed(section: Section, instance: Instance): readonly Slot[] {
    const slotsOf = (specs: readonly SectionSpec[]) => specs.flatMap((spec) => slotOf(spec, instance) ?? [])
    const named =
      this.namesakesOf(section).length > instance.slots.length
        ? instance.slots.filter(({spec}) => this.isNamed(section, spec))
        : slotsOf(this.namesakesOf(section))
    const alike = slotsOf(this.#namesakes.alike[section.index] ?? []).filter(({instances}) => instances.length === 0)
    return [...named, ...alike].toSorted((a, b) => rankOf(a.spec, instance.spec) - rankOf(b.spec, instance.spec))
  }

  /** Whether a section has the name of one of the template. */
  isNamed(section: Section, spec: SectionSpec): boolean {
    const namesakes = this.namesakesOf(section)
    if (namesakes.length < 10) return namesakes.includes(spec)
    // Headings of the same name share one list of namesakes.
    if (!this.#namesakeSets.has(namesakes)) this.#namesakeSets.set(namesakes, new Set(namesakes))
    return this.#namesakeSets.get(namesakes)?.has(spec) ?? false
  }

  /** Whether some section uses the words that a sample has before its number; if none does, similar words are a name of their own. */
  isNamedAsInTemplate({spec, instances}: Slot): boolean {
    return instances.some(({section}) => section && this.isNamed(section, spec))
  }

  /** Returns a function that says whether more sections share a section's name than the template lacks. */
  twinFinder(unclaimed: readonly Section[]): (section: Section) => boolean {
    return twinFinder(
      unclaimed,
      (section) => this.headingOf(section).folded,
      (section) => this.namesakesOf(section).reduce((sum, spec) => sum + (this.#missingCounts.get(spec) ?? 0), 0)
    )
  }

  /** Returns a function that finds the first slot of a spec that passes a test; a slot that fails once must never pass later. */
  slotFinder(passes: (slot: Slot) => boolean): (spec: SectionSpec) => Slot | undefined {
    return slotFinder(this.#slotsBySpec, passes)
  }

  /** The section below which another would be if it had that depth. */
  parentAtDepth(section: Section, depth: number): Section {
    const {root, sections} = this.document
    let around = sections[section.index - 2] ?? root
    while (around !== root && this.depthOf(around) >= depth) around = this.parentOf(around) ?? root
    return around.depth < this.#topDepth && !this.isClaimed(around) ? root : around
  }

  /** Whether some section recognised below an instance is off by that many levels. */
  isShift(parent: Instance, shift: number): boolean {
    return this.#shifts.get(parent)?.has(shift) ?? false
  }

  /** Whether all sections at a wrong depth below an instance are off by the same number of levels. */
  isShiftedAsOne(parent: Instance): boolean {
    return this.#shifts.get(parent)?.size === 1
  }

  /** The depth of a section in the template, adjusted if the document leaves out a heading above it. */
  wantedDepth(spec: SectionSpec): number {
    return spec.depth + (this.#raised.get(spec) ?? 0)
  }

  /** Whether a step may start again; counts each call. */
  mayRestart(): boolean {
    return this.#restarts++ < mostRestarts
  }

  /** Recognise a section as one of the template, or, without a section, look for the parts of a missing one. */
  fill(slot: Slot, section: Section | undefined, how: Recognition): Instance {
    const instance = this.#claim(slot.spec, section, how)
    this.#add(slot, instance)
    return instance
  }

  /** Recognise a section of the template as merged into one that was already recognised. */
  merge(slot: Slot, claim: Instance): void {
    claim.misspelt = {merges: [...(claim.misspelt?.merges ?? []), slot.spec]}
    this.#add(slot, {spec: slot.spec, section: undefined, slots: [], depth: claim.depth, isMerged: true})
  }

  /** Recognise a section of the template as divided into several of the document. */
  divide(slot: Slot, parts: readonly Section[]): void {
    for (const part of parts) this.#parts.add(part)
    this.#claimCount++
    this.#add(slot, {spec: slot.spec, section: undefined, slots: [], depth: slot.spec.depth, isMerged: true})
  }

  /** Recognise the parts of a section of the template directly in its parent, without its heading. */
  drop(slot: Slot, section: Section, depth: number): void {
    this.#add(slot, this.#claim(slot.spec, section, {depth}, true))
    for (const below of specsBelow(slot.spec)) this.#raised.set(below, depth - slot.spec.depth)
  }

  /** Recognise another section instead of the one recognised before, whose parts are given up: the other has its own. */
  exchange(claim: Instance, section: Section): void {
    if (claim.section) this.#claims[claim.section.index] = undefined
    this.#claims[section.index] = claim
    claim.section = section
    const parts = instancesBelow(claim)
    if (parts.length === 0) return
    for (const slot of claim.slots) {
      if (isRequired(slot.spec) && slot.instances.length > 0) this.#countMissing(slot.spec, 1)
      slot.instances.length = 0
    }
    this.#shifts.delete(claim)
    for (const part of parts) this.#giveUp(part)
    // The sections are nested again.
    this.#claimCount++
  }

  #giveUp(part: Instance): void {
    if (part.section) this.#claims[part.section.index] = undefined
    this.#instances.splice(this.#instances.indexOf(part), 1)
    for (const slot of part.slots) {
      const same = this.#slotsBySpec.get(slot.spec) ?? []
      same.splice(same.indexOf(slot), 1)
      if (isStillMissing(slot)) this.#countMissing(slot.spec, -1)
    }
  }

  #countMissing(spec: SectionSpec, more: number): void {
    this.#missingCounts.set(spec, (this.#missingCounts.get(spec) ?? 0) + more)
  }

  #add(slot: Slot, instance: Instance): void {
    if (isStillMissing(slot)) this.#countMissing(slot.spec, -1)
    slot.instances.push(instance)
    const {section, wrong, depth} = instance
    if (wrong !== 'depth' || !section) return
    const shifts = this.#shifts.get(slot.parent) ?? new Set()
    this.#shifts.set(slot.parent, shifts.add(section.depth - depth))
  }

  #claim(spec: SectionSpec, section: Section | undefined, how: Recognition, isDropped = false): Instance {
    const slots: Slot[] = []
    const instance: Instance = {spec, section, slots, ...how, ...(isDropped && {isDropped})}
    for (const child of spec.children) {
      const slot: Slot = {spec: child, parent: instance, instances: []}
      slots.push(slot)
      const same = this.#slotsBySpec.get(child)
      if (same) same.push(slot)
      else this.#slotsBySpec.set(child, [slot])
      if (isStillMissing(slot)) this.#countMissing(child, 1)
    }
    this.#instances.push(instance)
    if (section) this.#claimCount++
    if (section && !isDropped) this.#claims[section.index] = instance
    return instance
  }
}
