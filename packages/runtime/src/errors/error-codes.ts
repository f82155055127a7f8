/** The word a caller can tell a refusal by. */
export type ErrorCode =
  | 'bad_request'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'conflict'
  | 'precondition_failed'
  | 'too_large'
  | 'unsupported_media_type'
  | 'range_not_satisfiable'
  | 'invalid'
  | 'too_many_requests'
  | 'internal'
  | 'unavailable'
  | 'storage_full'

/**
 * Every way an operation can refuse: the closed table from which REST, GraphQL and gRPC each take their answer.
 * docs/reference/errors.md explains every row.
 */
export const errorCodes: {
  readonly [Code in ErrorCode]: { readonly status: number; readonly title: string }
} = {
  bad_request: { status: 400, title: 'The request is malformed' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'You may not do this' },
  not_found: { status: 404, title: 'There is no such record' },
  method_not_allowed: { status: 405, title: 'This address does not take that method' },
  conflict: { status: 409, title: 'This is in conflict with what is stored' },
  precondition_failed: { status: 412, title: 'The record was changed in the meantime' },
  too_large: { status: 413, title: 'The request is too large' },
  unsupported_media_type: { status: 415, title: 'Send application/json' },
  range_not_satisfiable: { status: 416, title: 'The file has no such part' },
  invalid: { status: 422, title: 'The values are not valid' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'A service this needs is not answering' },
  storage_full: { status: 507, title: 'There is no space left to store this' },
}
