#!/usr/bin/python3 -IS
"""rpicam-vid without a camera: takes its options, prints what it prints, and plays a clip to its standard output.

Beside this file: `clip.h264` or `clip.mjpeg`, `behaviour` (a word, read again before each frame), and `runs`, to which each start adds a line.
"""
import argparse
import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
CAMERA = '/base/soc/i2c0mux/i2c@1/imx219@10'


def log(level, where, text):
    sys.stderr.write('[0:13:57.732391469] [%d] %5s %s %s\n' % (os.getpid(), level, where, text))


def fail(text):
    sys.stderr.write('ERROR: *** %s ***\n' % text)
    sys.exit(255)


class Options(argparse.ArgumentParser):
    def error(self, message):
        fail(message.replace('unrecognized arguments: ', "unrecognised option '") + "'")


def options():
    parser = Options(allow_abbrev=False, add_help=False)
    for flag in ('list-cameras', 'nopreview', 'inline', 'flush', 'low-latency'):
        parser.add_argument('--' + flag, action='store_true')
    for number in ('camera', 'width', 'height', 'framerate', 'intra', 'timeout', 'bitrate', 'rotation'):
        parser.add_argument('--' + number, type=int, default=0)
    for word in ('codec', 'exposure', 'awb', 'output', 'profile', 'libav-format'):
        parser.add_argument('--' + word)
    for fraction in ('brightness', 'contrast'):
        parser.add_argument('--' + fraction, type=float)
    return parser.parse_args()


def behaviour():
    with open(os.path.join(HERE, 'behaviour')) as file:
        return file.read()


def list_cameras(found):
    if not found:
        print('No cameras available!')
        return
    print('''Available cameras
-----------------
0 : imx219 [3280x2464 10-bit RGGB] (%s)
    Modes: 'SRGGB10_CSI2P' : 640x480 [206.65 fps - (1000, 752)/1280x960 crop]
                             1640x1232 [41.85 fps - (0, 0)/3280x2464 crop]
           'SRGGB8' : 640x480 [206.65 fps - (1000, 752)/1280x960 crop]

1 : imx708_wide [4608x2592] (/base/soc/i2c0mux/i2c@0/imx708@1a)
    Modes: 'SRGGB10_CSI2P' : 1536x864 [120.13 fps - (768, 432)/3072x1728 crop]
''' % CAMERA)


def refuse(how):
    """What goes wrong before there is a picture."""
    if how == 'legacy':
        sys.stderr.write('ERROR: the system appears to be configured for the legacy camera stack\n')
        sys.exit(255)
    if how == 'old_tool':
        fail("unrecognised option '--nopreview=1'")
    log('INFO', 'Camera', 'camera_manager.cpp:326 libcamera v0.5.0+59-d83ff0a4')
    if how == 'not_permitted':
        log('ERROR', 'DmaBufAllocator', 'dma_buf_allocator.cpp:116 Could not open any dma-buf provider')
        log('ERROR', 'RPI', 'vc4.cpp:215 Failed to register camera imx477 10-001a: -12')
        fail('no cameras available')
    if how == 'no_cameras':
        fail('no cameras available')
    log('INFO', 'RPI', 'vc4.cpp:447 Registered camera %s to Unicam device /dev/media3 and ISP device /dev/media0' % CAMERA)
    if how == 'in_use':
        log('INFO', 'Camera', 'camera.cpp:1033 Pipeline handler in use by another process')
        fail('failed to acquire camera ' + CAMERA)
    if how == 'no_encoder':
        fail('Unable to find an appropriate H.264 codec')
    if how == 'no_memory':
        sys.stderr.write('dmaHeap allocation failure for rpicam-apps0\n')
        fail('failed to allocate capture buffers for stream')


def times_out():
    log('WARN', 'V4L2', 'v4l2_videodevice.cpp:2007 /dev/video0[18:cap]: Dequeue timer of 1000000.00us has expired!')
    log('ERROR', 'RPI', 'pipeline_base.cpp:1374 Camera frontend has timed out!')
    log('ERROR', 'RPI', 'pipeline_base.cpp:1375 Please check that your camera sensor connector is attached securely.')
    sys.stderr.write('ERROR: Device timeout detected, attempting a restart!!!\n')
    sys.stderr.flush()


def h264_frames(clip):
    """Units between delimiters, which the camera does not write."""
    for unit in clip.split(b'\0\0\0\1\x09')[1:]:
        yield unit[1:]


def mjpeg_frames(clip):
    for picture in clip.split(b'\xff\xd9')[:-1]:
        yield picture + b'\xff\xd9'


def frames(codec):
    try:
        with open(os.path.join(HERE, 'clip.' + codec), 'rb') as file:
            return list({'h264': h264_frames, 'mjpeg': mjpeg_frames}[codec](file.read()))
    except OSError:
        fail('Unrecognised codec ' + codec)


def write(data):
    while data:
        data = data[os.write(1, data):]


def play(units, rate):
    due = time.monotonic()
    for number in range(1 << 30):
        unit = units[number % len(units)]
        how = behaviour()
        if how in ('freezes', 'times_out'):
            if how == 'times_out':
                times_out()
            while True:
                time.sleep(60)
        if how == 'dies':
            fail('failed to queue request')
        if how == 'truncates':
            write(unit[:len(unit) // 2])
            os._exit(1)
        if how == 'talks':
            sys.stderr.write('#%d (30.00 fps) exp 33251.00 ag 2.00 dg 1.00\n' % number)
            sys.stderr.flush()
        if how == 'babbles':
            unit = b'\xff\xd8 no picture at all \xff\xd9'
        write(unit)
        due += 1 / rate
        time.sleep(max(0, due - time.monotonic()))


def main():
    with open(os.path.join(HERE, 'runs'), 'a') as runs:
        runs.write('\t'.join([str(os.getpid()), ','.join(sorted(os.environ))] + sys.argv[1:]) + '\n')
    how = behaviour()
    chosen = options()
    if chosen.list_cameras:
        list_cameras(how != 'no_cameras')
        return
    refuse(how)
    if chosen.camera > 1:
        fail('selected camera is not available')
    sys.stderr.write('Mode selection for %d:%d:12:P\n    SRGGB10_CSI2P,640x480/0 - Score: 1000\n' % (chosen.width, chosen.height))
    sys.stderr.flush()
    play(frames(chosen.codec), chosen.framerate)


try:
    main()
except BrokenPipeError:
    os.abort()
