import sharp from 'sharp';

const [WIDTH, HEIGHT] = [1200, 800];
const house = (x: number, y: number, w: number, h: number, wall: string, roof: string): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${wall}"/><path d="M${x - 16} ${y} L${x + w / 2} ${y - h * 0.32} L${x + w + 16} ${y} Z" fill="${roof}"/>`;
const windows = (x: number, y: number, columns: number, rows: number, color: string): string =>
  Array.from(
    { length: columns * rows },
    (_, n) => `<rect x="${x + (n % columns) * 56}" y="${y + Math.floor(n / columns) * 70}" width="30" height="40" fill="${color}"/>`,
  ).join('');
const dots = (places: readonly (readonly [number, number])[], radius: number, color: string): string =>
  places.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="${radius}" fill="${color}"/>`).join('');

/** Simple drawings without a word in them: no photo of anybody, no font needed. */
const drawings = {
  'lane-night': `<rect width="1200" height="800" fill="#23262e"/><path d="M420 800 L560 300 L640 300 L780 800 Z" fill="#3a3d44"/>
    <path d="M0 800 V120 L560 300 L420 800 Z" fill="#2d3038"/><path d="M1200 800 V120 L640 300 L780 800 Z" fill="#292c34"/>
    <g fill="#4a4236">${windows(120, 300, 3, 3, '#57503f')}${windows(930, 300, 3, 3, '#4b463c')}</g>
    <path d="M590 180 L470 620 L740 620 Z" fill="#f4d58a" opacity="0.28"/><rect x="584" y="160" width="8" height="450" fill="#11131a"/>
    <circle cx="588" cy="168" r="15" fill="#ffe9ad"/><ellipse cx="602" cy="620" rx="150" ry="34" fill="#f4d58a" opacity="0.35"/>
    <path d="M640 640 q14 -46 28 0 v66 h-28 Z" fill="#15171d"/><circle cx="654" cy="606" r="15" fill="#15171d"/>`,
  'lane-map': `<rect width="1200" height="800" fill="#f6f4f1"/><g stroke="#cfc8bf" stroke-width="44" fill="none"><path d="M0 160 H1200 M0 640 H1200 M180 0 V800 M1010 0 V800"/></g>
    <g stroke-width="14" fill="none"><path stroke="#8c1d17" d="M180 280 H520 V160 M520 280 L640 470 H1010 M330 640 V430 L180 420"/>
    <path stroke="#9a8f84" d="M640 160 V330 L800 400 V640 M520 280 H760 L860 160"/><path stroke="#d9b48f" d="M640 470 L560 640 M330 430 H520 M860 400 H1010 M420 160 V230"/></g>
    ${dots(
      [
        [330, 520],
        [520, 230],
        [700, 470],
        [800, 540],
        [255, 422],
      ],
      17,
      '#b3261e',
    )}
    <path d="M1060 0 C1130 200 1070 520 1160 800 H1200 V0 Z" fill="#c9d8e4"/>`,
  'hill-road': `<rect width="1200" height="800" fill="#eaf0f6"/><path d="M0 520 L220 240 L420 480 L640 180 L860 470 L1040 270 L1200 460 V800 H0 Z" fill="#9db0a0"/>
    <path d="M0 640 L260 430 L480 620 L760 400 L980 600 L1200 480 V800 H0 Z" fill="#6f8a76"/>
    <path d="M90 760 C260 690 230 620 420 650 S640 560 760 620 S980 500 1120 560" stroke="#f6f4f1" stroke-width="16" fill="none"/>
    ${dots(
      [
        [90, 760],
        [420, 650],
        [1120, 560],
      ],
      24,
      '#8a5a00',
    )}${dots([[760, 620]], 36, '#1e6b43')}
    <path d="M760 598 V642 M738 620 H782" stroke="#fff" stroke-width="12"/>`,
  'hill-clinic': `<rect width="1200" height="800" fill="#eef1ea"/><path d="M0 420 L260 220 L520 430 L820 190 L1200 440 V800 H0 Z" fill="#b7c4b1"/><rect y="600" width="1200" height="200" fill="#d8cdb8"/>
    ${house(360, 330, 480, 290, '#fbfaf7', '#8c4a3a')}<g>${windows(410, 380, 3, 2, '#9fb6c6')}${windows(650, 380, 3, 2, '#9fb6c6')}</g>
    <rect x="566" y="500" width="70" height="120" fill="#6b5d4e"/><circle cx="600" cy="290" r="34" fill="#fff"/><path d="M600 268 V312 M578 290 H622" stroke="#1e6b43" stroke-width="12"/>
    <path d="M170 700 h120 l22 -44 h-80 l-18 -26 h-44 Z" fill="#4f5b66"/><circle cx="192" cy="706" r="20" fill="#23262e"/><circle cx="272" cy="706" r="20" fill="#23262e"/>`,
  'market-hall': `<rect width="1200" height="800" fill="#fbf9f5"/><path d="M80 260 L600 110 L1120 260 V300 H80 Z" fill="#8c4a3a"/><rect x="100" y="300" width="1000" height="400" fill="#f1eee9" stroke="#877f76" stroke-width="6"/>
    <g fill="#6f8a76"><rect x="150" y="350" width="170" height="70"/><rect x="360" y="350" width="170" height="70"/><rect x="570" y="350" width="170" height="70"/></g>
    <g fill="#7d9bb0"><rect x="780" y="350" width="270" height="70"/></g><g fill="#c48a5a"><rect x="150" y="480" width="170" height="70"/><rect x="360" y="480" width="170" height="70"/><rect x="570" y="480" width="170" height="70"/></g>
    <g fill="#d9b48f"><rect x="780" y="480" width="130" height="70"/><rect x="930" y="480" width="120" height="70"/></g>
    ${dots(
      Array.from({ length: 9 }, (_, n) => [180 + n * 105, 640] as const),
      22,
      '#e3c36b',
    )}<rect x="1060" y="600" width="40" height="100" fill="#fbf9f5"/>`,
} as const;
export type Drawing = keyof typeof drawings;
export const isDrawing = (name: string): name is Drawing => name in drawings;

export function drawn(name: string): Promise<Buffer> {
  if (!isDrawing(name)) throw new RangeError(`no drawing ${name}`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 1200 800">${drawings[name]}</svg>`;
  return sharp(Buffer.from(svg)).png({ compressionLevel: 3 }).toBuffer();
}
