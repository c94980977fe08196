package io.camkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.camkit.http.RequestTarget.MalformedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {
    @Test
    void pathAndQueryAreDecodedOnce() throws Exception {
        var target = RequestTarget.parse("/caf%C3%A9/a+b/%2541?x=1+2&y=%26&x=3&empty");

        assertEquals(List.of("café", "a+b", "%41"), target.segments());
        assertEquals(Map.of("x", "3", "y", "&", "empty", ""), target.query());
    }

    @Test
    void anAbsoluteFormNamesItsHost() throws Exception {
        var target = RequestTarget.parse("http://cam.example:8080/health?a=b");

        assertEquals("cam.example:8080", target.authority());
        assertEquals("/health", target.path());
    }

    @Test
    void aTrailingSlashIsKept() throws Exception {
        assertEquals(List.of("pages", ""), RequestTarget.parse("/pages/").segments());
        assertEquals("/", RequestTarget.parse("/").path());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "health",
                "/..",
                "/a/../b",
                "/a/./b",
                "/%2e%2e/x",
                "/.%2e",
                "/a%2fb",
                "/a%5Cb",
                "/a\\b",
                "/a%00b",
                "/a//b",
                "/%",
                "/%4",
                "/%zz",
                "/%c3%28",
                "/a b",
                "/é",
                "/a#b",
                "/a%0ab",
                "/a%C2%9b31m",
                "/a?x=%",
                "http://",
                "http:///x",
                "ftp://h/x",
                "/%\u0661\u0661"
            })
    void whatCouldBeReadInTwoWaysIsRefused(String target) {
        assertThrows(MalformedException.class, () -> RequestTarget.parse(target));
    }

    @Test
    void moreParametersThanAnybodyNeedsAreRefused() {
        assertThrows(MalformedException.class, () -> RequestTarget.parse("/?" + "a&".repeat(64)));
    }
}
