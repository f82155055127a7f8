import { styleText } from 'node:util'

/** A patch with additions green and removals red, when colour is wanted. */
export function colourPatch(patch: string, colour: boolean): string {
  if (!colour) return patch
  return patch.split('\n').map(colourLine).join('\n')
}

function colourLine(line: string): string {
  if (line.startsWith('+') && !line.startsWith('+++')) return paint('green', line)
  if (line.startsWith('-') && !line.startsWith('---')) return paint('red', line)
  return line.startsWith('@@') ? paint('cyan', line) : line
}

function paint(colour: 'green' | 'red' | 'cyan', line: string): string {
  return styleText(colour, line, { validateStream: false })
}
