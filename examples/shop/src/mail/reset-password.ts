import { html, type LinkMail, type MailTemplate } from '@cambium/runtime/mail'

/** Lets somebody who forgot their password choose another. */
export const resetPassword: MailTemplate<LinkMail> = ({ app, link, minutes }) => ({
  subject: `A new password for ${app}`,
  text: `Choose a new password here:

${link}

The link is good for ${minutes} minutes. If you did not ask for it, do nothing.
`,
  html: html`
    <p>Choose a new password here:</p>
    <p><a href="${link}">Choose a new password</a></p>
    <p>The link is good for ${minutes} minutes. If you did not ask for it, do nothing.</p>
  `,
})
