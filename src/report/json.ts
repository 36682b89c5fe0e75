import {reporterJson} from 'vfile-reporter-json'
import type {Report} from './report.ts'

/** For programs: exactly what vfile-reporter-json prints. */
export const json: Report = (files, {quiet}) => reporterJson([...files], {quiet})
