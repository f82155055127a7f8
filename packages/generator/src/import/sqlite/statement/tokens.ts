/** A part of a statement, and where it stands in its text. */
export interface Token {
  text: string
  start: number
  end: number
}

const part =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|[\p{L}_][\p{L}\p{N}_$]*|\d+(?:\.\d+)?|\s+|[\s\S]/giu

/** The parts of a statement without space and comments. */
export function tokensOf(sql: string): Token[] {
  return [...sql.matchAll(part)]
    .filter(([text]) => !/^(?:\s|--|\/\*)/.test(text))
    .map(({ 0: text, index }) => ({ text, start: index, end: index + text.length }))
}

/** Whether a part is that word, written without quotes. */
export function isWord(token: Token | undefined, word: string): boolean {
  return token?.text.toLowerCase() === word
}

/** A name without its quotes of any of the four kinds. */
export function plainName(text: string): string {
  if (text.startsWith('[')) return text.slice(1, -1)
  const [quote = ''] = text
  if (!['"', '`', "'"].includes(quote)) return text
  return text.slice(1, -1).replaceAll(quote + quote, quote)
}

/** Where the parenthesis that opens at `open` is closed; the last part where it is not. */
export function closing(tokens: readonly Token[], open: number): number {
  let depth = 0
  for (let at = open; at < tokens.length; at++) {
    if (tokens[at]?.text === '(') depth++
    if (tokens[at]?.text === ')' && --depth === 0) return at
  }
  return tokens.length - 1
}

/** The lists between commas that stand in no parentheses. */
export function splitAtCommas(tokens: readonly Token[]): Token[][] {
  const lists: Token[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (token.text === '(') depth++
    if (token.text === ')') depth--
    if (token.text === ',' && depth === 0) lists.push([])
    else lists.at(-1)?.push(token)
  }
  return lists.filter((list) => list.length > 0)
}

/** The text from one part to another as it was written, comments left out. */
export function textOf(sql: string, tokens: readonly Token[]): string {
  let text = ''
  let end = tokens[0]?.start ?? 0
  for (const token of tokens) {
    const between = sql.slice(end, token.start)
    text += /^\s*$/.test(between) ? between : ' '
    text += token.text
    end = token.end
  }
  return text
}
