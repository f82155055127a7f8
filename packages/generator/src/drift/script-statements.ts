/**
 * The statements of a migration's script as a database runs them that has no rows and nobody else: one after the other, and
 * what walks through rows or holds others back left out.
 */
export function scriptStatements(script: string): string[] {
  return script
    .replaceAll('\r\n', '\n')
    .split(/^-- commit[ \t]*$/m)
    .filter((part) => !/^\s*-- batches of /.test(part))
    .flatMap((part) => part.split(/^-- next[ \t]*$/m))
    .map((statement) => statement.trim().replace(concurrently, '$1'))
    .filter((statement) => {
      const text = statement.replaceAll(/^--.*$/gm, '').trim()
      return text !== '' && !/^lock\s+table\s/i.test(text)
    })
}

/** Nobody waits for an index on a table that nobody uses, and no transaction stands in the way. */
const concurrently = /^((?:--.*\n)*\s*(?:create\s+(?:unique\s+)?|drop\s+)index\s+)concurrently\s+/i
