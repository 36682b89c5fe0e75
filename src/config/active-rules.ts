import type {ActiveRule, Rule} from '../rule.ts'
import type {Configuration} from './configuration.ts'
import type {PresetName} from './presets.ts'

/** What decides which rules are on: a configuration, or its entry for a template. */
type Said = Pick<Configuration, 'preset' | 'rules'>

/**
 * The rules that are on.
 *
 * @param said From the weakest to the strongest. For each rule, the strongest that sets it counts.
 */
export function activeRules(rules: readonly Rule[], said: readonly Said[]): readonly ActiveRule[] {
  const preset = said.findLast((each) => each.preset)?.preset ?? 'recommended'
  return rules.flatMap((rule) => activeRule(rule, preset, said))
}

function activeRule(rule: Rule, preset: PresetName, said: readonly Said[]): readonly ActiveRule[] {
  const {meta} = rule
  const settings = said.flatMap((each) => each.rules?.[meta.id] ?? [])
  const severity = settings.at(-1)?.severity ?? meta[preset]
  if (severity === 'off') return []
  const options = Object.assign(
    {},
    meta.options,
    preset === 'strict' && meta.strictOptions,
    ...settings.map((setting) => setting.options)
  )
  return [{rule, severity, isStrict: preset === 'strict', options}]
}
