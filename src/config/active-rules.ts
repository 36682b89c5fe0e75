import type {ActiveRule, Rule} from '../rule.ts'
import type {Configuration} from './configuration.ts'
import type {PresetName} from './presets.ts'

/**
 * The rules that are on.
 *
 * @param configurations From the weakest to the strongest; the strongest that says something of a rule decides.
 */
export function activeRules(rules: readonly Rule[], configurations: readonly Configuration[]): readonly ActiveRule[] {
  const preset = configurations.findLast((configuration) => configuration.preset)?.preset ?? 'recommended'
  return rules.flatMap((rule) => activeRule(rule, preset, configurations))
}

function activeRule(rule: Rule, preset: PresetName, configurations: readonly Configuration[]): readonly ActiveRule[] {
  const {meta} = rule
  const settings = configurations.flatMap((configuration) => configuration.rules?.[meta.id] ?? [])
  const severity = settings.at(-1)?.severity ?? meta[preset]
  if (severity === 'off') return []
  const options = Object.assign({}, meta.options, preset === 'strict' && meta.strictOptions, ...settings.map((setting) => setting.options))
  return [{rule, severity, isStrict: preset === 'strict', options}]
}
