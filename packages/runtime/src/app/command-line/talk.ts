import process from 'node:process'
import { createInterface } from 'node:readline/promises'
import { createProgressLine, type ProgressLine } from './progress-line.ts'

/** How a command talks: words for a person, or one JSON object for a program. */
export interface Talk {
  readonly progress: ProgressLine
  /** A line for a person; nothing where a program reads. */
  say(line: string): void
  /** The one object a program reads; nothing where a person does. */
  answer(object: object): void
  /** Asks a person; undefined where nobody is there to ask. */
  confirm(question: string): Promise<boolean | undefined>
}

/** Talks over the streams of the process: what it answers to standard output, progress to standard error. */
export function createTalk(isJson: boolean): Talk {
  const progress = createProgressLine(process.stderr)
  return {
    progress,
    say(line) {
      progress.clear()
      if (!isJson) process.stdout.write(`${line}\n`)
    },
    answer(object) {
      if (isJson) process.stdout.write(`${JSON.stringify(object)}\n`)
    },
    async confirm(question) {
      if (isJson || !process.stdin.isTTY || !process.stdout.isTTY) return undefined
      const reader = createInterface({ input: process.stdin, output: process.stdout })
      try {
        return /^y(es)?$/i.test((await reader.question(`${question} [y/N] `)).trim())
      } finally {
        reader.close()
      }
    },
  }
}
