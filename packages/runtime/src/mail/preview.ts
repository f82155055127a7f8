import type { AnyTemplate, Mail, MailContent, MailValues } from './mail-template.ts'

/** A template as it looks, or why it cannot be shown. */
export type MailPreview =
  | { readonly mail: Mail; readonly problem?: never }
  | { readonly mail?: never; readonly problem: string }

const to = 'ann@example.com'

/**
 * Writes a template with its `preview`, or with the names of what it asks for where it has none: `Hello name`. What
 * needs more than words, a list or a number, needs a `preview`.
 */
export async function previewOf(
  name: string,
  template: AnyTemplate,
  app: string,
): Promise<MailPreview> {
  const values = template.preview === undefined ? namesFor({ app, to }) : template.preview
  const write = template as (values: MailValues) => MailContent | Promise<MailContent>
  try {
    const content = await write(
      template.preview === undefined ? (values as MailValues) : { ...(values as object), app, to },
    )
    return { mail: { ...content, to } }
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return { problem: `It needs values to be shown with, as ${name}.preview: ${said}` }
  }
}

function namesFor(known: MailValues): object {
  return new Proxy(known, {
    get: (target, name) =>
      Reflect.get(target, name) ?? (typeof name === 'string' ? name : undefined),
  })
}
