import { createInterface } from 'node:readline/promises'

/** Asks which of some answers is meant; its index, `null` when none is. */
export type Choose = (question: string, answers: readonly string[]) => Promise<number | null>

interface Streams {
  input: NodeJS.ReadableStream
  output: NodeJS.WritableStream
}

/** Asks with numbered answers until one of the numbers is given; an empty answer, and the end of the input, are none. */
export function createChoose({ input, output }: Streams): Choose {
  return async (question, answers) => {
    const terminal = createInterface({ input, output })
    const ended = new Promise<string>((resolve) => terminal.once('close', () => resolve('')))
    try {
      output.write(`${question}\n`)
      for (const [index, answer] of answers.entries()) output.write(`  ${index + 1}) ${answer}\n`)
      while (true) {
        const text = await Promise.race([
          terminal.question(`1-${answers.length}, or nothing to stop: `),
          ended,
        ])
        const number = Number(text.trim())
        if (text.trim() === '') return null
        if (Number.isInteger(number) && number >= 1 && number <= answers.length) return number - 1
      }
    } finally {
      terminal.close()
    }
  }
}
