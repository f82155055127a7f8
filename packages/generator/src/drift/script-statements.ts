/**
 * The statements of a migration's script as a database without rows runs them: parts one after the other, and what
 * walks through rows left out.
 */
export function scriptStatements(script: string): string[] {
  return script
    .replaceAll('\r\n', '\n')
    .split(/^-- commit[ \t]*$/m)
    .filter((part) => !/^\s*-- batches of /.test(part))
    .flatMap((part) => part.split(/^-- next[ \t]*$/m))
    .map((statement) => statement.trim().replace(concurrently, '$1'))
    .filter((statement) => statement.replaceAll(/^--.*$/gm, '').trim() !== '')
}

/** Nobody waits for an index on a table that nobody uses, and no transaction stands in the way. */
const concurrently = /^((?:--.*\n)*\s*(?:create\s+(?:unique\s+)?|drop\s+)index\s+)concurrently\s+/i
