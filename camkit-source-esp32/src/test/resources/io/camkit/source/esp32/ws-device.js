// A device made of the npm package `ws`: node ws-device.js PORT CAMERA TOKEN FILE.jpg...
const crypto = require('crypto');
const fs = require('fs');
const WebSocket = require('ws');

const [port, camera, token, ...files] = process.argv.slice(2);
const pictures = files.map(file => fs.readFileSync(file));
const socket = new WebSocket(`ws://127.0.0.1:${port}/ingest/${camera}`, {perMessageDeflate: true});
const say = message => socket.send(JSON.stringify(message));

function proof(nonce) {
  const secret = Buffer.from(token, 'hex');
  const key = crypto.createHash('sha256').update(secret).digest();
  const mask = crypto.createHmac('sha256', key).update(`camkit-ingest-1\n${camera}\n${nonce}`).digest();
  return mask.map((byte, i) => byte ^ secret[i]).toString('hex');
}

function sendPictures() {
  let n = 0;
  setInterval(() => {
    const picture = pictures[n++ % pictures.length];
    if (n % 2) {
      socket.send(picture);
    } else { // one message in two frames
      socket.send(picture.subarray(0, 100), {fin: false, binary: true});
      socket.send(picture.subarray(100), {fin: true, binary: true});
    }
  }, 20);
}

socket.on('message', data => {
  const message = JSON.parse(data);
  console.log(`heard ${data}`);
  if (message.type === 'challenge') say({type: 'login', proof: proof(message.nonce)});
  if (message.type === 'welcome') sendPictures();
  if (message.type === 'command') say({type: 'done', id: message.id});
});
socket.on('close', (status, reason) => {
  console.log(`closed ${status} ${reason}`);
  process.exit(0);
});
socket.on('error', error => console.log(`error ${error.message}`));
process.stdin.on('end', () => process.exit(0)).resume();
