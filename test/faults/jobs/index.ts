export { jobsPostgresTrial, jobsTrial } from './jobs-trial.ts'
