/** A row by the names of its columns. */
export interface AskedRow {
  [column: string]: unknown
}

/** Asks a PostgreSQL server one question. */
export type Ask = (text: string) => Promise<AskedRow[]>

/** A list of texts as SQL writes it. */
export function textList(texts: readonly string[]): string {
  return texts.map((text) => `'${text.replaceAll("'", "''")}'`).join(', ')
}
