/** What the parameters of an arrow are called where its JavaScript is printed. */
export interface JsNames {
  row: string
  /** The caller, who has `id` and `hasRole`. */
  user: string
  /** What gives the caller's id; without it the `id` of `user`. See `callerIdSource`. */
  userId?: string
  next: string
  previous: string
  now: string
}
