/** A statement was ended because it looked at more rows than it may, or for too long. A refusal names what to change. */
export class TooManyRows extends Error {
  override readonly name = 'TooManyRows'
  /** How many of the rows it looked at were among those it sought. */
  readonly matches: number

  constructor(matches: number) {
    super('The statement looks at too many rows')
    this.matches = matches
  }
}
