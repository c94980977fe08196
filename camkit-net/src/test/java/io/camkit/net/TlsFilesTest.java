package io.camkit.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.testkit.SelfSigned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS) // keys take long to make
class TlsFilesTest {
    @TempDir
    Path dir;

    private SelfSigned pair;

    @BeforeAll
    void aPairOfFiles(@TempDir Path folder) throws Exception {
        pair = SelfSigned.in(folder, "EC");
    }

    private static CamkitException faultOf(Path certificates, Path key) {
        return assertThrows(CamkitException.class, () -> new TlsFiles(certificates, key).serverContext());
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void aCertificateAndItsKeyMakeAServer(String algorithm) throws Exception {
        var made = SelfSigned.in(dir, algorithm);

        var context = new TlsFiles(made.certificateFile(), made.keyFile()).serverContext();

        assertTrue(context.isServer());
        assertEquals(
                List.of("http/1.1"), context.applicationProtocolNegotiator().protocols());
    }

    @Test
    void aMissingFileIsNamed() throws Exception {
        Path nothing = dir.resolve("nothing.pem");

        assertEquals("CK-2431", faultOf(nothing, pair.keyFile()).code());
        assertEquals(
                nothing.toString(), faultOf(pair.certificateFile(), nothing).where());
    }

    @Test
    void aFileThatIsFarTooLargeIsNotRead() throws Exception {
        Path large = Files.write(dir.resolve("large.pem"), new byte[1_000_000]);

        assertEquals("CK-2431", faultOf(large, pair.keyFile()).code());
    }

    @Test
    void whatIsNoCertificateIsToldSo() throws Exception {
        Path text = Files.writeString(dir.resolve("text.pem"), "hello");
        Path cut = Files.writeString(
                dir.resolve("cut.pem"), Files.readString(pair.certificateFile()).substring(0, 200));

        assertEquals("CK-2432", faultOf(text, pair.keyFile()).code());
        assertEquals("CK-2432", faultOf(cut, pair.keyFile()).code());
        assertEquals("CK-2432", faultOf(pair.keyFile(), pair.keyFile()).code());
    }

    @Test
    void aKeyInAnotherFormIsToldHowToBeConverted() throws Exception {
        Path old = Files.writeString(
                dir.resolve("old.pem"), Files.readString(pair.keyFile()).replace("PRIVATE KEY", "EC PRIVATE KEY"));

        var fault = faultOf(pair.certificateFile(), old);

        assertEquals("CK-2433", fault.code());
        assertTrue(fault.mend().contains("openssl pkcs8"));
    }

    @Test
    void theKeyOfAnotherCertificateIsNoticedBeforeTheFirstVisitor() throws Exception {
        var other = SelfSigned.in(Files.createDirectory(dir.resolve("other")), "EC");
        var rsa = SelfSigned.in(dir, "RSA");

        assertEquals("CK-2433", faultOf(pair.certificateFile(), other.keyFile()).code());
        assertEquals("CK-2433", faultOf(pair.certificateFile(), rsa.keyFile()).code());
    }
}
