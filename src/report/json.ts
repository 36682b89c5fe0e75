import {reporterJson} from 'vfile-reporter-json'
import {inJson} from './escape.ts'
import type {Report} from './report.ts'

/** A report for programs, with the same values as vfile-reporter-json prints. */
export const json: Report = (files, {quiet}) => inJson(reporterJson([...files], {quiet}))
