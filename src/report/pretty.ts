import {reporter} from 'vfile-reporter'
import type {Report} from './report.ts'

/** For people. */
export const pretty: Report = (files, {quiet, hasColors}) => reporter([...files], {quiet, color: hasColors})
