/** The lower-case words of an identifier: `HTTPServer2Log` gives `http`, `server2`, `log`. */
export function splitWords(identifier: string): string[] {
  return identifier
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .split('_')
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())
}

/** The identifier in the form columns have: `dueAt` gives `due_at`. */
export function snakeCase(identifier: string): string {
  return splitWords(identifier).join('_')
}

/** The identifier with its last word changed and the case of the rest kept: `blogTags` gives `blogTag`. */
export function withLastWord(identifier: string, change: (word: string) => string): string {
  const last = splitWords(identifier).at(-1) ?? ''
  const changed = change(last)
  const start = identifier.length - last.length
  const original = identifier.slice(start)
  const capital = original.charAt(0) !== original.charAt(0).toLowerCase()
  return identifier.slice(0, start) + (capital ? capitalise(changed) : changed)
}

/** The text with its first letter in upper case. */
export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
