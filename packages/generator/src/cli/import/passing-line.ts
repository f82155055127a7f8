import type { Terminal } from '../command.ts'

/** A line that is written over by the next one, and gone at the end. */
export interface PassingLine {
  show(text: string): void
  clear(): void
}

const pauseMs = 100

/** The line stands on the error output, and at a terminal only: nobody else wants to see it. */
export function createPassingLine({ interactive, json }: Terminal): PassingLine {
  const isShown = interactive && !json && process.stderr.isTTY === true
  let shownAt = 0
  return {
    show(text) {
      const now = performance.now()
      if (!isShown || now - shownAt < pauseMs) return
      shownAt = now
      const width = (process.stderr.columns ?? 80) - 3
      process.stderr.write(`\r\u001b[2K  ${text.slice(0, width)}`)
    },
    clear() {
      if (isShown) process.stderr.write('\r\u001b[2K')
    },
  }
}
