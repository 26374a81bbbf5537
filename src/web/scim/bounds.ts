/** A body of a request at most, 1 MB. */
export const MAX_BODY_BYTES = 1024 * 1024;
/** Operations of a bulk request at most. */
export const MAX_BULK_OPERATIONS = 100;
