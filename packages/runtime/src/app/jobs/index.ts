export { type JobsCommand, parseJobs } from './parse-jobs.ts'
export { runJobs } from './run-jobs.ts'
