import { AsyncLocalStorage } from 'node:async_hooks'

/** Keeps what really went wrong while code of others makes an answer of its own of it. */
export interface NotedErrors {
  /** Runs work of ours inside that code; what it throws is noted. */
  note<Result>(work: () => Promise<Result>): Promise<Result>
  /** Runs the code: its answer, or what was noted where that answer is a refusal. */
  answer(work: () => Promise<Response>): Promise<Response>
}

/** Notes of one process; each answer has its own. */
export function createNotedErrors(): NotedErrors {
  const answers = new AsyncLocalStorage<{ error?: unknown }>()
  return {
    async note(work) {
      try {
        return await work()
      } catch (error) {
        const noted = answers.getStore()
        if (noted) noted.error ??= error
        throw error
      }
    },
    answer(work) {
      const noted: { error?: unknown } = {}
      return answers.run(noted, async () => {
        const response = await work()
        if (response.status >= 400 && noted.error !== undefined) throw noted.error
        return response
      })
    },
  }
}
