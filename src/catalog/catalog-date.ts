/** The day of the AWS data that the catalogue was made from. */
export const catalogDate = '2026-09-26';
