const told = new Set<string>()

/** Tells once for each column that it holds something its field cannot say, which is read as the database's own text. */
export function tellUnfit(column: string, value: unknown): string {
  if (!told.has(column)) {
    told.add(column)
    const shown = String(value).slice(0, 40)
    process.emitWarning(
      `The column ${column} holds values that do not fit its field, such as "${shown}": they are read as text`,
      { code: 'CAMBIUM_UNFIT_VALUE' },
    )
  }
  return String(value)
}
