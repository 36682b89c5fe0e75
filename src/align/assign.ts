import {grouped} from '../grouped.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {explicitId} from '../markdown/anchors.ts'
import {
  type HeadingText,
  fitsPattern,
  headingText,
  isOpen,
  isSample,
  isWildcard,
  literalLength
} from '../template/heading-pattern.ts'
import {type SectionSpec, type TemplateSchema, isRequired, specsBelow} from '../template/schema.ts'
import type {Owner} from './alignment.ts'
import {type Namesakes, findNamesakes} from './namesakes.ts'
import {type NearMiss, nearMiss, saysMore} from './near-miss.ts'
import {pairBudget} from './pair-budget.ts'
import {partsFinder} from './held-parts.ts'
import {isList, joinedBy} from './joined-names.ts'
import type {Assignment} from './assignment.ts'
import {readerInTurn} from './reader-in-turn.ts'
import {titleAmong} from './title-section.ts'
import {twinFinder} from './twins.ts'
import {depthOfParts} from './wrappers.ts'
import {type Nesting, nest} from './nesting.ts'
import {inOrder, isBetween, isOrdered, neighboursOf, rankOf, slotOf} from './sibling-order.ts'
import {
  type Instance,
  type Slot,
  depthBelow,
  firstSlot,
  isDue,
  isFree,
  isLookedForElsewhere,
  isNumberedSample,
  isRightDepth,
  mayRepeat,
  slotFinder
} from './slots.ts'

/**
 * Decide which section is which. Identity comes before validity: exact names first, where they belong; then names at
 * another depth, be it without the heading that the template has around them; then headings that join several; then
 * misspelt ones; then samples with names of their own; at last exact names under another parent, and what belongs to a section that is missing. After each step that recognised something the sections are nested
 * anew, a wrong depth counted as the right one, so that one fault does not hide what follows it.
 */
export function assign(schema: TemplateSchema, document: MarkdownDocument): Assignment {
  const assigner = new Assigner(schema, document)
  const steps = [
    () => assigner.claimInPlace(),
    () => assigner.claimAtOtherDepth(),
    () => assigner.dropWrappers(),
    () => assigner.claimJoined(),
    () => assigner.claimMisspelt(),
    () => assigner.claimUnnumbered(),
    () => assigner.claimUnnamedSamples(),
    () => assigner.claimUnderOtherParent(),
    () => assigner.claimOrphans()
  ]
  assigner.nest()
  for (let step = 0; step < steps.length;) {
    const hasClaimed = steps[step]?.() ?? false
    if (hasClaimed) assigner.nest()
    step = hasClaimed && step > 0 ? 0 : step + 1
  }
  return assigner
}

/** Of more pairs of a missing section and an unknown one than these, the last are not compared letter by letter. */
const mostPairs = 250_000

/** Of more pairs of a missing section and a heading that is a list of names, the last are not held against each other. */
const mostListPairs = 50_000

/** A document with more sections of others at a wrong place than this is not nested anew for each of them. */
const mostRestarts = 50

class Assigner implements Assignment {
  readonly root: Instance
  readonly title: Section | undefined
  readonly #document: MarkdownDocument
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
  readonly #affordable = pairBudget(mostPairs)
  readonly #affordableLists = pairBudget(mostListPairs)
  #claimCount = 0
  #nesting: Nesting = {parentOf: () => undefined, childrenOf: () => []}
  #orphansClaimed = false
  /** By how much the parts of headings that the document does without stand elsewhere. */
  readonly #raised = new Map<SectionSpec, number>()
  // These are asked for when all sections that can be are recognised.
  #unknownBySpec: ReadonlyMap<SectionSpec, readonly Section[]> | undefined
  readonly #unknownBelow = new Map<Section, readonly Section[]>()

  constructor(schema: TemplateSchema, document: MarkdownDocument) {
    this.#document = document
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
    return section !== this.title && !this.isClaimed(section)
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
    return (this.#unknownBySpec ??= grouped(this.#unclaimed(), (section) => this.namesakesOf(section))).get(spec) ?? []
  }

  ownerOf(section: Section): Owner {
    let around: Section | undefined = section
    while (around && !this.isClaimed(around)) around = this.#nesting.parentOf(around)
    const owner = around ?? this.#document.root
    return {spec: this.#claims[owner.index]?.spec ?? this.root.spec, section: owner}
  }

  isBelow(section: Section, other: Section): boolean {
    let around = this.#nesting.parentOf(section)
    while (around && around !== other) around = this.#nesting.parentOf(around)
    return around !== undefined
  }

  /** Nest the sections by depth, that of a recognised section counted as the right one. */
  nest(): void {
    this.#nesting = nest(this.#document.root, this.#document.sections, {
      depthOf: (section) => this.#depthOf(section),
      // A title, or a part of a book, that the template does not know is no level of its own.
      isLevel: (section) => section.depth >= this.#topDepth || this.isClaimed(section),
      staysBelow: (section, above) => this.#isMovedAlong(section, above)
    })
  }

  #depthOf(section: Section): number {
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

  /** Exact names below the parent where they belong, at the right depth or moved along with their parent. */
  claimInPlace(): boolean {
    return this.#recognises(() => {
      // Grows while it is walked: what is recognised opens slots of its own.
      for (const instance of this.#instances) {
        for (const section of this.#unclaimedBelow(instance)) {
          const slots = this.#slotsNamed(section, instance).filter(
            (slot) => isFree(slot) && isRightDepth(section, slot)
          )
          // The most literal pattern is the one that was meant.
          const [slot] = slots.toSorted((a, b) => literalLength(b.spec.heading) - literalLength(a.spec.heading))
          if (slot) this.#fill(slot, section, {depth: depthBelow(instance, slot.spec)})
        }
        this.#preferOrdered(instance)
      }
    })
  }

  /** Of several sections with the name of one that stands once, the first that keeps the template's order. */
  #preferOrdered(instance: Instance): void {
    if (instance.spec.anyOrder) return
    const left = this.#unclaimedBelow(instance).filter((section) => this.namesakesOf(section).length > 0)
    if (left.length === 0) return
    const kept = new Set(inOrder(instance))
    const twins = new Set(left.flatMap((section) => this.namesakesOf(section)))
    for (const moved of instance.slots.filter(({spec}) => !mayRepeat(spec)).flatMap(({instances}) => instances)) {
      if (
        kept.has(moved) ||
        !twins.has(moved.spec) ||
        !isOrdered(moved, instance) ||
        this.#affordable(1, left.length + kept.size) === 0
      )
        continue
      const {after, before} = neighboursOf(moved.spec, instance, [...kept])
      const twin = left.find(
        (section) =>
          section.depth === moved.section?.depth &&
          this.#isNamed(section, moved.spec) &&
          isBetween(section, after, before)
      )
      if (!twin || !moved.section) continue
      this.#claims[moved.section.index] = undefined
      this.#claims[twin.index] = moved
      moved.section = twin
      kept.add(moved)
    }
  }

  /** A missing section whose parts stand, for the most part, right where it should: the document does without its heading. */
  dropWrappers(): boolean {
    return this.#recognises(() => {
      for (const instance of this.#instances.slice()) {
        const around = instance.slots.filter(
          (slot) => isDue(slot) && slot.spec.children.length > 0 && !isOpen(slot.spec.heading)
        )
        const unclaimed = around.length > 0 ? this.#unclaimedBelow(instance) : []
        const isAlone = instance.slots.every(({instances}) => instances.length === 0)
        const named = new Set(unclaimed.flatMap((section) => this.namesakesOf(section)))
        for (const slot of around) {
          if (
            !instance.section ||
            named.has(slot.spec) ||
            !slot.spec.children.some((part) => named.has(part)) ||
            this.#affordable(1, unclaimed.length) === 0
          )
            continue
          const depth = depthOfParts(
            slot.spec,
            unclaimed.filter((section) => !this.isClaimed(section)),
            (section) => this.namesakesOf(section),
            isAlone
          )
          if (depth === undefined) continue
          this.#add(slot, this.#claim(slot.spec, instance.section, {depth: depth - 1}, true))
          for (const below of specsBelow(slot.spec)) this.#raised.set(below, depth - 1 - slot.spec.depth)
        }
      }
    })
  }

  /** A heading that joins the names of two sections or more, one of them whole, is all of them. */
  claimJoined(): boolean {
    return this.#recognises(() => {
      for (const instance of this.#instances.slice()) {
        const slots = instance.slots.filter((slot) => isDue(slot) && !isOpen(slot.spec.heading))
        if (slots.length < 2) continue
        const shifts = this.#shifts.get(instance)
        for (const section of this.#unclaimedBelow(instance)) {
          if (
            this.namesakesOf(section).length > 0 ||
            !isList(this.headingOf(section)) ||
            this.#affordableLists(1, slots.length) === 0
          )
            continue
          const possible = slots.filter(
            (slot) => isDue(slot) && (isRightDepth(section, slot) || shifts?.has(section.depth - slot.spec.depth))
          )
          const [first, ...others] = joinedBy(this.headingOf(section), possible, ({spec}) => spec.heading)
          if (!first || others.length === 0) continue
          this.#fill(first, section, {
            depth: depthBelow(instance, first.spec),
            ...(!isRightDepth(section, first) && {wrong: 'depth'}),
            misspelt: {}
          })
          for (const other of others) this.#merge(other, this.#claims[section.index] as Instance)
        }
      }
    })
  }

  /** Exact names that stand at another depth right where they belong; up to one that holds others, since these come first then. */
  claimAtOtherDepth(): boolean {
    return this.#recognises(() => {
      const unclaimed = this.#unclaimed()
      const hasTwins = this.#twinFinder(unclaimed)
      const reading = readerInTurn(() => this.#restarts++ < mostRestarts)
      for (const section of unclaimed) {
        const slot = reading.isIn(section) ? this.#slotAtOtherDepth(section) : undefined
        if (!slot || (slot.parent.section !== section.parent && !mayRepeat(slot.spec) && hasTwins(section))) continue
        this.#fill(slot, section, {
          depth: depthBelow(slot.parent, slot.spec),
          ...(!isRightDepth(section, slot) && {wrong: 'depth'})
        })
        if (slot.spec.children.length > 0 && slot.instances.length === 1 && reading.endsWith(section)) break
      }
    })
  }

  #slotAtOtherDepth(section: Section): Slot | undefined {
    for (const spec of this.namesakesOf(section)) {
      const wanted = spec.depth + (this.#raised.get(spec) ?? 0)
      if (section.depth === wanted) continue
      const parent = this.#claims[this.#parentAtDepth(section, wanted).index]
      const slot = parent && slotOf(spec, parent)
      if (
        slot &&
        (slot.instances.length === 0
          ? isRequired(spec) || this.#shifts.get(slot.parent)?.has(section.depth - spec.depth)
          : mayRepeat(spec))
      )
        return slot
    }
    return undefined
  }

  #twinFinder(unclaimed: readonly Section[]): (section: Section) => boolean {
    return twinFinder(
      unclaimed,
      (section) => this.headingOf(section).folded,
      (section) => this.namesakesOf(section).reduce((sum, spec) => sum + (this.#dueCounts.get(spec) ?? 0), 0)
    )
  }

  /** The section below which another would stand if it were at that depth. */
  #parentAtDepth(section: Section, depth: number): Section {
    const {root, sections} = this.#document
    let around = sections[section.index - 2] ?? root
    while (around !== root && this.#depthOf(around) >= depth) around = this.#nesting.parentOf(around) ?? root
    return around.depth < this.#topDepth && !this.isClaimed(around) ? root : around
  }

  /** Names a few letters off, best pairs first. A heading that joins the names of several is all of them. */
  claimMisspelt(): boolean {
    return this.#recognises(() => {
      for (const instance of this.#instances.slice()) {
        for (const {slot, candidate, miss} of this.#nearMisses(instance)) {
          const claim = this.#claims[candidate.index]
          if (!isFree(slot)) continue
          const {replacement} = miss
          // Of more sections that start and end alike than are compared, the right ones are found here.
          const misspelt = !fitsPattern(slot.spec.heading, this.headingOf(candidate)) && {
            misspelt: replacement === undefined ? {} : {replacement}
          }
          const depth = depthBelow(instance, slot.spec)
          if (!claim)
            this.#fill(slot, candidate, {depth, ...(!isRightDepth(candidate, slot) && {wrong: 'depth'}), ...misspelt})
          else if (saysMore(miss) && claim.misspelt && claim.misspelt.replacement === undefined)
            this.#merge(slot, claim)
        }
      }
    })
  }

  #nearMisses(instance: Instance): ReadonlyArray<{slot: Slot; candidate: Section; miss: NearMiss}> {
    const slots = instance.slots.filter(
      (slot) =>
        (isNumberedSample(slot) ? this.#isNamedAsInTemplate(slot) : isDue(slot)) && !isWildcard(slot.spec.heading)
    )
    if (slots.length === 0) return []
    const candidates = [...this.#unclaimedBelow(instance), ...this.#unclaimedBesideShifted(instance)].filter(
      (section) => this.namesakesOf(section).length === 0
    )
    const shifts = this.#shifts.get(instance)
    const ofEachDepth = new Map(slots.map((slot) => [slot.spec.depth, slot])).values()
    const isShifted =
      shifts?.size === 1 &&
      ![...ofEachDepth].some((slot) => candidates.some((candidate) => isRightDepth(candidate, slot)))
    const pairs = slots.slice(0, this.#affordable(slots.length, candidates.length)).flatMap((slot) =>
      candidates.flatMap((candidate) => {
        const isRight = isRightDepth(candidate, slot)
        const miss =
          isRight || shifts?.has(candidate.depth - slot.spec.depth)
            ? nearMiss(slot.spec.heading, this.headingOf(candidate))
            : undefined
        // At another depth, a name that says more is likely another section.
        return miss && !miss.isQualified && (isRight || isShifted || !saysMore(miss)) ? [{slot, candidate, miss}] : []
      })
    )
    return pairs.toSorted((a, b) => a.miss.cost - b.miss.cost)
  }

  /** What stands beside a child that is too deep, and counts as below it since that counts with its right depth. */
  #unclaimedBesideShifted({slots}: Instance): readonly Section[] {
    const tooDeep = slots.flatMap(({instances}) =>
      instances.filter(({section, depth}) => section && section.depth > depth)
    )
    return tooDeep.flatMap((child) => this.#unclaimedBelow(child).filter(({depth}) => depth === child.section?.depth))
  }

  /** Whether a section has the words of a sample before its number; where none has, what is near to them is a name of its own. */
  #isNamedAsInTemplate({spec, instances}: Slot): boolean {
    return instances.some(({section}) => section && this.#isNamed(section, spec))
  }

  /** A slot whose section stands together with another that was recognised. */
  #merge(slot: Slot, claim: Instance): void {
    claim.misspelt = {merges: [...(claim.misspelt?.merges ?? []), slot.spec]}
    this.#add(slot, {spec: slot.spec, section: undefined, slots: [], depth: claim.depth, isMerged: true})
  }

  /** Among numbered sections one without its number, which holds all that the template has in them. */
  claimUnnumbered(): boolean {
    const holdsParts = partsFinder(this.#document, (section, spec) => this.#isNamed(section, spec))
    return this.#recognises(() => {
      for (const instance of this.#instances.slice()) {
        const slots = instance.slots.filter(
          (other) => isNumberedSample(other) && isFree(other) && this.#isNamedAsInTemplate(other)
        )
        const unnamed =
          slots.length > 0
            ? this.#unclaimedBelow(instance).filter((section) => this.namesakesOf(section).length === 0)
            : []
        for (const slot of slots.slice(0, this.#affordable(slots.length, unnamed.length))) {
          for (const section of unnamed) {
            if (!this.isClaimed(section) && isRightDepth(section, slot) && holdsParts(section, slot.spec))
              this.#fill(slot, section, {depth: section.depth, misspelt: {}})
          }
        }
      }
    })
  }

  /** Samples such as `Method 1: [Name]` that a document names without the lead word: every section there is one. */
  claimUnnamedSamples(): boolean {
    return this.#recognises(() => {
      for (const instance of this.#instances.slice()) {
        const empty = instance.slots.filter(
          ({spec, instances}) => mayRepeat(spec) && isSample(spec.heading) && instances.length === 0
        )
        const slot = empty.find(({spec}) => isWildcard(spec.heading)) ?? (empty.length === 1 ? empty[0] : undefined)
        if (!slot) continue
        for (const section of this.#unclaimedBelow(instance)) {
          if (isRightDepth(section, slot)) this.#fill(slot, section, {depth: section.depth})
        }
      }
    })
  }

  /** Exact names that stand below another parent; up to one that holds others, since these are found in place then. */
  claimUnderOtherParent(): boolean {
    return this.#recognises(() => {
      const unclaimed = this.#unclaimed()
      const hasTwins = this.#twinFinder(unclaimed)
      const firstElsewhere = slotFinder(this.#slotsBySpec, (slot) => isDue(slot) && isLookedForElsewhere(slot))
      const reading = readerInTurn(() => this.#restarts++ < mostRestarts)
      for (const section of unclaimed) {
        const slot = reading.isIn(section) ? this.#slotUnderOtherParent(section, firstElsewhere, hasTwins) : undefined
        if (!slot) continue
        const isBelow = slot.parent.section === this.#nesting.parentOf(section)
        const isRight = isBelow && isRightDepth(section, slot)
        this.#fill(slot, section, {
          depth: isBelow ? depthBelow(slot.parent, slot.spec) : section.depth,
          ...(!isRight && {wrong: isBelow ? 'depth' : 'parent'})
        })
        if (slot.spec.children.length > 0 && reading.endsWith(section)) break
      }
    })
  }

  /** Of twins only those are meant that stand below the right parent already. */
  #slotUnderOtherParent(
    section: Section,
    first: (spec: SectionSpec) => Slot | undefined,
    hasTwins: (section: Section) => boolean
  ): Slot | undefined {
    for (const spec of this.namesakesOf(section)) {
      const slot = first(spec)
      if (!slot || mayRepeat(spec) || !hasTwins(section)) {
        if (slot) return slot
        continue
      }
      const parent = section.parent && this.#claims[section.parent.index]
      const own = parent && slotOf(spec, parent)
      if (own && isDue(own) && isLookedForElsewhere(own)) return own
    }
    return undefined
  }

  /** Once: children of a missing section, which are not at fault. Their parent is what is reported. */
  claimOrphans(): boolean {
    if (this.#orphansClaimed) return false
    this.#orphansClaimed = true
    for (const slot of this.#instances.slice().flatMap(({slots}) => slots)) {
      if (isDue(slot) && slot.spec.children.length > 0) this.#fill(slot, undefined, {depth: slot.spec.depth})
    }
    return this.#recognises(() => {
      const firstOfMissing = slotFinder(this.#slotsBySpec, (slot) => !slot.parent.section && isFree(slot))
      for (const section of this.#unclaimed()) {
        const slot = firstSlot(this.namesakesOf(section), firstOfMissing)
        // Any document may have samples below a section that the template does not know: `Step 1` of `Renewal`.
        if (slot && !(isOpen(slot.spec.heading) && this.ownerOf(section).section !== this.#nesting.parentOf(section)))
          this.#fill(slot, section, {depth: section.depth})
      }
      this.#claimMisspeltOrphans()
    })
  }

  /** Names a few letters off, at the depth at which others of the same missing section stand. */
  #claimMisspeltOrphans(): void {
    const unclaimed = this.#unclaimed().filter((section) => this.namesakesOf(section).length === 0)
    for (const {section: parent, slots} of this.#instances.slice()) {
      const depths = parent
        ? []
        : slots.flatMap(({instances}) => instances.flatMap(({section}) => section?.depth ?? []))
      if (depths.length === 0) continue
      const due = slots.filter((slot) => isDue(slot))
      const compared = due.slice(0, this.#affordable(due.length, unclaimed.length))
      const candidates = compared.length > 0 ? unclaimed.filter((section) => depths.includes(section.depth)) : []
      for (const slot of compared) {
        for (const section of candidates) {
          const replacement = this.isClaimed(section)
            ? undefined
            : nearMiss(slot.spec.heading, this.headingOf(section))?.replacement
          if (replacement === undefined) continue
          this.#fill(slot, section, {depth: section.depth, misspelt: {replacement}})
          break
        }
      }
    }
  }

  /** The slots of an instance whose name a section has, or, where none has filled them yet, one like it; in the template's order. */
  #slotsNamed(section: Section, instance: Instance): readonly Slot[] {
    const slotsOf = (specs: readonly SectionSpec[]) => specs.flatMap((spec) => slotOf(spec, instance) ?? [])
    const named =
      this.namesakesOf(section).length > instance.slots.length
        ? instance.slots.filter(({spec}) => this.#isNamed(section, spec))
        : slotsOf(this.namesakesOf(section))
    const alike = slotsOf(this.#namesakes.alike[section.index] ?? []).filter(({instances}) => instances.length === 0)
    return [...named, ...alike].toSorted((a, b) => rankOf(a.spec, instance.spec) - rankOf(b.spec, instance.spec))
  }

  #isNamed(section: Section, spec: SectionSpec): boolean {
    const namesakes = this.namesakesOf(section)
    if (namesakes.length < 10) return namesakes.includes(spec)
    // Headings of one name have one list of namesakes.
    if (!this.#namesakeSets.has(namesakes)) this.#namesakeSets.set(namesakes, new Set(namesakes))
    return this.#namesakeSets.get(namesakes)?.has(spec) ?? false
  }

  #unclaimed(): readonly Section[] {
    return this.#document.sections.filter((section) => this.isUnknown(section))
  }

  #unclaimedBelow({section}: Instance): readonly Section[] {
    return section ? this.childrenOf(section).filter((child) => this.isUnknown(child)) : []
  }

  #fill(slot: Slot, section: Section | undefined, how: Pick<Instance, 'depth' | 'wrong' | 'misspelt'>): void {
    this.#add(slot, this.#claim(slot.spec, section, how))
  }

  #add(slot: Slot, instance: Instance): void {
    if (isDue(slot)) this.#dueCounts.set(slot.spec, (this.#dueCounts.get(slot.spec) ?? 0) - 1)
    slot.instances.push(instance)
    const {section, wrong, depth} = instance
    if (wrong !== 'depth' || !section) return
    const shifts = this.#shifts.get(slot.parent) ?? new Set()
    this.#shifts.set(slot.parent, shifts.add(section.depth - depth))
  }

  #claim(
    spec: SectionSpec,
    section: Section | undefined,
    how: Pick<Instance, 'depth' | 'wrong' | 'misspelt'>,
    isDropped = false
  ): Instance {
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

  /** Whether an action recognises something. */
  #recognises(action: () => void): boolean {
    const before = this.#claimCount
    action()
    return this.#claimCount > before
  }
}
