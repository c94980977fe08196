package io.camkit.sink.webrtc.sdp;

/** Offers as browsers write them, shortened to what matters. */
public final class Offers {
    static final String FINGERPRINT = "sha-256 " + "AB:".repeat(31) + "AB";

    private static final String SESSION = """
            v=0
            o=- 4611731400430051336 2 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=group:BUNDLE 0 1
            a=extmap-allow-mixed
            a=msid-semantic: WMS
            """;
    private static final String TRANSPORT = """
            c=IN IP4 0.0.0.0
            a=rtcp:9 IN IP4 0.0.0.0
            a=ice-ufrag:4ZcD
            a=ice-pwd:2/1muCWoOi3uLifh0NuRHlig
            a=ice-options:trickle
            a=fingerprint:%s
            a=setup:actpass
            a=rtcp-mux
            a=rtcp-rsize
            """.formatted(FINGERPRINT);
    static final String VIDEO = "m=video 9 UDP/TLS/RTP/SAVPF 96 97 102 103 104 105 106 107\n" + TRANSPORT + """
                    a=mid:0
                    a=recvonly
                    a=rtpmap:96 VP8/90000
                    a=rtpmap:97 rtx/90000
                    a=fmtp:97 apt=96
                    a=rtpmap:102 H264/90000
                    a=rtcp-fb:102 nack
                    a=rtcp-fb:102 nack pli
                    a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42001f
                    a=rtpmap:103 rtx/90000
                    a=fmtp:103 apt=102
                    a=rtpmap:104 H264/90000
                    a=fmtp:104 level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f
                    a=rtpmap:105 H264/90000
                    a=fmtp:105 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f
                    a=rtpmap:106 H264/90000
                    a=fmtp:106 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=4d001f
                    a=rtpmap:107 rtx/90000
                    a=fmtp:107 apt=106
                    a=candidate:1 1 udp 2122260223 b8d0a2f1-1a6e-4a52-8c12-6b2c34a3e3a1.local 51472 typ host
                    """;
    static final String AUDIO = "m=audio 9 UDP/TLS/RTP/SAVPF 111 0 8\n" + TRANSPORT + """
                    a=mid:1
                    a=recvonly
                    a=rtpmap:111 opus/48000/2
                    a=fmtp:111 minptime=10;useinbandfec=1
                    a=rtpmap:0 PCMU/8000
                    a=rtpmap:8 PCMA/8000
                    """;

    private Offers() {}

    /** Video in H.264 and sound, to be received. */
    public static String text() {
        return SESSION + VIDEO + AUDIO;
    }

    static Offer parse(String text) {
        return Offer.parse(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
