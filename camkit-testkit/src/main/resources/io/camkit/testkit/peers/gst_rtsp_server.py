"""An RTSP camera made of GStreamer's gst-rtsp-server and an H.264 clip.

Serves the clip at /cam0 ... /cam<n-1>, looped, with time stamps that go on. Says "READY <port>" when it listens. Reads commands from
standard input, one a line, and answers "OK <command>": stop-video, resume-video. Ends when standard input does.
"""
import argparse
import sys
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer

TICK_MILLIS = 5
ROLE = "viewer"
PIPELINE = (
    "( appsrc name=clip is-live=true format=time max-bytes=8000000"
    " caps=video/x-h264,stream-format=byte-stream,alignment=au"
    " ! h264parse config-interval=-1 ! rtph264pay name=pay0 pt=96 config-interval=-1 )"
)


def nal_units(data):
    """(type, first payload byte, start, end) of each NAL unit; start includes its start code."""
    starts = []
    at = data.find(b"\x00\x00\x01")
    while at >= 0:
        starts.append((at - 1 if at > 0 and data[at - 1] == 0 else at, at + 3))
        at = data.find(b"\x00\x00\x01", at + 3)
    for i, (start, header) in enumerate(starts):
        end = starts[i + 1][0] if i + 1 < len(starts) else len(data)
        yield data[header] & 31, data[header + 1] if header + 1 < len(data) else 0, start, end


def access_units(data):
    """The clip's access units (ITU-T H.264, 7.4.1.2.3): one ends where what comes first in the next begins."""
    units, begin, has_slice = [], 0, False
    for kind, first, start, _ in nal_units(data):
        slice_of_new_picture = kind in (1, 5) and first & 0x80
        if has_slice and (kind in (6, 7, 8, 9) or slice_of_new_picture):
            units.append(data[begin:start])
            begin, has_slice = start, False
        has_slice = has_slice or kind in (1, 5)
    units.append(data[begin:])
    return units


class Video:
    """Whether video is sent. Frames that fall due meanwhile are left out, so that a gap follows and no burst."""

    def __init__(self):
        self.stopped = False


class Camera(GstRtspServer.RTSPMediaFactory):
    def __init__(self, units, rate, video):
        super().__init__()
        self.units, self.rate, self.video = units, rate, video
        self.set_launch(PIPELINE)
        self.set_shared(True)
        self.connect("media-configure", self.on_media)

    def on_media(self, _factory, media):
        source = media.get_element().get_by_name("clip")
        begun = time.monotonic()
        sent = {"frames": 0}
        timer = GLib.timeout_add(TICK_MILLIS, lambda: self.feed(source, begun, sent))
        media.connect("unprepared", lambda _media: GLib.source_remove(timer))

    def feed(self, source, begun, sent):
        due = int((time.monotonic() - begun) * self.rate) + 1
        while sent["frames"] < due:
            n = sent["frames"]
            sent["frames"] += 1
            if not self.video.stopped:
                frame = Gst.Buffer.new_wrapped(self.units[n % len(self.units)])
                frame.pts = frame.dts = n * Gst.SECOND // self.rate
                frame.duration = Gst.SECOND // self.rate
                source.emit("push-buffer", frame)
        return True


def protect(server, scheme, user, password):
    """Asks everybody for this password; returns what a mount needs so that who has it is let in."""
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", ROLE)
    auth = GstRtspServer.RTSPAuth()
    if scheme == "basic":
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
    options.add_argument("--port", default="0")
    options.add_argument("--fps", type=int, default=25)
    options.add_argument("--cameras", type=int, default=1)
    options.add_argument("--auth", choices=("none", "basic", "digest"), default="none")
    options.add_argument("--user", default="")
    options.add_argument("--password", default="")
    chosen = options.parse_args()

    Gst.init(None)
    with open(chosen.clip, "rb") as clip:
        units = access_units(clip.read())
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(chosen.port)
    permissions = None
    if chosen.auth != "none":
        permissions = protect(server, chosen.auth, chosen.user, chosen.password)
    video = Video()
    for i in range(chosen.cameras):
        camera = Camera(units, chosen.fps, video)
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
