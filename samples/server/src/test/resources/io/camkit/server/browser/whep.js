// A viewer by WHEP, written as somebody would who has nothing but the draft and a browser.

globalThis.whep = {
  /** Connection and element of each camera that is watched. */
  watched: new Map(),

  async watch(camera, { audio = false, query = '' } = {}) {
    const opened = performance.now();
    const connection = new RTCPeerConnection();
    const video = document.createElement('video');
    Object.assign(video, { muted: true, autoplay: true, playsInline: true });
    document.body.append(video);
    const stream = new MediaStream();
    video.srcObject = stream;
    connection.ontrack = ({ track }) => stream.addTrack(track);
    connection.addTransceiver('video', { direction: 'recvonly' });
    if (audio) connection.addTransceiver('audio', { direction: 'recvonly' });
    await connection.setLocalDescription();
    await new Promise((done) => {
      connection.onicegatheringstatechange = () => connection.iceGatheringState === 'complete' && done();
      setTimeout(done, 500);
    });
    const response = await fetch(`/cameras/${camera}/whep${query}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/sdp' },
      body: connection.localDescription.sdp,
    });
    const answer = await response.text();
    if (response.status !== 201) throw new Error(`${response.status}: ${answer}`);
    const answered = performance.now();
    const shown = new Promise((done) => video.requestVideoFrameCallback(() => done(performance.now())));
    await connection.setRemoteDescription({ type: 'answer', sdp: answer });
    await video.play();
    this.watched.set(camera, { connection, video });
    return { answerMillis: answered - opened, firstFrameMillis: (await shown) - answered };
  },

  /** The strongest frequency in the sound of the last second, in hertz. */
  async tone(camera) {
    const [track] = this.watched.get(camera).video.srcObject.getAudioTracks();
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 8192;
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    await context.resume();
    await new Promise((done) => { setTimeout(done, 1000); });
    const levels = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(levels);
    return levels.indexOf(Math.max(...levels)) * context.sampleRate / analyser.fftSize;
  },

  /** What the browser says of the video it receives. */
  async video(camera) {
    let found = null;
    (await this.watched.get(camera).connection.getStats()).forEach((entry) => {
      if (entry.type === 'inbound-rtp' && entry.kind === 'video') found = { ...entry };
    });
    return found;
  },

  /** The same of what arrives within some seconds. */
  async during(camera, seconds) {
    const before = await this.video(camera);
    await new Promise((done) => { setTimeout(done, seconds * 1000); });
    const after = await this.video(camera);
    const difference = (name) => after[name] - before[name];
    return {
      millis: after.timestamp - before.timestamp,
      received: difference('framesReceived'),
      decoded: difference('framesDecoded'),
      dropped: difference('framesDropped'),
      freezes: difference('freezeCount'),
      frozenSeconds: difference('totalFreezesDuration'),
      packetsLost: difference('packetsLost'),
      bufferedMillis: 1000 * difference('jitterBufferDelay') / difference('jitterBufferEmittedCount'),
      width: after.frameWidth,
    };
  },
};
