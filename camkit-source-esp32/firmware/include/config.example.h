// Copy this file to config.h beside it, which is never committed, and fill it in.
#pragma once

#define WIFI_NAME "my network"
#define WIFI_PASSWORD "its password"

#define SERVER_HOST "cams.example.org"
#define SERVER_PORT 8443
#define CAMERA "yard"
// `openssl rand -hex 32`; the camera's `token` in camkit.yaml
#define TOKEN "0000000000000000000000000000000000000000000000000000000000000000"

// 1 with TLS; 0 only in a network of your own, where pictures can be read on the way.
#define USE_TLS 1
// The certificate of the server, or of who signed it, in PEM form. Nothing else is believed.
#define SERVER_CERTIFICATE R"PEM(
-----BEGIN CERTIFICATE-----
...
-----END CERTIFICATE-----
)PEM"

#define FRAMES_PER_SECOND 10
// 640x480 of FRAMESIZE_VGA; the server can change it.
#define FRAME_SIZE FRAMESIZE_VGA
// 10 (best) to 63.
#define JPEG_QUALITY 12
