export { useIdempotency } from './use-idempotency.ts'
