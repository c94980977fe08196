// Plays the camera's fragmented MP4: a text message names the codec, binary messages are the initialization segment and fragments.
const video = document.querySelector('video');
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
  const socket = new WebSocket(`ws${location.protocol.slice(4)}//${location.host}/cameras/door/live`);
  socket.binaryType = 'arraybuffer';
  socket.onmessage = ({ data }) => {
    if (typeof data !== 'string') {
      waiting.push(data);
      pump();
    } else if (JSON.parse(data).mime) {
      waiting.length = 0;
      buffer = null;
      begin(JSON.parse(data).mime);
    }
  };
  socket.onclose = () => setTimeout(connect, 1000);
}

connect();
