// Generated from the models and the files of logic. Do not edit: change those instead.

import type { FunctionShape } from '@cambium/runtime/functions'
import type { LogicShape } from '@cambium/runtime/hooks'

/** What `calculateSales` takes. */
export interface CalculateSalesInput {
  /** Orders of this day and later; all of them unless told. */
  since?: string | null
}

/** What `calculateSales` gives. */
export interface CalculateSalesOutput {
  total: number
}

/** GET /api/sales: role('staff') */
export const calculateSalesShape: FunctionShape = {
  name: 'calculateSales',
  method: 'GET',
  path: '/sales',
  allow: (caller) => caller.hasRole('staff'),
  input: {
    fields: {
      since: { type: ['string', 'null'], format: 'date' },
    },
    required: [],
  },
  output: {
    fields: {
      total: { type: 'integer' },
    },
    required: ['total'],
  },
  stream: null,
}

/** What `printSales` takes. */
export interface PrintSalesInput {
  nothing?: never
}

/** What was read of `printSales`. */
export const printSalesShape: LogicShape = {
  name: 'printSales',
  input: { fields: {}, required: [] },
}

declare module '@cambium/runtime/hooks' {
  interface Register {
    functions: {
      calculateSales: { input: CalculateSalesInput; output: CalculateSalesOutput }
    }
    jobs: {
      printSales: PrintSalesInput
    }
    workflows: object
    events: object
    mails: object
  }
}
