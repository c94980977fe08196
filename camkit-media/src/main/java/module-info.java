/** Formats in pure Java: H.264, H.265, AAC, RTP payloads, SDP, JPEG and fragmented MP4. */
module io.camkit.media {
    requires transitive io.camkit.api;

    exports io.camkit.media.aac;
    exports io.camkit.media.h264;
    exports io.camkit.media.h265;
    exports io.camkit.media.jpeg;
    exports io.camkit.media.mp4;
    exports io.camkit.media.nal;
    exports io.camkit.media.rtp;
    exports io.camkit.media.sdp;
}
