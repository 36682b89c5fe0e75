import type {Code} from 'mdast'
import {isDiagram} from './diagrams.ts'
import {areSeries} from './running-numbers.ts'

/** Whether code consists of samples, so that nobody can mean it unchanged. */
export function consistsOfSamples(code: Code): boolean {
  if (code.value.length > longestSample) return false
  return isDiagram(code) ? hasSampleNames(code.value) || hasSampleLabels(code.value) : hasSampleSettings(code.value)
}

/** Samples are short; longer code is not examined. */
const longestSample = 4000

/** A diagram of `ServiceA` and `ServiceB`: names that differ in a final letter or number. Its brackets are shapes. */
function hasSampleNames(diagram: string): boolean {
  const names = new Set(diagram.match(/\b[A-Z][a-z]{2,}(?:[A-Z]|\d)\b/g) ?? [])
  const stems = Array.from(names, (name) => name.slice(0, -1))
  return new Set(stems).size < stems.length
}

/**
 * A diagram whose shapes are all a `Component 1` or `Service B`, two or more: a word for a part of any system, with a
 * number or letter.
 */
function hasSampleLabels(diagram: string): boolean {
  const labels = new Set(Array.from(diagram.matchAll(shape), ([, label = '']) => label.trim()))
  return labels.size > 1 && [...labels].every((label) => part.test(label))
}

const shape = /[[({]["']?([^[\](){}"'\n]{1,200})["']?[\])}]/g
const part =
  /^(?:component|(?:sub)?system|service|module|node|element|item|entity|object|class|actor|participant|process|task|activity|state|function|app|application) (?:\d{1,2}|[A-Z])$/i

/**
 * Settings or data with two or more keys that differ only in a number or letter, and values that say nothing:
 * `VAR_1=value`.
 */
function hasSampleSettings(code: string): boolean {
  const entries = code
    .split(/[\n,{}[\]]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '' && !/^(?:#|\/\/)/.test(entry))
    .map((entry) => setting.exec(entry))
  return (
    areSeries(entries.map((entry) => entry?.[1] ?? '')) && entries.every((entry) => sampleValue.test(entry?.[2] ?? ''))
  )
}

const setting = /^(?:export |set |- )?["']?([\w.-]{1,60})["']?\s*[:=]\s*["']?([^"']{0,60})["']?;?$/
const sampleValue =
  /^(?:|0|1|true|false|null|\.{3}|x+|your[ _-][\w -]+|(?:[a-z]+[ _-])?(?:value|example|sample|string|text|number|integer|boolean|default)(?:[ _-]?(?:\d{1,2}|[a-z]))?)$/i
