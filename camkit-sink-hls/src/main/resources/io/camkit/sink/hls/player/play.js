// Plays the camera's fragmented MP4: a text message names the codec, binary messages are the initialization segment and fragments.
const video = document.querySelector('video');
const status = document.querySelector('p');
const waiting = [];
let buffer = null;

function pump() {
  if (buffer && !buffer.updating && waiting.length > 0) buffer.appendBuffer(waiting.shift());
}

function begin(mime) {
  const source = new MediaSource();
  video.src = URL.createObjectURL(source);
  source.onsourceopen = () => {
    buffer = source.addSourceBuffer(mime);
    buffer.onupdateend = () => {
      stayLive();
      pump();
    };
    pump();
  };
}

// the camera's times may start anywhere, and a viewer who fell behind jumps to the newest picture
function stayLive() {
  if (video.buffered.length === 0) return;
  const newest = video.buffered.end(video.buffered.length - 1);
  if (Math.abs(newest - video.currentTime) > 1.5) video.currentTime = newest - 0.2;
}

function connect() {
  const address = new URL('../live', location);
  address.protocol = address.protocol.replace('http', 'ws');
  const socket = new WebSocket(address);
  socket.binaryType = 'arraybuffer';
  socket.onmessage = ({ data }) => {
    if (typeof data !== 'string') {
      status.textContent = '';
      waiting.push(data);
      pump();
    } else if (JSON.parse(data).mime) {
      waiting.length = 0;
      buffer = null;
      begin(JSON.parse(data).mime);
    }
  };
  socket.onclose = () => {
    explain();
    setTimeout(connect, 1000);
  };
}

// a refused WebSocket tells a page nothing; the camera's state does
async function explain() {
  const camera = location.pathname.split('/')[2];
  try {
    const { shown, streams } = await (await fetch(`/api/cameras/${camera}`)).json();
    const codec = streams[0].tracks[0]?.codec;
    const other = codec && codec !== 'H264' ? `This camera sends ${codec}; look at ../stream.mjpg` : '';
    status.textContent = streams[0].error?.what ?? (other || shown);
  } catch {
    status.textContent = 'The server does not answer';
  }
}

connect();
