/** The names of the columns, and whether the first row holds them. */
export interface CsvHeader {
  names: string[]
  isFirstRow: boolean
}

const value = /^[+-]?[\d.,:/-]+$|^(?:true|false|null)$|@|^https?:/i

/** The first row is the header where every cell has a text of its own that is no value. */
export function csvHeader(
  first: readonly string[],
  second: readonly string[] | undefined,
): CsvHeader {
  const cells = first.map((cell) => cell.trim())
  const filled = cells.filter((cell) => cell !== '')
  const isNamed = filled.length * 2 > cells.length && !filled.some((cell) => value.test(cell))
  // Two rows of words: the names are shorter, and none of them comes again below.
  const isFirstRow = isNamed && !filled.some((cell) => second?.includes(cell))
  const names = isFirstRow ? cells : cells.map(() => '')
  return { names: distinct(names), isFirstRow }
}

/** Names without a cell are told by their place, and those that come twice too. */
function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name, index) => {
    const wanted = name === '' ? `column_${index + 1}` : name
    const own = taken.has(wanted) ? `${wanted}_${index + 1}` : wanted
    taken.add(own)
    return own
  })
}
