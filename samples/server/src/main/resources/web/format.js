// How values read on the page.

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

const CODECS = { H264: 'H.264', H265: 'H.265', JPEG: 'JPEG' };
const PURPOSES = { live: 'live view', mjpeg: 'MJPEG', snapshot: 'snapshots', program: 'a program' };
const DAY_MILLIS = 24 * 60 * 60 * 1000;

/** The time of day; with the date when it is longer ago than a day. */
export function time(date) {
  return Date.now() - date < DAY_MILLIS ? clock.format(date) : `${day.format(date)}, ${clock.format(date)}`;
}

/** What flows: its size, rate and codec, as far as they are known. */
export function facts(stream) {
  const track = stream.video;
  return [
    track?.width ? `${track.width}×${track.height}` : '',
    stream.framesPerSecond > 0 ? `${Math.round(stream.framesPerSecond)} fps` : '',
    track ? (CODECS[track.codec] ?? track.codec) : '',
    stream.transport,
  ].filter(Boolean);
}

/** What is made of the camera's stream: "Converted to JPEG 640×360 for MJPEG (2), snapshots · 4 % of a processor · 85 MB". */
export function derived(feed, load) {
  const [codec, ...rest] = feed.key.split(' ');
  const name = [CODECS[codec] ?? codec, ...rest].join(' ').replace(/(\d)x(\d)/, '$1×$2');
  if (feed.error) return `Not converted to ${name}: ${feed.error.what}`;
  const purposes = Object.entries(feed.purposes)
    .map(([purpose, count]) => (PURPOSES[purpose] ?? purpose) + (count > 1 ? ` (${count})` : ''));
  return [
    purposes.length > 0 ? `Converted to ${name} for ${purposes.join(', ')}` : `Converted to ${name} until a moment ago`,
    load === null ? '' : `${Math.round(load * 100)} % of a processor`,
    feed.residentBytes > 0 ? `${Math.round(feed.residentBytes / 2 ** 20)} MB` : '',
  ].filter(Boolean).join(' · ');
}

/** "4 cameras, all live", "2 of 4 cameras live". */
export function summary(total, live) {
  const noun = total === 1 ? 'camera' : 'cameras';
  if (total === 0) return '';
  if (live === total) return total === 1 ? '1 camera, live' : `${total} cameras, all live`;
  return `${live} of ${total} ${noun} live`;
}

/** What an event means to somebody who looks at the camera. */
export function sentence(event) {
  if (event.kind === 'camera-added') return 'Added';
  if (event.kind !== 'state' || event.stream === 'sub') return '';
  switch (event.to) {
    case 'RUNNING': return 'Picture is here';
    case 'BACKING_OFF': return event.error ? `No picture: ${event.error.what}` : 'No picture';
    case 'FAILED': return event.error ? `Given up: ${event.error.what}` : 'Given up';
    case 'STARTING': return 'Connecting';
    default: return '';
  }
}
