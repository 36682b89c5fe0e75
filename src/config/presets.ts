export const presetNames = ['recommended', 'strict'] as const

/** How much is checked. */
export type PresetName = (typeof presetNames)[number]
