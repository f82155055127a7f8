import type { ArrowFunctionExpression, ObjectPattern, ParamPattern } from 'oxc-parser'
import type { ProblemList } from '../problem-list.ts'
import type { Site } from '../site.ts'
import type { Binding, Names } from './parse-context.ts'

const parameters = {
  rule: ['row', 'user', 'ctx'],
  check: ['row', 'ctx'],
  computed: ['row'],
} as const

const contextNames = {
  rule: ['next', 'now'],
  check: ['previous', 'now'],
  computed: [],
} as const

/** What each parameter of the arrow stands for; refuses those the purpose does not have. */
export function bindParameters(
  arrow: ArrowFunctionExpression,
  site: Site,
  problems: ProblemList,
): Names {
  const names = new Map<string, Binding>()
  const known = parameters[site.purpose]
  for (const [index, parameter] of arrow.params.entries()) {
    const base = known[index]
    if (base === undefined) refuseExtra(problems, site, parameter.start)
    else if (parameter.type === 'Identifier') names.set(parameter.name, { base })
    else if (base === 'ctx' && parameter.type === 'ObjectPattern') {
      bindContext(parameter, { site, problems, names })
    } else refuseForm(problems, parameter)
  }
  return names
}

function refuseExtra(problems: ProblemList, site: Site, offset: number): void {
  const form = {
    rule: 'a rule takes (row, user, { next, now })',
    check: 'a check takes (row, { previous, now })',
    computed: 'a formula takes (row)',
  }
  problems.refuse('parameters', offset, {
    message: `there is no such parameter: ${form[site.purpose]}`,
  })
}

function refuseForm(problems: ProblemList, parameter: ParamPattern): void {
  problems.refuse('parameters', parameter.start, {
    message: 'this parameter is a plain name, without a default',
    hint: 'write (row, user) and row.field',
  })
}

interface ContextBinding {
  site: Site
  problems: ProblemList
  names: Map<string, Binding>
}

function bindContext(pattern: ObjectPattern, { site, problems, names }: ContextBinding): void {
  const known: readonly string[] = contextNames[site.purpose]
  for (const property of pattern.properties) {
    const plain =
      property.type === 'Property' &&
      !property.computed &&
      property.key.type === 'Identifier' &&
      property.value.type === 'Identifier' &&
      known.includes(property.key.name)
    if (plain && property.key.type === 'Identifier' && property.value.type === 'Identifier') {
      names.set(property.value.name, { base: property.key.name })
    } else {
      problems.refuse('parameters', property.start, {
        message: `what can be taken from here is ${known.join(' and ')}`,
      })
    }
  }
}
