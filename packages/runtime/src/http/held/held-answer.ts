/** A whole answer, not sent yet. */
export interface HeldAnswer {
  readonly status: number
  /** What the handler set; what every answer carries is added when it is sent. */
  readonly headers: { readonly [name: string]: string }
  /** Null where there is none. */
  readonly body: string | null
}
