import { readHead } from '../../json-file/index.ts'

/** How a CSV file is written. */
export interface CsvDialect {
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
  /** The mark at the beginning says the encoding. */
  isMarked: boolean
  delimiter: string
}

const delimiters = [',', ';', '\t', '|'] as const
const sampleLines = 50

/** Finds the encoding and the delimiter by the first 64 KB. */
export function csvDialect(path: string): CsvDialect {
  const head = readHead(path)
  const { encoding, isMarked } = encodingOf(head)
  const text = new TextDecoder(encoding).decode(head)
  return { encoding, isMarked, delimiter: delimiterOf(text) }
}

function encodingOf(head: Buffer): Pick<CsvDialect, 'encoding' | 'isMarked'> {
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', isMarked: true }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', isMarked: true }
  if (head[0] === 0xef && head[1] === 0xbb) return { encoding: 'utf-8', isMarked: true }
  // Text of the West in UTF-16 has a zero in every second byte.
  const zeros = [0, 0]
  for (const [index, byte] of head.subarray(0, 2_000).entries()) {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  }
  const [even = 0, odd = 0] = zeros
  if (odd > 10 && even === 0) return { encoding: 'utf-16le', isMarked: false }
  if (even > 10 && odd === 0) return { encoding: 'utf-16be', isMarked: false }
  return { encoding: 'utf-8', isMarked: false }
}

/** The mark that parts most lines, and each into as many cells. */
function delimiterOf(text: string): string {
  const lines = linesOf(text).slice(0, sampleLines)
  let best = { delimiter: ',', score: 0 }
  for (const delimiter of delimiters) {
    const counts = lines.map((line) => countOutside(line, delimiter))
    const first = counts[0] ?? 0
    const even = counts.filter((count) => count === first).length / Math.max(1, counts.length)
    const score = first === 0 ? 0 : even * 1_000 + first
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

/** Lines that are whole, with the line ends that stand in quotes inside of them. */
function linesOf(text: string): string[] {
  const lines: string[] = []
  let line = ''
  let isQuoted = false
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted
    if (character === '\n' && !isQuoted) {
      if (line.trim() !== '') lines.push(line)
      line = ''
    } else line += character
  }
  return lines.length === 0 && line !== '' ? [line] : lines
}

function countOutside(line: string, delimiter: string): number {
  let count = 0
  let isQuoted = false
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted
    else if (character === delimiter && !isQuoted) count++
  }
  return count
}
