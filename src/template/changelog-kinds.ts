/**
 * Whether a folded name is a kind of change, by which changelogs group their entries; a release has entries of some
 * kinds.
 */
export function isKindOfChange(name: string): boolean {
  return kindOfChange.test(name)
}

const kindOfChange =
  /^(?:added|changed|deprecated|removed|fixed|security|improved|updated|new features?|features|enhancements|improvements|bug ?fixes|fixes|breaking changes|deprecations|removals|known issues|security fixes)(?=$|:| \/)/
