package io.camkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WantTest {
    @Test
    void limitsAreAddedOneByOne() {
        Want want =
                Want.of(Codec.JPEG, Codec.H264).maxWidth(640).maxFrameRate(5).from(StreamName.SUB);

        assertEquals(new Want(List.of(Codec.JPEG, Codec.H264), 640, 0, 5, StreamName.SUB), want);
    }

    @Test
    void aCodecIsRequired() {
        assertThrows(IllegalArgumentException.class, Want::of);
    }

    @Test
    void itIsAboutPicturesUnlessOnlySoundIsAcceptable() {
        assertEquals(Codec.Kind.VIDEO, Want.of(Codec.AAC, Codec.H264).kind());
        assertEquals(Codec.Kind.AUDIO, Want.of(Codec.AAC, Codec.OPUS).kind());
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        Want any = Want.of(Codec.JPEG);
        assertThrows(IllegalArgumentException.class, () -> any.maxWidth(-1));
        assertThrows(IllegalArgumentException.class, () -> any.maxFrameRate(-1));
        assertThrows(IllegalArgumentException.class, () -> any.maxFrameRate(Double.NaN));
    }

    @Test
    void theListOfCodecsIsACopy() {
        List<Codec> codecs = new ArrayList<>(List.of(Codec.JPEG));
        Want want = new Want(codecs, 0, 0, 0, StreamName.MAIN);
        codecs.clear();

        assertEquals(List.of(Codec.JPEG), want.codecs());
    }
}
