/** Says that a connection is gone, or never was: whether its last statement happened is not known. */
export class LostConnection extends Error {
  override readonly name = 'LostConnection'
  /** The class of SQLSTATE codes for this: the table of refusals knows it. */
  readonly code = '08006'
}
