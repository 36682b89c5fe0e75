import builder, {type Builder} from 'junit-report-builder'
import {inXml} from './escape.ts'
import {type Finding, findingsOf, textOf} from './finding.ts'
import type {Report} from './report.ts'

/** JUnit's XML: a suite for each file, a failed test for each finding. */
export const junit: Report = (files, {quiet}) => {
  // Its types describe a module, although it is CommonJS.
  const report = (builder as unknown as Builder).newBuilder()
  for (const file of files.filter(({messages}) => !quiet || messages.length > 0)) {
    const suite = report.testSuite().name(inXml(file.path))
    const findings = findingsOf([file])
    for (const finding of findings) {
      suite
        .testCase()
        .className(inXml(finding.ruleId))
        .name(inXml(titleOf(finding)))
        .file(inXml(file.path))
        .failure(inXml(textOf(finding)), finding.severity)
    }
    if (findings.length === 0) suite.testCase().className('guidelint').name('No findings').file(inXml(file.path))
  }
  return report.build().trimEnd()
}

function titleOf({start, message}: Finding): string {
  return `${start?.line ?? 1}:${start?.column ?? 1} ${message.reason}`
}
