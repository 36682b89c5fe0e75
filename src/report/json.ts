import {reporterJson} from 'vfile-reporter-json'
import {inJson} from './escape.ts'
import type {Report} from './report.ts'

/** For programs: the values that vfile-reporter-json prints. */
export const json: Report = (files, {quiet}) => inJson(reporterJson([...files], {quiet}))
