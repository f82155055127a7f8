const told = new Set<string>()

/** Tells once for each column that it holds something its field cannot say; then it reads as null. */
export function tellUnfit(column: string, value: unknown): null {
  if (!told.has(column)) {
    told.add(column)
    const shown = String(value).slice(0, 40)
    process.emitWarning(
      `The column ${column} holds values that do not fit its field, such as "${shown}": they are read as null`,
      { code: 'CAMBIUM_UNFIT_VALUE' },
    )
  }
  return null
}
