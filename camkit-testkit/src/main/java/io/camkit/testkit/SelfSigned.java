package io.camkit.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate for {@code localhost} and 127.0.0.1 that vouches for itself, and its key, as PEM files. Made by the JDK's keytool, new
 * each time.
 *
 * @param certificate the certificate
 * @param certificateFile the same as PEM
 * @param keyFile its key as PKCS #8 PEM
 */
public record SelfSigned(Certificate certificate, Path certificateFile, Path keyFile) {
    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "test";
    private static final int LINE = 64;

    /**
     * Makes one.
     *
     * @param folder where the files go
     * @param algorithm {@code EC}, {@code RSA} or {@code Ed25519}
     */
    public static SelfSigned in(Path folder, String algorithm) throws IOException, GeneralSecurityException {
        Path store = folder.resolve(algorithm + ".p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                algorithm,
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString()));
        if (algorithm.equals("RSA")) {
            command.addAll(List.of("-keysize", "2048")); // the default of later Javas takes a second longer to find
        }
        try {
            Process keytool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool ended with " + keytool.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool ran", e);
        }
        return read(folder, store);
    }

    private static SelfSigned read(Path folder, Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Certificate certificate = keys.getCertificate(ALIAS);
        Key key = keys.getKey(ALIAS, PASSWORD.toCharArray());
        Path certificateFile = folder.resolve(store.getFileName() + ".cert.pem");
        Path keyFile = folder.resolve(store.getFileName() + ".key.pem");
        Files.writeString(certificateFile, pem("CERTIFICATE", certificate.getEncoded()));
        Files.writeString(keyFile, pem("PRIVATE KEY", key.getEncoded()));
        return new SelfSigned(certificate, certificateFile, keyFile);
    }

    private static String pem(String what, byte[] bytes) {
        String text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }
}
