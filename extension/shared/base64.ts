const PORTION = 0x8000;

export function base64Of(bytes: Uint8Array): string {
  let binary = "";
  for (let start = 0; start < bytes.length; start += PORTION) {
    binary += String.fromCharCode(...bytes.subarray(start, start + PORTION));
  }
  return btoa(binary);
}
