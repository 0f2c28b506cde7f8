/** `lastUse` of a session in which the driver has sent nothing yet: then there is nothing to kill. */
export const neverSent = 0;
