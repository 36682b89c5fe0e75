import {grouped} from '../grouped.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {explicitId} from '../markdown/anchors.ts'
import {type HeadingText, headingText} from '../template/heading-pattern.ts'
import {type SectionSpec, type TemplateSchema, specsBelow} from '../template/schema.ts'
import type {Owner} from './alignment.ts'
import type {Assignment} from './assignment.ts'
import {type Namesakes, findNamesakes} from './namesakes.ts'
import {type Nesting, nest} from './nesting.ts'
import {pairBudget} from './pair-budget.ts'
import {rankOf, slotOf} from './sibling-order.ts'
import {type Instance, type Slot, isDue, slotFinder} from './slots.ts'
import {titleAmong} from './title-section.ts'
import {twinFinder} from './twins.ts'

/** Of more pairs of a missing section and an unknown one than these, the last are not compared letter by letter. */
const mostPairs = 250_000

/** Of more pairs of a missing section and a heading that is a list of names, the last are not held against each other. */
const mostListPairs = 50_000

/** A document with more sections of others at a wrong place than this is not nested anew for each of them. */
const mostRestarts = 50

/** How a section was recognised. */
type Recognition = Pick<Instance, 'depth' | 'wrong' | 'misspelt'>

/** What was recognised so far, and what the steps of recognising ask of the sections that were not. */
export class Claims implements Assignment {
  readonly root: Instance
  readonly title: Section | undefined
  readonly document: MarkdownDocument
  /** Whether more pairs may be compared letter by letter: how many of the first with all of the others. */
  readonly affordable = pairBudget(mostPairs)
  /** The same of headings that may be lists of names. */
  readonly affordableLists = pairBudget(mostListPairs)
  /** The same of headings with a number that may be parts of one section. */
  readonly affordableParts = pairBudget(mostListPairs)
  readonly #headings: readonly HeadingText[]
  readonly #namesakes: Namesakes
  readonly #topDepth: number
  readonly #instances: Instance[] = []
  /** By the index of the section. */
  readonly #claims: Array<Instance | undefined>
  readonly #slotsBySpec = new Map<SectionSpec, Slot[]>()
  /** How many slots of a spec are due. */
  readonly #dueCounts = new Map<SectionSpec, number>()
  /** The depths by which sections below another are off. */
  readonly #shifts = new Map<Instance, Set<number>>()
  #restarts = 0
  readonly #namesakeSets = new WeakMap<readonly SectionSpec[], ReadonlySet<SectionSpec>>()
  #claimCount = 0
  #nesting: Nesting = {parentOf: () => undefined, childrenOf: () => []}
  /** By how much the parts of headings that the document does without stand elsewhere. */
  readonly #raised = new Map<SectionSpec, number>()
  // These are asked for when all sections that can be are recognised.
  #unknownBySpec: ReadonlyMap<SectionSpec, readonly Section[]> | undefined
  /** What is a part of a section that stands in several. */
  readonly #parts = new Set<Section>()
  readonly #unknownBelow = new Map<Section, readonly Section[]>()

  constructor(schema: TemplateSchema, document: MarkdownDocument) {
    this.document = document
    this.#claims = Array.from({length: document.sections.length + 1})
    this.#headings = [document.root, ...document.sections].map(({name}) => headingText(name))
    this.#namesakes = findNamesakes(schema.root, this.#headings, (index) =>
      explicitId(document.sections[index - 1] ?? document.root)
    )
    this.#topDepth = Math.min(6, ...schema.root.children.map(({depth}) => depth))
    const ofTitles = document.sections.filter(({depth}) => depth === 1)
    this.title =
      schema.title && this.#topDepth > 1
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

  /** Nest the sections by depth, that of a recognised section counted as the right one. */
  nest(): void {
    this.#nesting = nest(this.document.root, this.document.sections, {
      depthOf: (section) => this.depthOf(section),
      // A title, or a part of a book, that the template does not know is no level of its own.
      isLevel: (section) => section.depth >= this.#topDepth || this.isClaimed(section),
      staysBelow: (section, above) => this.#isMovedAlong(section, above)
    })
  }

  /** The section right above another, wrong depths corrected. */
  parentOf(section: Section): Section | undefined {
    return this.#nesting.parentOf(section)
  }

  /** What a section of the document was recognised as. */
  instanceOf({index}: Section): Instance | undefined {
    return this.#claims[index]
  }

  /** The depth that a section counts with. */
  depthOf(section: Section): number {
    return this.#claims[section.index]?.depth ?? section.depth
  }

  /** Whether a section stands as far below another, which is at too low a depth, as the template has it. */
  #isMovedAlong(section: Section, above: Section): boolean {
    const instance = this.#claims[above.index]
    if (!instance || above.depth >= instance.depth) return false
    return this.namesakesOf(section).some(
      (spec) => section.depth - above.depth === spec.depth - instance.spec.depth && slotOf(spec, instance)
    )
  }

  /** The instances in the order in which they were recognised, those among them that are recognised while they are walked. */
  get growing(): Iterable<Instance> {
    return this.#instances
  }

  /** All instances that there are by now. */
  get instances(): readonly Instance[] {
    return this.#instances.slice()
  }

  /** How many sections were recognised; one that two of the template stand in counts once. */
  get count(): number {
    return this.#claimCount
  }

  /** All sections that were not recognised, but for the title. */
  unclaimed(): readonly Section[] {
    return this.document.sections.filter((section) => this.isUnknown(section))
  }

  /** Of these the ones right below a section. */
  unclaimedBelow({section}: Instance): readonly Section[] {
    return section ? this.childrenOf(section).filter((child) => this.isUnknown(child)) : []
  }

  /** Of these the ones that have the name of no section of the template. */
  unnamedBelow(instance: Instance): readonly Section[] {
    return this.unclaimedBelow(instance).filter((section) => this.namesakesOf(section).length === 0)
  }

  /** The slots of an instance whose name a section has, or, where none has filled them yet, one like it; in the template's order. */
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
    // Headings of one name have one list of namesakes.
    if (!this.#namesakeSets.has(namesakes)) this.#namesakeSets.set(namesakes, new Set(namesakes))
    return this.#namesakeSets.get(namesakes)?.has(spec) ?? false
  }

  /** Whether a section has the words of a sample before its number; where none has, what is near to them is a name of its own. */
  isNamedAsInTemplate({spec, instances}: Slot): boolean {
    return instances.some(({section}) => section && this.isNamed(section, spec))
  }

  /** Finds whether more of some sections have a name than the template has missing ones. */
  twinFinder(unclaimed: readonly Section[]): (section: Section) => boolean {
    return twinFinder(
      unclaimed,
      (section) => this.headingOf(section).folded,
      (section) => this.namesakesOf(section).reduce((sum, spec) => sum + (this.#dueCounts.get(spec) ?? 0), 0)
    )
  }

  /** Finds the first slot of a section of the template that passes a test; one that does not pass once never will. */
  slotFinder(passes: (slot: Slot) => boolean): (spec: SectionSpec) => Slot | undefined {
    return slotFinder(this.#slotsBySpec, passes)
  }

  /** The section below which another would stand if it were at that depth. */
  parentAtDepth(section: Section, depth: number): Section {
    const {root, sections} = this.document
    let around = sections[section.index - 2] ?? root
    while (around !== root && this.depthOf(around) >= depth) around = this.parentOf(around) ?? root
    return around.depth < this.#topDepth && !this.isClaimed(around) ? root : around
  }

  /** Whether sections below another were recognised that are off by that many depths. */
  isShift(parent: Instance, shift: number): boolean {
    return this.#shifts.get(parent)?.has(shift) ?? false
  }

  /** Whether all sections below another that are at a wrong depth are off by the same. */
  isShiftedAsOne(parent: Instance): boolean {
    return this.#shifts.get(parent)?.size === 1
  }

  /** The depth of a section in the template, or, where the document does without a heading around it, what that makes of it. */
  wantedDepth(spec: SectionSpec): number {
    return spec.depth + (this.#raised.get(spec) ?? 0)
  }

  /** Whether the sections may be looked at anew once more after one was recognised that holds others. */
  mayRestart(): boolean {
    return this.#restarts++ < mostRestarts
  }

  /** Recognise a section as one of the template; none where one is missing that only its parts are looked for. */
  fill(slot: Slot, section: Section | undefined, how: Recognition): Instance {
    const instance = this.#claim(slot.spec, section, how)
    this.#add(slot, instance)
    return instance
  }

  /** Let a section of the template stand together with another that was recognised. */
  merge(slot: Slot, claim: Instance): void {
    claim.misspelt = {merges: [...(claim.misspelt?.merges ?? []), slot.spec]}
    this.#add(slot, {spec: slot.spec, section: undefined, slots: [], depth: claim.depth, isMerged: true})
  }

  /** Let a section of the template stand in several of the document, each one of its parts. */
  divide(slot: Slot, parts: readonly Section[]): void {
    for (const part of parts) this.#parts.add(part)
    this.#claimCount++
    this.#add(slot, {spec: slot.spec, section: undefined, slots: [], depth: slot.spec.depth, isMerged: true})
  }

  /** Do without the heading of a section of the template whose parts stand in that of its parent. */
  drop(slot: Slot, section: Section, depth: number): void {
    this.#add(slot, this.#claim(slot.spec, section, {depth}, true))
    for (const below of specsBelow(slot.spec)) this.#raised.set(below, depth - slot.spec.depth)
  }

  /** Recognise another section instead of the one that was. */
  exchange(claim: Instance, section: Section): void {
    if (claim.section) this.#claims[claim.section.index] = undefined
    this.#claims[section.index] = claim
    claim.section = section
  }

  #add(slot: Slot, instance: Instance): void {
    if (isDue(slot)) this.#dueCounts.set(slot.spec, (this.#dueCounts.get(slot.spec) ?? 0) - 1)
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
      if (isDue(slot)) this.#dueCounts.set(child, (this.#dueCounts.get(child) ?? 0) + 1)
    }
    this.#instances.push(instance)
    if (section) this.#claimCount++
    if (section && !isDropped) this.#claims[section.index] = instance
    return instance
  }
}
