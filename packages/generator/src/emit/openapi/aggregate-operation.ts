import type { ValueSchema } from '../field-schema.ts'
import { pluralWords } from '../header.ts'
import type { EntityPlan } from '../project-names.ts'
import { aggregateId } from '../query-names.ts'

/** The operation that counts and adds up records: the parts it has in common with lists are handed in. */
export function aggregateOperation(
  plan: EntityPlan,
  {
    head,
    filters,
    responses,
  }: {
    head(words: { id: string; summary: string }): object
    filters: readonly object[]
    responses: object
  },
): object {
  const { entity } = plan
  return {
    ...head({
      id: aggregateId(entity),
      summary: `Count and add up ${pluralWords(entity)}`,
    }),
    description: `Takes the same filters as GET /api/${entity.rest?.path}.`,
    parameters: [...aggregateParameters.map(parameterRef), ...filters],
    responses,
  }
}

const aggregateParameters: readonly string[] = ['all', 'sum', 'avg', 'min', 'max', 'groupBy']

/** The parameters that every aggregate takes. */
export const sharedAggregateParameters: { [component: string]: object } = {
  all: {
    name: 'count',
    in: 'query',
    description: 'How many records',
    schema: { type: 'string', enum: ['*'] },
  },
  sum: fields('sum', 'Number fields to add up, separated by commas'),
  avg: fields('avg', 'Number fields to average, separated by commas'),
  min: fields('min', 'Fields whose least value is wanted, separated by commas'),
  max: fields('max', 'Fields whose greatest value is wanted, separated by commas'),
  groupBy: fields(
    'groupBy',
    'Up to three fields separated by commas; a time with :year, :month, :day or :hour behind it',
  ),
}

/** What is answered: one member for each group. */
export const aggregatesSchema: ValueSchema = {
  type: 'object',
  properties: {
    data: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          group: { type: 'object', additionalProperties: true },
          count: { type: 'integer', minimum: 0 },
          sum: { type: 'object', additionalProperties: { type: ['number', 'string'] } },
          avg: { type: 'object', additionalProperties: { type: ['number', 'string', 'null'] } },
          min: { type: 'object', additionalProperties: true },
          max: { type: 'object', additionalProperties: true },
        },
      },
    },
  },
  required: ['data'],
  examples: [{ data: [{ group: { status: 'paid' }, count: 3, sum: { totalPrice: 4200 } }] }],
}

function fields(name: string, description: string): object {
  return { name, in: 'query', description, schema: { type: 'string' } }
}

function parameterRef(name: string): object {
  return { $ref: `#/components/parameters/${name}` }
}
