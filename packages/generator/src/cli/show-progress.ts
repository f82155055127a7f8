import type { Terminal } from './command.ts'

const patienceMs = 1000

/** Runs `work`; when it takes more than a second a person at the terminal is told what is going on. */
export async function withProgress<T>(
  terminal: Terminal,
  sentence: string,
  work: () => Promise<T>,
): Promise<T> {
  const timer = setTimeout(() => terminal.complain(`${sentence} ...`), patienceMs)
  try {
    return await work()
  } finally {
    clearTimeout(timer)
  }
}
