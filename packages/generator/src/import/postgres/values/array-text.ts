/** What is between the braces: texts, nothing for null, and lists of them. */
export type ArrayItem = string | null | ArrayItem[]

/**
 * Reads an array in the text form of the server (postgresql.org/docs/current/arrays.html, "Array Input and Output Syntax"); bounds
 * before it are left out. `delimiter` is a comma for every type but `box`.
 */
export function readArrayText(text: string, delimiter = ','): ArrayItem[] {
  const start = text.startsWith('[') ? text.indexOf('=') + 1 : 0
  return readItems({ text, at: start + 1, delimiter })
}

interface Reading {
  text: string
  /** Where to read on: behind the brace that opens. */
  at: number
  delimiter: string
}

function readItems(reading: Reading): ArrayItem[] {
  const items: ArrayItem[] = []
  while (reading.at < reading.text.length) {
    const sign = reading.text[reading.at]
    if (sign === '}') {
      reading.at++
      return items
    }
    if (sign === reading.delimiter) reading.at++
    else items.push(readItem(reading, sign))
  }
  return items
}

function readItem(reading: Reading, sign: string | undefined): ArrayItem {
  if (sign === '{') {
    reading.at++
    return readItems(reading)
  }
  return sign === '"' ? readQuoted(reading) : readBare(reading)
}

function readQuoted(reading: Reading): string {
  const { text } = reading
  let value = ''
  for (let at = reading.at + 1; at < text.length; at++) {
    if (text[at] === '"') {
      reading.at = at + 1
      return value
    }
    if (text[at] === '\\') at++
    value += text[at] ?? ''
  }
  reading.at = text.length
  return value
}

function readBare(reading: Reading): string | null {
  const { text, at, delimiter } = reading
  let end = at
  while (end < text.length && text[end] !== delimiter && text[end] !== '}') end++
  reading.at = end
  const value = text.slice(at, end)
  return value.toUpperCase() === 'NULL' ? null : value
}
