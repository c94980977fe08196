package io.camkit.source.mjpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTypeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "multipart/x-mixed-replace;boundary=cam | multipart/x-mixed-replace | cam",
                "Multipart/X-Mixed-Replace; Boundary=\"--my cam\" | multipart/x-mixed-replace | --my cam",
                "multipart/x-mixed-replace; charset=x; boundary = ipcam ; a=b | multipart/x-mixed-replace | ipcam",
                "multipart/x-mixed-replace; boundary=\"open | multipart/x-mixed-replace | open",
                "multipart/x-mixed-replace | multipart/x-mixed-replace | ''",
                "multipart/x-mixed-replace; boundary= | multipart/x-mixed-replace | ''",
                "image/jpeg | image/jpeg | ''",
                "'' | '' | ''",
            })
    void readsTypeAndBoundary(String field, String type, String boundary) {
        assertEquals(new ContentType(type, boundary), ContentType.parse(field));
    }
}
