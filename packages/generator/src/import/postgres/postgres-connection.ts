/** A connection to a PostgreSQL database: a server's, or one inside the process. */
export interface PostgresConnection {
  /** Runs one statement that reads. Every column has to be text; rows come in the order of the statement. */
  query(sql: string): Promise<(string | null)[][]>
  close(): Promise<void>
}

/** Runs a query and gives its rows as objects of JSON values. */
export type Ask = <Row>(sql: string) => Promise<Row[]>

/** Has the database write the rows of a query as JSON, so that they are the same whatever the driver makes of types. */
export function askOf(connection: PostgresConnection): Ask {
  return async <Row>(sql: string) => {
    const text = `select coalesce(json_agg(row_to_json(found)), '[]')::text from (${sql}) found`
    const [row] = await connection.query(text)
    return JSON.parse(row?.[0] ?? '[]') as Row[]
  }
}

/** A name as SQL takes it, whatever it is made of. */
export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A text as SQL takes it; `standard_conforming_strings` has to be on. */
export function quotedText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
