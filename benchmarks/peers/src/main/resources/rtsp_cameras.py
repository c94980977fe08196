"""GStreamer's RTSP server with many equal H.264 cameras, which repeat one file without encoding anything.

Usage: /usr/bin/python3 rtsp_cameras.py FILE.h264 CAMERAS FRAMES_PER_SECOND
The file is Annex B with an access unit delimiter before every picture. Prints `READY port`; mounts /cam0, /cam1, ...
"""
import re
import sys
import threading
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer

DELIMITER = re.compile(b"\x00\x00\x00?\x01\x09")
LAUNCH = (
    "( appsrc name=pictures is-live=true format=time caps=video/x-h264,stream-format=byte-stream,alignment=au"
    " ! h264parse ! rtph264pay name=pay0 pt=96 config-interval=-1 )"
)


def pictures_of(path):
    with open(path, "rb") as file:
        data = file.read()
    starts = [match.start() for match in DELIMITER.finditer(data)]
    return [data[a:b] for a, b in zip(starts, starts[1:] + [len(data)])]


class Camera(GstRtspServer.RTSPMediaFactory):
    def __init__(self, pictures, frames_per_second):
        super().__init__()
        self.pictures = pictures
        self.duration = Gst.SECOND // frames_per_second
        self.set_launch(LAUNCH)
        self.set_shared(True)
        self.connect("media-configure", self.configure)

    def configure(self, _factory, media):
        over = threading.Event()
        media.connect("unprepared", lambda _media: over.set())
        source = media.get_element().get_by_name("pictures")
        threading.Thread(target=self.feed, args=(source, over), daemon=True).start()

    def feed(self, source, over):
        begin = time.monotonic()
        n = 0
        while not over.is_set():
            time.sleep(max(0.0, begin + n * self.duration / 1e9 - time.monotonic()))
            buffer = Gst.Buffer.new_wrapped(self.pictures[n % len(self.pictures)])
            buffer.pts = buffer.dts = n * self.duration
            buffer.duration = self.duration
            if source.emit("push-buffer", buffer) != Gst.FlowReturn.OK:
                return
            n += 1


def main():
    Gst.init(None)
    pictures = pictures_of(sys.argv[1])
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service("0")
    for i in range(int(sys.argv[2])):
        server.get_mount_points().add_factory(f"/cam{i}", Camera(pictures, int(sys.argv[3])))
    server.attach(None)
    print("READY", server.get_bound_port(), flush=True)
    GLib.MainLoop().run()


main()
