const EDGE = 2000;
const MOST_BYTES = 300 * 1024;
const QUALITIES = [0.85, 0.75, 0.6, 0.45] as const;

/** The picture as a phone sends it: upright, at most 2,000 pixels and about 300 KB. What cannot be drawn goes as it is: the server decides. */
export async function made(file: File): Promise<File> {
  if (file.size <= MOST_BYTES && file.type === 'image/jpeg') return file;
  const image = await drawn(file).catch(() => null);
  if (!image) return file;
  const scale = Math.min(1, EDGE / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
  const sheet = canvas.getContext('2d');
  if (!sheet) return file;
  // JPEG knows no transparency: what was clear becomes paper.
  sheet.fillStyle = 'white';
  sheet.fillRect(0, 0, canvas.width, canvas.height);
  sheet.drawImage(image, 0, 0, canvas.width, canvas.height);
  let best: Blob | null = null;
  for (const quality of QUALITIES) {
    best = (await encoded(canvas, quality)) ?? best;
    if (best && best.size <= MOST_BYTES) break;
  }
  return best ? new File([best], `${file.name.replace(/\.\w+$/, '')}.jpg`, { type: 'image/jpeg' }) : file;
}
const encoded = (canvas: HTMLCanvasElement, quality: number) =>
  new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));

function drawn(file: File): Promise<HTMLImageElement> {
  const url = URL.createObjectURL(file);
  const image = new Image();
  return new Promise<HTMLImageElement>((resolve, reject) => {
    image.onload = () => resolve(image);
    image.onerror = reject;
    image.src = url;
  }).finally(() => URL.revokeObjectURL(url));
}
