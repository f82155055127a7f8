import { isEscapeText } from './scan-tokens.ts'

/** Finds the ends of statements in text that comes in chunks. */
export interface Scanner {
  /** The place behind the `;` of the statement that goes on at `from`, -1 where the chunk ends before it. */
  feed(text: string, from: number): number
  /** Brackets that were opened outside of others since the statement began. */
  groups(): number
  /** False while nothing but blanks and comments was met. */
  hasBegun(): boolean
  /** Begins a new statement. */
  reset(): void
  /** Whether a backslash in plain quotes is an escape, as in very old dumps. */
  setBackslashes(areEscapes: boolean): void
}

type Mode = 'code' | 'quote' | 'escape' | 'name' | 'dollar' | 'line' | 'block'

interface State {
  dialect: 'postgres' | 'sqlite'
  mode: Mode
  tag: string
  depth: number
  blocks: number
  groups: number
  hasBegun: boolean
  backslashes: boolean
}

/** Starts before the first statement. */
export function createScanner(dialect: 'postgres' | 'sqlite' = 'postgres'): Scanner {
  const state: State = {
    dialect,
    mode: 'code',
    tag: '',
    depth: 0,
    blocks: 0,
    groups: 0,
    hasBegun: false,
    backslashes: false,
  }
  return {
    feed: (text, from) => feed(state, text, from),
    groups: () => state.groups,
    hasBegun: () => state.hasBegun,
    reset: () => {
      Object.assign(state, { mode: 'code', depth: 0, groups: 0, hasBegun: false })
    },
    setBackslashes: (areEscapes) => {
      state.backslashes = areEscapes
    },
  }
}

function feed(state: State, text: string, from: number): number {
  let at = from
  while (at < text.length) {
    if (state.mode === 'code') {
      at = code(state, text, at)
      if (at < 0) return -at
    } else at = quoted(state, text, at)
  }
  return -1
}

/** Goes on to where something else than code begins; a negative place is behind the end of the statement. */
function code(state: State, text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const character = text.charCodeAt(at)
    if (character <= 32) continue
    switch (character) {
      case 59:
        if (state.depth <= 0) return -(at + 1)
        break
      case 40:
        if (state.depth === 0) state.groups += 1
        state.depth += 1
        break
      case 41:
        state.depth -= 1
        break
      case 46:
      case 92:
        // a command of psql, or of the sqlite3 program
        if (state.hasBegun || (character === 46) !== (state.dialect === 'sqlite')) break
        state.mode = 'line'
        return at + 1
      case 91:
      case 96:
        if (state.dialect !== 'sqlite') break
        Object.assign(state, { mode: 'dollar', tag: character === 91 ? ']' : '`', hasBegun: true })
        return at + 1
      case 34:
      case 36:
      case 39:
      case 45:
      case 47: {
        const next = begin(state, text, at)
        if (next > at) return next
        break
      }
      default:
    }
    state.hasBegun = true
  }
  return text.length
}

/** Begins a quoted text, a name or a comment; the place behind its first sign, or `at` where none begins. */
function begin(state: State, text: string, at: number): number {
  const character = text.charCodeAt(at)
  if (character === 45 || character === 47) {
    const isLine = character === 45 && text.charCodeAt(at + 1) === 45
    const isBlock = character === 47 && text.charCodeAt(at + 1) === 42
    if (isLine) state.mode = 'line'
    if (isBlock) Object.assign(state, { mode: 'block', blocks: 1 })
    return isLine || isBlock ? at + 2 : at
  }
  if (character === 36) return state.dialect === 'sqlite' ? at : beginDollar(state, text, at)
  state.hasBegun = true
  if (character === 34) state.mode = 'name'
  else
    state.mode =
      state.dialect === 'postgres' && (state.backslashes || isEscapeText(text, at))
        ? 'escape'
        : 'quote'
  return at + 1
}

const dollarTag = /\$(?:[A-Za-z_\x80-\xff][\w\x80-\xff]*)?\$/y

function beginDollar(state: State, text: string, at: number): number {
  if (at > 0 && /[\w\x80-\xff]/.test(text[at - 1] ?? '')) return at
  dollarTag.lastIndex = at
  const tag = dollarTag.exec(text)?.[0]
  if (tag === undefined) return at
  Object.assign(state, { mode: 'dollar', tag, hasBegun: true })
  return at + tag.length
}

function quoted(state: State, text: string, from: number): number {
  switch (state.mode) {
    case 'quote':
      return leave(state, text, { from, end: "'" })
    case 'name':
      return leave(state, text, { from, end: '"' })
    case 'dollar':
      return leave(state, text, { from, end: state.tag })
    case 'line':
      return leave(state, text, { from, end: '\n' })
    case 'block':
      return block(state, text, from)
    default:
      return escapedText(state, text, from)
  }
}

function leave(state: State, text: string, { from, end }: { from: number; end: string }): number {
  const found = text.indexOf(end, from)
  if (found === -1) return text.length
  state.mode = 'code'
  return found + end.length
}

/** Comments of PostgreSQL stand inside each other. */
function block(state: State, text: string, from: number): number {
  const pattern = /\/\*|\*\//g
  pattern.lastIndex = from
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    if (found[0] === '*/') state.blocks -= 1
    else if (state.dialect === 'postgres') state.blocks += 1
    if (state.blocks > 0) continue
    state.mode = 'code'
    return pattern.lastIndex
  }
  return text.length
}

function escapedText(state: State, text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const character = text.charCodeAt(at)
    if (character === 92) at += 1
    else if (character === 39) {
      if (text.charCodeAt(at + 1) === 39) at += 1
      else {
        state.mode = 'code'
        return at + 1
      }
    }
  }
  return text.length
}
