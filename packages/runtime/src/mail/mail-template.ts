/** What a mail says, in both forms. */
export interface MailContent {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** A mail on its way. */
export interface Mail extends MailContent {
  readonly to: string
  /** What it is known by when it is sent again: `<...@shop.example.com>`. */
  readonly messageId?: string | undefined
}

/** What every template is handed. */
export interface MailValues {
  /** The name of the application. */
  readonly app: string
  /** The address it is sent to. */
  readonly to: string
}

/** A mail that is about a link. */
export interface LinkMail {
  readonly link: string
  /** How long it is good. */
  readonly minutes: number
}

/** A mail that brings a code. */
export interface CodeMail {
  readonly code: string
  /** How long it is good. */
  readonly minutes: number
}

/** A mail that asks somebody to join an organisation. */
export interface InvitationMail extends LinkMail {
  readonly organisation: string
  /** Who asks. */
  readonly inviter: string
}

/** Writes one mail: a plain function of what it is about. */
export interface MailTemplate<Values> {
  (values: MailValues & Values): MailContent | Promise<MailContent>
  /** What it is shown with in the development inbox; names of the values stand in for them unless told. */
  preview?: Values
}

/** What a template is made of beside what every template is handed. */
export type DataOf<Template> = Template extends (values: infer Values) => unknown
  ? Omit<Values, keyof MailValues>
  : never

/** A template whose values are not known here. */
export interface AnyTemplate {
  (values: never): MailContent | Promise<MailContent>
  readonly preview?: unknown
}

/** The templates of an application by their names. */
export interface MailTemplates {
  readonly [name: string]: AnyTemplate
}
