// Scales a picture to nine by eight points and returns how bright each is, 0 to 255, row by row.
async (base64) => {
  const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
  const small = { resizeWidth: 9, resizeHeight: 8, resizeQuality: "medium" };
  const drawn = new OffscreenCanvas(9, 8).getContext("2d");
  drawn.drawImage(await createImageBitmap(new Blob([bytes], { type: "image/jpeg" }), small), 0, 0);
  const { data } = drawn.getImageData(0, 0, 9, 8);
  return Array.from({ length: 72 }, (_, at) =>
    Math.round(0.299 * data[4 * at] + 0.587 * data[4 * at + 1] + 0.114 * data[4 * at + 2]));
}
