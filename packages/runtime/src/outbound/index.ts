export { type Resolve, type ResolvedAddress, resolveBySystem } from './checked-lookup.ts'
export {
  createOutbound,
  type Outbound,
  type OutboundAnswer,
  type OutboundOptions,
  type OutboundRequest,
} from './create-outbound.ts'
export { OutboundError, type OutboundFault } from './outbound-error.ts'
export { isPublicAddress } from './public-address.ts'
export type { Target } from './read-target.ts'
export { retryAfterOf } from './retry-after.ts'
