/** `1 trigger`, `3 triggers`. */
export function countOf(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

/** Names of what stays behind, each once, and how many more there are than eight. */
export function fewNames(names: readonly string[]): string {
  const all = [...new Set(names)]
  return all.length > 8
    ? `${all.slice(0, 8).join(', ')} and ${all.length - 8} more`
    : all.join(', ')
}
