const reservedWords = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends
  false finally for function if implements import in instanceof interface let new null package private protected
  public return static super switch this throw true try typeof undefined var void while with yield async of NaN
  Infinity globalThis`.split(/\s+/),
)

const globalNames = new Set(
  `Array ArrayBuffer Atomics Awaited BigInt Boolean Buffer DataView Date Error EvalError Exclude Extract Float32Array
  Float64Array Function Infinity Int16Array Int32Array Int8Array Iterator JSON Map Math NaN Number Object Omit Parameters
  Partial Pick Promise Proxy RangeError Readonly ReadonlyArray Record ReferenceError Reflect RegExp Required ReturnType
  Set String Symbol SyntaxError TypeError URIError Uint8Array WeakMap WeakRef WeakSet`.split(/\s+/),
)

/** True when the text can stand as a property after a dot. */
export function isIdentifierName(text: string): boolean {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(text)
}

/** True for words that no constant may be called. */
export function isReservedWord(text: string): boolean {
  return reservedWords.has(text)
}

/** True for the types and constructors of JavaScript itself, which generated files use under their own names. */
export function isGlobalName(text: string): boolean {
  return globalNames.has(text)
}
