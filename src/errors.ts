/** Something the user can put right: a wrong option, an unreadable configuration. Ends the run with exit code 2. */
export class UserError extends Error {
  constructor(
    message: string,
    /** How to mend it, in one sentence. */
    readonly hint: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'UserError';
  }
}
