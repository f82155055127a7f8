export { outboxPostgresTrial, outboxTrial } from './outbox-trial.ts'
