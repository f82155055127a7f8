import { AppError } from '../errors/index.ts'
import { Park } from '../queue/index.ts'

const maxLength = 2_000

/** Thrown by a step that failed for good. Caught, the workflow goes on another way; else it is taken back. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed'
  readonly step: string

  constructor(step: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.step = step
  }
}

/** Is there no use in trying again? A refusal says so: `throw fail(409, 'The card was declined')`, or `Park`. */
export function isForGood(error: unknown): boolean {
  if (error instanceof Park) return true
  return error instanceof AppError && error.status < 500 && error.status !== 429
}

/** What is kept of an error: its sentence and that of its cause. */
export function wordsOf(error: unknown): string {
  if (error instanceof StepFailed) return error.message
  const words = error instanceof Error ? error.message : String(error)
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : ''
  return [words, cause]
    .filter((text) => text !== '')
    .join(': ')
    .slice(0, maxLength)
}

const baseMs = 1_000
const capMs = 3_600_000

/** How long to wait before something is tried again: it doubles, and differs by chance. */
export function pauseMs(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(capMs, baseMs * 2 ** Math.min(attempt - 1, 30))
  return Math.round(ceiling * (0.5 + random() / 2))
}
