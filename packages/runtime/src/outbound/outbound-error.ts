/** Why a call out was not made, or not answered. */
export type OutboundFault =
  /** The address may not be called at all: another try changes nothing. */
  | 'refused'
  /** The name is not known, nobody listens, the connection broke, or the certificate is not good. */
  | 'unreachable'
  /** It took too long. */
  | 'timeout'
  /** Redirected too often. */
  | 'redirects'
  /** Whoever asked gave up. */
  | 'aborted'

/**
 * A call out that came to nothing. Its message may be shown to who gave the address: it names no address that a name
 * resolved to.
 */
export class OutboundError extends Error {
  override readonly name = 'OutboundError'
  readonly fault: OutboundFault

  constructor(fault: OutboundFault, message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.fault = fault
  }
}
