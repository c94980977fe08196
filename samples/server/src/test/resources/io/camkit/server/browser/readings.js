// Runs before the page's own scripts and notes every picture that a camera's tile shows: when, which element, and the frame number in it.
// It reads the page from outside; the page knows nothing of it.

(() => {
  const COLUMNS = 16;
  const CELL_WIDTH = 10;
  const CELL_HEIGHT = 8;
  const LEAST_CONTRAST = 64;
  const NONE = -1;

  const notes = [];
  const beats = [];
  const waiting = new Set();
  const draw = CanvasRenderingContext2D.prototype.drawImage;
  const band = document.createElement('canvas');
  band.width = COLUMNS * CELL_WIDTH;
  band.height = 2 * CELL_HEIGHT;
  const context = band.getContext('2d', { alpha: false, willReadFrequently: true });
  let elements = 0;

  /** The number in the lowest two fifteenths of a picture, as io.camkit.source.test.Barcode reads it; -1 when there is none. */
  function barcode(picture, width, height) {
    draw.call(context, picture, 0, (height * 13) / 15, width, (height * 2) / 15, 0, 0, band.width, band.height);
    const pixels = context.getImageData(0, 0, band.width, band.height).data;
    const cells = [];
    for (let cell = 0; cell < 2 * COLUMNS; cell++) cells.push(brightness(pixels, cell));
    const darkest = Math.min(...cells);
    const brightest = Math.max(...cells);
    if (brightest - darkest < LEAST_CONTRAST) return NONE;
    const bits = cells.map((value) => (2 * value > darkest + brightest ? 1 : 0));
    const number = value(bits.slice(0, 24));
    return crc(number) === value(bits.slice(24)) ? number : NONE;
  }

  /** The mean of the middle of a cell. */
  function brightness(pixels, cell) {
    const left = (cell % COLUMNS) * CELL_WIDTH;
    const top = Math.floor(cell / COLUMNS) * CELL_HEIGHT;
    let sum = 0;
    for (let y = top + 2; y < top + CELL_HEIGHT - 2; y++) {
      for (let x = left + 3; x < left + CELL_WIDTH - 3; x++) {
        const at = 4 * (y * COLUMNS * CELL_WIDTH + x);
        sum += pixels[at] + pixels[at + 1] + pixels[at + 2];
      }
    }
    return sum / (3 * (CELL_HEIGHT - 4) * (CELL_WIDTH - 6));
  }

  function value(bits) {
    return bits.reduce((sum, bit) => 2 * sum + bit, 0);
  }

  function crc(number) {
    let sum = 0xff;
    for (const byte of [number >> 16, (number >> 8) & 0xff, number & 0xff]) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit++) sum = ((sum << 1) ^ (sum & 0x80 ? 0x07 : 0)) & 0xff;
    }
    return sum ^ 0xff;
  }

  function note(element, number, frame) {
    element.readingsId ??= ++elements;
    const at = performance.now();
    const dropped = frame ? element.getVideoPlaybackQuality().droppedVideoFrames : 0;
    // the page puts a canvas in its place only after it drew the first picture
    queueMicrotask(() => {
      const camera = element.closest('[data-camera]')?.dataset.camera ?? '';
      const reading = [element.readingsId, at, number, frame?.mediaTime ?? 0, frame?.presentedFrames ?? 0, dropped];
      notes.push({ camera, at, number, reading });
      waiting.forEach((check) => check());
    });
  }

  function watch(video) {
    const shown = (now, frame) => {
      note(video, barcode(video, video.videoWidth, video.videoHeight), frame);
      video.requestVideoFrameCallback(shown);
    };
    video.requestVideoFrameCallback(shown);
  }

  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (node instanceof HTMLVideoElement && !node.readingsWatched) {
          node.readingsWatched = true;
          watch(node);
        }
      }
    }
  }).observe(document, { childList: true, subtree: true });

  CanvasRenderingContext2D.prototype.drawImage = function drawImage(...what) {
    draw.apply(this, what);
    note(this.canvas, barcode(this.canvas, this.canvas.width, this.canvas.height));
  };

  requestAnimationFrame(function beat(now) {
    beats.push(now);
    requestAnimationFrame(beat);
  });

  globalThis.readings = {
    of: (camera, after) => notes.filter((one) => one.camera === camera && one.at > after).map((one) => one.reading),

    /** The longest time that the page was not painted, and so could not show what came. */
    longestPause: (after) => {
      const since = beats.filter((at) => at > after).concat(performance.now());
      return since.reduce((longest, at, i) => Math.max(longest, at - (since[i - 1] ?? after)), 0);
    },

    /** Resolves with the first readable picture of this camera after this moment. */
    first: (camera, after) => new Promise((resolve) => {
      const check = () => {
        const found = notes.find((one) => one.camera === camera && one.at > after && one.number !== NONE);
        if (found) {
          waiting.delete(check);
          resolve(found.reading);
        }
      };
      waiting.add(check);
      check();
    }),
  };
})();
