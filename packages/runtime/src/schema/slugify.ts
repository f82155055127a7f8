/** A text as it may stand in a URL: `Crème Brûlée!` becomes `creme-brulee`. Empty when nothing is left of it. */
export function slugify(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
}
