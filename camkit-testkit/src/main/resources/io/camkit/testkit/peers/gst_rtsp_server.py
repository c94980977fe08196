"""An RTSP camera made of GStreamer's gst-rtsp-server and clips.

Serves a clip, and a second one of sound if there is one, at /cam0 ... /cam<n-1>, looped, with time stamps that go on. Says
"READY <port>" when it listens. Reads commands from standard input, one a line, and answers "OK <command>": stop-video, resume-video.
Says "KEY" when somebody asks for a key frame, which then comes next, and "HEARD <bytes>" of what comes for the loudspeaker. Ends when
standard input does.
"""
import argparse
import sys
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import Gio, GLib, Gst, GstRtsp, GstRtspServer

TICK_MILLIS = 5
ROLE = "viewer"
APPSRC = "appsrc name=lane%d is-live=true format=time max-bytes=8000000 caps=%s ! %s %s pt=%d"
# what makes the server say in its description that it takes requests for key frames
FEEDBACK = ' ! capssetter join=true caps="application/x-rtp,rtcp-fb-nack-pli=(boolean)true" ! identity'
LOUDSPEAKER = (
    '( capsfilter name=depay_backchannel caps="application/x-rtp,media=audio,payload=0,clock-rate=8000,encoding-name=PCMU"'
    " ! rtppcmudepay ! appsink name=loudspeaker emit-signals=true sync=false async=false )"
)
PROTOCOLS = {"tcp": GstRtsp.RTSPLowerTrans.TCP, "udp": GstRtsp.RTSPLowerTrans.UDP}


def h264_key(data, header):
    kind = data[header] & 31
    return kind in (1, 5), kind in (6, 7, 8, 9), data[header + 1 : header + 2]


def h265_key(data, header):
    kind = data[header] >> 1 & 63
    return kind < 32, kind in (32, 33, 34, 35, 39), data[header + 2 : header + 3]


def access_units(data, look):
    """The clip's access units (ITU-T H.264, 7.4.1.2.3; H.265, 7.4.2.4.4): one ends where what comes first in the next begins."""
    starts = []
    at = data.find(b"\x00\x00\x01")
    while at >= 0:
        starts.append((at - 1 if at > 0 and data[at - 1] == 0 else at, at + 3))
        at = data.find(b"\x00\x00\x01", at + 3)
    units, begin, has_slice = [], 0, False
    for start, header in starts:
        is_slice, comes_first, payload = look(data, header)
        if has_slice and (comes_first or (is_slice and payload and payload[0] & 0x80)):
            units.append(data[begin:start])
            begin, has_slice = start, False
        has_slice = has_slice or is_slice
    units.append(data[begin:])
    return units


def jpegs(data):
    """FFmpeg writes no end marker inside a picture."""
    return [part + b"\xff\xd9" for part in data.split(b"\xff\xd9") if part]


def adts_frames(data):
    frames, at = [], 0
    while at + 7 <= len(data):
        length = (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5
        frames.append(data[at : at + length])
        at += length
    return frames


def ogg_packets(data):
    """The packets of an Ogg file (RFC 3533) without the two headers of Opus."""
    packets, at, packet = [], 0, b""
    while at + 27 <= len(data):
        lacing = data[at + 27 : at + 27 + data[at + 26]]
        at += 27 + len(lacing)
        for length in lacing:
            packet += data[at : at + length]
            at += length
            if length < 255:
                packets.append(packet)
                packet = b""
    return packets[2:]


def g711(data):
    return [data[at : at + 160] for at in range(0, len(data) - 159, 160)]


class Lane:
    """One codec: how a clip falls into frames, how long one lasts, what makes packets of them."""

    def __init__(self, cut, nanos, caps, payloader, payload_type):
        self.cut, self.nanos, self.caps, self.payloader, self.payload_type = cut, nanos, caps, payloader, payload_type
        self.frames = []

    def load(self, clip):
        with open(clip, "rb") as file:
            self.frames = self.cut(file.read())

    def element(self, index, feedback):
        pay = "name=pay%d" % index
        source = APPSRC % (index, self.caps, self.payloader, "" if feedback else pay, self.payload_type)
        return source + FEEDBACK + " " + pay if feedback else source

    def key_from(self, n):
        """The first key frame from this one on; H.264 alone."""
        return next((i for i in range(n, n + len(self.frames)) if self.is_key(self.frames[i % len(self.frames)])), n)

    @staticmethod
    def is_key(frame):
        return any(frame[at + 3] & 31 == 5 for at in range(len(frame) - 3) if frame[at : at + 3] == b"\x00\x00\x01")


def lane(codec, rate):
    frame = Gst.SECOND // rate
    stream = ",stream-format=byte-stream,alignment=au"
    return {
        "h264": lambda: Lane(lambda d: access_units(d, h264_key), frame, "video/x-h264" + stream,
                             "h264parse config-interval=-1 ! rtph264pay config-interval=-1", 96),
        "h265": lambda: Lane(lambda d: access_units(d, h265_key), frame, "video/x-h265" + stream,
                             "h265parse config-interval=-1 ! rtph265pay config-interval=-1", 96),
        "jpeg": lambda: Lane(jpegs, frame, "image/jpeg,framerate=%d/1" % rate, "jpegparse ! rtpjpegpay", 26),
        "aac": lambda: Lane(adts_frames, 1024 * Gst.SECOND // 48000,
                            "audio/mpeg,mpegversion=4,stream-format=adts,rate=48000,channels=1", "aacparse ! rtpmp4gpay", 97),
        "opus": lambda: Lane(ogg_packets, Gst.SECOND // 50,
                             "audio/x-opus,rate=48000,channels=1,channel-mapping-family=0", "rtpopuspay", 98),
        "pcma": lambda: Lane(g711, Gst.SECOND // 50, "audio/x-alaw,rate=8000,channels=1", "rtppcmapay", 8),
        "pcmu": lambda: Lane(g711, Gst.SECOND // 50, "audio/x-mulaw,rate=8000,channels=1", "rtppcmupay", 0),
    }[codec]()


class Video:
    """Whether video is sent. Frames that fall due meanwhile are left out, so that a gap follows and no burst."""

    def __init__(self):
        self.stopped = False


class Camera(GstRtspServer.RTSPOnvifMediaFactory):
    def __init__(self, lanes, chosen, video):
        super().__init__()
        self.lanes, self.video = lanes, video
        elements = [lane.element(i, chosen.feedback) for i, lane in enumerate(lanes)]
        self.set_launch("( " + " ".join(elements) + " )")
        self.set_media_gtype(GstRtspServer.RTSPOnvifMedia)
        self.set_shared(not chosen.protocol)  # who is refused comes again at once, while what is shared is still being ended
        if chosen.feedback:
            self.set_profiles(GstRtsp.RTSPProfile.AVPF)
        if chosen.loudspeaker:
            self.set_backchannel_launch(LOUDSPEAKER)
        if chosen.protocol:
            self.set_protocols(PROTOCOLS[chosen.protocol])
        self.connect("media-configure", self.on_media)

    def on_media(self, _factory, media):
        begun = time.monotonic()
        element = media.get_element()
        sources = [element.get_by_name("lane%d" % i) for i in range(len(self.lanes))]
        sent = [0] * len(self.lanes)
        skipped = [0] * len(self.lanes)
        if element.get_by_name("loudspeaker"):
            element.get_by_name("loudspeaker").connect("new-sample", self.on_sound)

        def on_event(_pad, info):
            structure = info.get_event().get_structure()
            if structure and structure.get_name() == "GstForceKeyUnit":
                print("KEY", flush=True)
                skipped[0] = self.lanes[0].key_from(sent[0] + skipped[0]) - sent[0]
            return Gst.PadProbeReturn.OK

        sources[0].get_static_pad("src").add_probe(Gst.PadProbeType.EVENT_UPSTREAM, on_event)

        def feed():
            elapsed = int((time.monotonic() - begun) * Gst.SECOND)
            for i, lane in enumerate(self.lanes):
                while sent[i] * lane.nanos <= elapsed:
                    if not self.video.stopped:
                        self.push(sources[i], lane, sent[i], skipped[i])
                    sent[i] += 1
            return True

        timer = GLib.timeout_add(TICK_MILLIS, feed)
        media.connect("unprepared", lambda _media: GLib.source_remove(timer))

    @staticmethod
    def on_sound(loudspeaker):
        print("HEARD %d" % loudspeaker.emit("pull-sample").get_buffer().get_size(), flush=True)
        return Gst.FlowReturn.OK

    @staticmethod
    def push(source, lane, n, skipped):
        frame = Gst.Buffer.new_wrapped(lane.frames[(n + skipped) % len(lane.frames)])
        frame.pts = frame.dts = n * lane.nanos
        frame.duration = lane.nanos
        source.emit("push-buffer", frame)


def protect(server, scheme, user, password, certificate, key):
    """Asks everybody for this password, over TLS if there is a certificate; returns what a mount needs so that who has it is let in."""
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", ROLE)
    auth = GstRtspServer.RTSPAuth()
    if certificate:
        auth.set_tls_certificate(Gio.TlsCertificate.new_from_files(certificate, key))
    if scheme == "none":
        auth.set_default_token(token)
    elif scheme == "basic":
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.BASIC)
        auth.add_basic(GstRtspServer.RTSPAuth.make_basic(user, password), token)
    else:
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
        auth.add_digest(user, password, token)
    server.set_auth(auth)
    permissions = GstRtspServer.RTSPPermissions()
    permissions.add_permission_for_role(ROLE, "media.factory.access", True)
    permissions.add_permission_for_role(ROLE, "media.factory.construct", True)
    return permissions


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--clip", required=True)
    options.add_argument("--codec", choices=("h264", "h265", "jpeg", "aac", "opus", "pcma", "pcmu"), default="h264")
    options.add_argument("--sound")
    options.add_argument("--sound-codec", choices=("aac", "opus", "pcma", "pcmu"), default="aac")
    options.add_argument("--protocol", choices=("tcp", "udp"))
    options.add_argument("--port", default="0")
    options.add_argument("--fps", type=int, default=25)
    options.add_argument("--cameras", type=int, default=1)
    options.add_argument("--auth", choices=("none", "basic", "digest"), default="none")
    options.add_argument("--user", default="")
    options.add_argument("--password", default="")
    options.add_argument("--certificate", default="")
    options.add_argument("--key", default="")
    options.add_argument("--feedback", action="store_true")
    options.add_argument("--loudspeaker", action="store_true")
    chosen = options.parse_args()

    Gst.init(None)
    lanes = [lane(chosen.codec, chosen.fps)]
    lanes[0].load(chosen.clip)
    if chosen.sound:
        lanes.append(lane(chosen.sound_codec, chosen.fps))
        lanes[1].load(chosen.sound)
    server = GstRtspServer.RTSPOnvifServer()
    server.set_address("127.0.0.1")
    server.set_service(chosen.port)
    permissions = None
    if chosen.auth != "none" or chosen.certificate:
        permissions = protect(server, chosen.auth, chosen.user, chosen.password, chosen.certificate, chosen.key)
    video = Video()
    for i in range(chosen.cameras):
        camera = Camera(lanes, chosen, video)
        if permissions:
            camera.set_permissions(permissions)
        server.get_mount_points().add_factory("/cam%d" % i, camera)
    if not server.attach(None):
        sys.exit("port %s cannot be bound" % chosen.port)

    loop = GLib.MainLoop()

    def on_command(channel, _condition):
        line = channel.readline()
        if not line:
            loop.quit()
            return False
        command = line.strip()
        video.stopped = command == "stop-video"
        print("OK " + command, flush=True)
        return True

    def sweep():
        server.get_session_pool().cleanup()
        return True

    GLib.io_add_watch(GLib.IOChannel.unix_new(sys.stdin.fileno()), GLib.IOCondition.IN | GLib.IOCondition.HUP, on_command)
    GLib.timeout_add_seconds(5, sweep)
    print("READY %d" % server.get_bound_port(), flush=True)
    loop.run()


main()
