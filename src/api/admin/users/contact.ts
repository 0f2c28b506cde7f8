interface Contact {
  readonly emailAddress?: string;
  readonly mobileNumber?: string;
  readonly country?: string;
}

/** What is known of these: MongoDB's own client for Atlas sends all of them, and empty text for what it does not know. */
export function known({ mobileNumber = '', country = '' }: Contact): Contact {
  return { ...(mobileNumber !== '' && { mobileNumber }), ...(country !== '' && { country }) };
}

/** The update of a user's data: empty text takes away what may be missing, and leaves what may not. */
export function profileChange({ emailAddress = '', ...others }: Contact & Readonly<Record<string, unknown>>) {
  const fields = Object.entries(others);
  const said = fields.filter(([, text]) => text !== '');
  return {
    $set: { ...Object.fromEntries(said), ...(emailAddress !== '' && { emailAddress }) },
    $unset: Object.fromEntries(fields.filter((field) => !said.includes(field))),
  };
}
