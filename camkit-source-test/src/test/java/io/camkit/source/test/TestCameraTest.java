package io.camkit.source.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.spi.SourceAddress;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestCameraTest {
    @Test
    void theBuilderAndTheAddressMeanTheSameCamera() {
        assertEquals(
                TestCamera.clock().codec(Codec.H264).size(640, 360),
                parsed("test:clock?width=640&height=360&fps=25&codec=h264"));
        assertEquals(
                TestCamera.clock().size(320, 240).frameRate(7),
                parsed("TEST:clock?fps=7&height=240&width=320&codec=jpeg"));
    }

    @Test
    void anAddressWithoutParametersIsTheStandardCamera() {
        assertEquals(TestCamera.clock(), parsed("test:clock"));
    }

    @Test
    void whatACameraDescribesIsItsAddress() {
        TestCamera camera = TestCamera.clock().size(1920, 1080).frameRate(60);
        assertEquals(camera, parsed(camera.describe()));
    }

    @ParameterizedTest
    @CsvSource({"62,48", "64,46", "1922,1080", "1920,1082", "641,360", "640,361", "0,0", "-64,48"})
    void aSizeOutOfRangeOrOddIsRefused(int width, int height) {
        assertRefused("CK-2301", () -> TestCamera.clock().size(width, height));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 61})
    void aRateOutOfRangeIsRefused(int frameRate) {
        assertRefused("CK-2302", () -> TestCamera.clock().frameRate(frameRate));
    }

    @Test
    void anotherCodecIsRefused() {
        assertRefused("CK-2303", () -> TestCamera.clock().codec(Codec.H265));
        assertRefused("CK-2303", () -> parsed("test:clock?codec=vp9"));
    }

    @Test
    void h264IsRefusedWhereThereIsNoClip() {
        assertRefused("CK-2304", () -> TestCamera.clock().codec(Codec.H264).size(320, 240));
        assertRefused("CK-2304", () -> TestCamera.clock().codec(Codec.H264).frameRate(30));
        assertRefused("CK-2304", () -> parsed("test:clock?codec=h264&fps=30"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"test:bars", "test://clock", "test:clock/2"})
    void anotherPictureIsRefused(String address) {
        assertRefused("CK-2305", () -> parsed(address));
    }

    @Test
    void anUnknownParameterIsRefused() {
        assertRefused("CK-2306", () -> parsed("test:clock?with=640"));
    }

    @Test
    void aNumberThatIsNoneIsRefused() {
        assertRefused("CK-2307", () -> parsed("test:clock?width=wide"));
    }

    private static TestCamera parsed(String address) {
        return (TestCamera) new TestSourceProvider().parse(SourceAddress.parse(address, Optional.empty()));
    }

    private static void assertRefused(String code, Supplier<TestCamera> camera) {
        CamkitException refusal = assertThrows(CamkitException.class, camera::get);
        assertEquals(code, refusal.code());
        assertEquals(CamkitException.Retry.GIVE_UP, refusal.retry());
    }
}
