import { type Code, code, type Fitted, fitted, joined, type Part } from './code.ts'

/** Every item on a line of its own, each with a comma, so that one more is one line more. */
export function eachLine(items: readonly Part[]): Part {
  return items.map((item) => code`${item},`)
}

/** `[` the items, one a line `]`; on one line when empty. */
export function arrayLines(items: readonly Part[]): Part {
  if (items.length === 0) return '[]'
  return code`
    [
      ${eachLine(items)}
    ]
  `
}

/** `{` the members, one a line `}`; on one line when empty. */
export function objectLines(members: readonly Part[]): Part {
  if (members.length === 0) return '{}'
  return code`
    {
      ${eachLine(members)}
    }
  `
}

/** A call with its arguments on one line where they fitted, else one a line. */
export function call(callee: Part, args: readonly Part[]): Fitted {
  return fitted(code`${callee}(${joined(args, ', ')})`, brokenCall(callee, args))
}

/** A call with each argument on its own line. */
export function brokenCall(callee: Part, args: readonly Part[]): Code {
  return code`
    ${callee}(
      ${eachLine(args)}
    )
  `
}

/** The head of an exported function up to its opening brace. */
export function functionHead(name: string, parameters: readonly Part[], result: Part): Fitted {
  return fitted(
    code`export function ${name}(${joined(parameters, ', ')}): ${result} {`,
    code`
      export function ${name}(
        ${eachLine(parameters)}
      ): ${result} {
    `,
  )
}
