package io.camkit.http;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class RequestTargetFuzzTest {
    @FuzzTest
    void noSegmentLeadsOutOfItsFolder(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        try {
            for (String segment : RequestTarget.parse(text).segments()) {
                assertFalse(segment.equals("..") || segment.equals(".") || segment.contains("/"));
                assertFalse(segment.contains("\\") || segment.indexOf(0) >= 0);
            }
        } catch (RequestTarget.MalformedException e) {
            // most are
        }
    }
}
