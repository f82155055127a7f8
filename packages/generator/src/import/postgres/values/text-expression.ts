import type { SourceType } from '../../source/index.ts'

/** The expression that has the server write a value as the text that `valueReader` reads. */
export function textExpression(
  sql: string,
  { type, base }: { type: SourceType; base: string },
): string {
  if (base !== 'money') return `${sql}::text`
  return type.kind === 'list' ? `${sql}::numeric[]::text` : `${sql}::numeric::text`
}
