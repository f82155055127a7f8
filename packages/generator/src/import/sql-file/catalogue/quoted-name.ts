/** A name as SQL takes it, whatever it is made of. */
export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
