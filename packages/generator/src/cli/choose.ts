import { createInterface } from 'node:readline'

/** Asks which of some answers is meant; its index, `null` when none is. */
export type Choose = (question: string, answers: readonly string[]) => Promise<number | null>

interface Streams {
  input: NodeJS.ReadableStream
  output: NodeJS.WritableStream
}

/** Asks with numbered answers until one of the numbers is given; an empty answer, and the end of the input, are none. */
export function createChoose({ input, output }: Streams): Choose {
  return async (question, answers) => {
    output.write(`${question}\n`)
    for (const [index, answer] of answers.entries()) output.write(`  ${index + 1}) ${answer}\n`)
    const prompt = `1-${answers.length}, or nothing to stop: `
    // without an output of its own: the end of the input may come before an answer is read
    const terminal = createInterface({ input })
    output.write(prompt)
    try {
      for await (const line of terminal) {
        const text = line.trim()
        const number = Number(text)
        if (text === '') return null
        if (Number.isInteger(number) && number >= 1 && number <= answers.length) return number - 1
        output.write(prompt)
      }
      return null
    } finally {
      terminal.close()
    }
  }
}
