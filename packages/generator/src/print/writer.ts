import type { Code, Fitted, Part } from './code.ts'
import type { Name } from './name.ts'

/** Columns a printed line stays within where it can. */
export const lineWidth = 120

const absent = '\u0000'

/** Prints a part, each name as `nameOf` says. */
export function render(part: Part, nameOf: (name: Name) => string): string {
  const text = createWriter(nameOf, '').write(part)
  return text
    .split('\n')
    .filter((line) => !(line.includes(absent) && line.replaceAll(absent, '').trim() === ''))
    .map((line) => line.replaceAll(absent, '').trimEnd())
    .join('\n')
}

interface Writer {
  write(part: Part): string
}

function createWriter(nameOf: (name: Name) => string, start: string): Writer {
  let text = start

  const currentLine = (): string => text.slice(text.lastIndexOf('\n') + 1)

  function writeText(value: string, indent: string): void {
    text += value.includes('\n') ? value.replaceAll('\n', `\n${indent}`) : value
  }

  function writeCode(value: Code, indent: string): void {
    for (const [index, string] of value.strings.entries()) {
      writeText(string, indent)
      if (index < value.parts.length) writePart(value.parts[index])
    }
  }

  function writeFitted(value: Fitted): void {
    const line = currentLine().replaceAll(absent, '')
    const short = createWriter(nameOf, line).write(value.short)
    if (!short.includes('\n') && short.length <= lineWidth) text += short.slice(line.length)
    else writePart(value.long)
  }

  function writePart(part: Part): void {
    const indent = /^ */.exec(currentLine())?.[0] ?? ''
    if (part === false || part === null || part === undefined || part === '') text += absent
    else if (typeof part === 'string') writeText(part, indent)
    else if (typeof part === 'number') text += String(part)
    else if (isList(part)) writeList(part, indent)
    else if (part.kind === 'code') writeCode(part, indent)
    else if (part.kind === 'fitted') writeFitted(part)
    else text += nameOf(part)
  }

  function writeList(parts: readonly Part[], indent: string): void {
    if (parts.length === 0) text += absent
    for (const [index, part] of parts.entries()) {
      if (index > 0) writeText('\n', indent)
      writePart(part)
    }
  }

  return {
    write(part) {
      writePart(part)
      return text
    },
  }
}

function isList(part: Part): part is readonly Part[] {
  return Array.isArray(part)
}
