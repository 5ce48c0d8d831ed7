/** 2,000: in its own file, since the sentences of refusals and the formats of pages both write figures so. */
export const grouped = (whole: string | number): string => String(whole).replace(/\B(?=(\d{3})+$)/g, ',');
