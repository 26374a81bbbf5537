import encodeQR from 'qr';

/** A QR code as the page draws it: dark modules on a square of `size` units, with the quiet zone of ISO 18004. */
export interface QrCodeView {
  size: number;
  /** Path data of an SVG. */
  path: string;
}

/** The QR code of a text. The page draws the SVG itself: its policy allows no images made of data. */
export function qrCode(text: string): QrCodeView {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const path = rows
    .flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])))
    .join('');
  return { size: rows.length, path };
}
