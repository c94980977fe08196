// Takes the pictures out of multipart/x-mixed-replace.

const decoder = new TextDecoder('latin1');
const MAX_HEADER_BYTES = 4096;
const MAX_PICTURE_BYTES = 8 << 20;

/** The browser took the stream apart already, or it is something else. */
export class NotMultipart extends Error {}

export class MultipartPictures {
  #bytes = new Uint8Array(1 << 16);
  #length = 0;

  /** Adds what arrived and returns every picture that is whole now, oldest first. */
  add(chunk) {
    this.#append(chunk);
    const pictures = [];
    let start = 0;
    for (;;) {
      const end = this.#endOfHeaders(start);
      if (end < 0) break;
      const size = contentLength(decoder.decode(this.#bytes.subarray(start, end)));
      if (end + size > this.#length) break;
      pictures.push(this.#bytes.slice(end, end + size));
      start = end + size;
    }
    this.#bytes.copyWithin(0, start, this.#length);
    this.#length -= start;
    return pictures;
  }

  #append(chunk) {
    const needed = this.#length + chunk.length;
    if (needed > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#bytes.set(chunk, this.#length);
    this.#length = needed;
  }

  /** Where the empty line after a part's headers ends; -1 when it is not there yet. */
  #endOfHeaders(start) {
    const bytes = this.#bytes;
    for (let i = start; i + 3 < this.#length; i++) {
      if (bytes[i] === 13 && bytes[i + 1] === 10 && bytes[i + 2] === 13 && bytes[i + 3] === 10) {
        // a part may end with a line break of its own before the next boundary
        if (i > start) return i + 4;
      }
      if (i - start > MAX_HEADER_BYTES) throw new NotMultipart('a part has no end of headers');
    }
    return -1;
  }
}

function contentLength(headers) {
  const size = Number(/^content-length:\s*(\d+)\s*$/im.exec(headers)?.[1]);
  if (!(size > 0 && size <= MAX_PICTURE_BYTES)) throw new NotMultipart('a part without a usable Content-Length');
  return size;
}
