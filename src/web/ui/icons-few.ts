/** One drawing on the 24 grid: stroked outlines, and dots that are filled. */
export interface Drawing {
  strokes: string;
  dots?: readonly (readonly [x: number, y: number, radius: number])[];
  /** The closed part that a "filled" icon paints. */
  body?: string;
}

export const disc = 'M20.75 12a8.75 8.75 0 1 1-17.5 0 8.75 8.75 0 0 1 17.5 0z';

/** The icons that scripts of public pages draw: the build gives them these instead of all, since an object cannot be shaken. */
export const icons = {
  alert: { strokes: `${disc}M12 7.5V13`, dots: [[12, 16.2, 1.1]] },
  close: { strokes: 'M6 6l12 12M18 6 6 18' },
  plus: { strokes: 'M12 5v14M5 12h14' },
  offline: {
    strokes:
      'M3.5 3.5l17 17M3.5 10a12.5 12.5 0 0 1 4.6-2.7M11.5 6.5a12.5 12.5 0 0 1 9 3.5M6.7 13.7a8 8 0 0 1 4.1-2.2M15.5 12.2a8 8 0 0 1 1.8 1.4',
    dots: [[12, 18.5, 1.3]],
  },
} satisfies Record<string, Drawing>;
