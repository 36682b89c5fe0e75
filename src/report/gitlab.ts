import {inJson} from './escape.ts'
import {findingsOf, textOf} from './finding.ts'
import type {Report} from './report.ts'

/** GitLab's Code Quality report. */
export const gitlab: Report = (files) =>
  inJson(
    JSON.stringify(
      findingsOf(files).map((finding) => ({
        description: textOf(finding),
        check_name: finding.ruleId,
        fingerprint: finding.fingerprint,
        severity: finding.severity === 'error' ? 'major' : 'minor',
        location: {path: finding.path, lines: {begin: finding.start?.line ?? 1}}
      })),
      undefined,
      2
    )
  )
