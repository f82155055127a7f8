/** Why a message whose process died is tried again, or is not. */
export const processEnded = 'The process that ran it ended'

/**
 * The same where that happened at two tries on end: it may be what ends processes. It runs beside no other of its kind from
 * now on, so that the innocent ones that were held with it get through.
 */
export const processEndedAgain = 'The process that ran it ended, more than once'
