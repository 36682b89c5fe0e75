import type {Log, Region, ReportingDescriptor, Result} from 'sarif'
import {fixBeside, fixesOf} from '../fix/fix.ts'
import type {RuleMeta} from '../rule.ts'
import {ruleUrl} from '../rule.ts'
import {asUri, inJson} from './escape.ts'
import {type Finding, findingsOf, textOf} from './finding.ts'
import type {Report} from './report.ts'

/** SARIF 2.1.0, with the fingerprints by which GitHub recognises a finding. */
export const sarif: Report = (files, {rules, version}) => {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'guidelint',
            version,
            informationUri: 'https://github.com/guidelint/guidelint',
            rules: rules.map((rule) => descriptorOf(rule))
          }
        },
        columnKind: 'utf16CodeUnits',
        results: findingsOf(files).map((finding) => resultOf(finding, rules))
      }
    ]
  }
  return inJson(JSON.stringify(log, undefined, 2))
}

function descriptorOf({id, summary, recommended}: RuleMeta): ReportingDescriptor {
  const text = `${summary}.`
  return {
    id,
    shortDescription: {text},
    fullDescription: {text},
    helpUri: ruleUrl(id),
    help: {text: `${text} See ${ruleUrl(id)}`, markdown: `${text} [More](${ruleUrl(id)})`},
    defaultConfiguration: {level: recommended === 'error' ? 'error' : 'warning'}
  }
}

function resultOf(finding: Finding, rules: readonly RuleMeta[]): Result {
  const {ruleId, severity, path, fingerprint, message} = finding
  const artifactLocation = {uri: asUri(path)}
  const region = regionOf(finding)
  const fixes = fixesOf(message, fixBeside(message))
  const rank = rules.findIndex(({id}) => id === ruleId)
  return {
    ruleId,
    ...(rank >= 0 && {ruleIndex: rank}),
    level: severity,
    message: {text: textOf(finding)},
    locations: [{physicalLocation: {artifactLocation, region}}],
    partialFingerprints: {primaryLocationLineHash: fingerprint},
    ...(fixes.length > 0 && {
      fixes: fixes.map(({edits}) => ({
        artifactChanges: [
          {
            artifactLocation,
            replacements: edits.map(({place, text}) => ({deletedRegion: regionOf(place), insertedContent: {text}}))
          }
        ]
      }))
    })
  }
}

function regionOf({start, end}: Pick<Finding, 'start' | 'end'>): Region {
  return {
    startLine: start?.line ?? 1,
    startColumn: start?.column ?? 1,
    endLine: end?.line ?? 1,
    endColumn: end?.column ?? 1
  }
}
