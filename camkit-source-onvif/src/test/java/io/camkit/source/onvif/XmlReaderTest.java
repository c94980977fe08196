package io.camkit.source.onvif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlReaderTest {
    private static Element read(String xml) throws XmlReader.Unreadable {
        return XmlReader.read(xml.getBytes(StandardCharsets.UTF_8));
    }

    private static String refusal(String xml) {
        return String.valueOf(
                assertThrows(XmlReader.Unreadable.class, () -> read(xml)).getMessage());
    }

    @Test
    void namesAreLocalAndTextIsStripped() throws Exception {
        Element root = read(
                "<?xml version=\"1.0\"?><!-- x --><a:r xmlns:a='u' a:t='1'><a:b> x &amp; <![CDATA[<y>]]>\n</a:b><b/></a:r>");

        assertEquals("r", root.name());
        assertEquals("1", root.attribute("t"));
        assertEquals("x & <y>", root.text("b"));
        assertEquals(2, root.all("b").size());
        assertEquals("", root.text("c", "d"));
        assertEquals("", root.attribute("none"));
    }

    @Test
    void aNameInAnotherEncodingCostsOnlyItsCharacters() throws Exception {
        byte[] latin = "\n<?xml version=\"1.0\"?><r>T\u00fcr</r>".getBytes(StandardCharsets.ISO_8859_1);

        assertEquals("T\ufffdr", XmlReader.read(latin).text());
        assertEquals(
                "x",
                read("\ufeff<?xml version=\"1.0\" encoding=\"utf-8\"?><r>x</r>").text());
    }

    @Test
    void laughsAreNotExpanded() {
        StringBuilder xml = new StringBuilder("<!DOCTYPE r [<!ENTITY a0 \"lol\">");
        for (int i = 1; i < 30; i++) {
            xml.append("<!ENTITY a")
                    .append(i)
                    .append(" \"")
                    .append(("&a" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }

        assertEquals("it has a DTD or an entity", refusal(xml + "]><r>&a29;</r>"));
    }

    @Test
    void nothingOutsideIsRead(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "s3cret");

        String why = refusal("<!DOCTYPE r [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><r>&x;</r>");

        assertEquals("it has a DTD or an entity", why);
    }

    @Test
    void whatTheJdkHasNoMessageForIsRefusedToo() {
        assertEquals("it is no well-formed XML", refusal("<!DOCTYPE a [\u0001]><a/>"));
    }

    @Test
    void depthAndNumberOfElementsAreLimited() throws Exception {
        assertEquals(
                "r", read("<r>" + "<a>".repeat(31) + "</a>".repeat(31) + "</r>").name());
        assertTrue(
                refusal("<r>" + "<a>".repeat(32) + "</a>".repeat(32) + "</r>").contains("deeper than 32"));
        assertTrue(refusal("<r>" + "<a/>".repeat(10_000) + "</r>").contains("10000"));
        assertTrue(refusal("<r>" + " ".repeat(XmlReader.MAX_BYTES) + "</r>").contains("512 KiB"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "<r>",
                "<r><a></r>",
                "not xml",
                "<r>&nbsp;</r>",
                "<a:r/>",
                "<r a='1' a='2'/>",
                "<r>\u0000</r>"
            })
    void whatIsNotWellFormedIsRefused(String xml) {
        assertTrue(refusal(xml).startsWith("it "), () -> refusal(xml));
    }

    @Test
    void everyTruncationIsRefused() throws Exception {
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a:r xmlns:a='u'><a:b c='d'>x</a:b></a:r>";
        for (int length = 0; length < xml.length(); length++) {
            refusal(xml.substring(0, length));
        }
        read(xml);
    }
}
