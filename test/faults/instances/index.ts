export { instancesTrial } from './instances-trial.ts'
