package io.camkit.sink.webrtc.dtls;

import io.camkit.spi.Nullable;
import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.jcajce.util.DefaultJcaJceHelper;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.TlsDecodeResult;
import org.bouncycastle.tls.crypto.TlsEncodeResult;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;

/**
 * The cryptography of this Java, with two things that BouncyCastle 1.84 lacks. Records that cannot be decrypted are dropped, whatever is
 * wrong with them (RFC 6347, section 4.1.2.7); a short one would end the session, and anybody can send that. And encrypted handshake
 * messages that claim to be {@linkplain Fragments#MOST too long} are dropped; memory would be set aside for whatever they claim.
 */
final class BoundedCrypto extends JcaTlsCrypto {
    BoundedCrypto(SecureRandom random) {
        super(new DefaultJcaJceHelper(), random, random);
    }

    @Override
    public TlsCipher createCipher(TlsCryptoParameters parameters, int encryption, int mac) throws IOException {
        return new Bounded(super.createCipher(parameters, encryption, mac));
    }

    private record Bounded(TlsCipher cipher) implements TlsCipher {
        @Override
        public TlsDecodeResult decodeCiphertext(
                long sequence, short type, ProtocolVersion version, byte[] bytes, int offset, int length)
                throws IOException {
            TlsDecodeResult plain;
            try {
                plain = cipher.decodeCiphertext(sequence, type, version, bytes, offset, length);
            } catch (TlsFatalAlert e) {
                throw drop(e);
            }
            if (plain.contentType == ContentType.handshake
                    && !Fragments.areBounded(plain.buf, plain.off, plain.off + plain.len)) {
                throw drop(null);
            }
            return plain;
        }

        /** For this alert alone the record layer drops a record silently. */
        private static TlsFatalAlert drop(@Nullable TlsFatalAlert cause) {
            return new TlsFatalAlert(AlertDescription.bad_record_mac, cause);
        }

        @Override
        public TlsEncodeResult encodePlaintext(
                long sequence, short type, ProtocolVersion version, int header, byte[] bytes, int offset, int length)
                throws IOException {
            return cipher.encodePlaintext(sequence, type, version, header, bytes, offset, length);
        }

        @Override
        public int getCiphertextDecodeLimit(int limit) {
            return cipher.getCiphertextDecodeLimit(limit);
        }

        @Override
        public int getCiphertextEncodeLimit(int limit) {
            return cipher.getCiphertextEncodeLimit(limit);
        }

        @Override
        public int getPlaintextDecodeLimit(int limit) {
            return cipher.getPlaintextDecodeLimit(limit);
        }

        @Override
        public int getPlaintextEncodeLimit(int limit) {
            return cipher.getPlaintextEncodeLimit(limit);
        }

        @Override
        public void rekeyDecoder() throws IOException {
            cipher.rekeyDecoder();
        }

        @Override
        public void rekeyEncoder() throws IOException {
            cipher.rekeyEncoder();
        }

        @Override
        public boolean usesOpaqueRecordTypeDecode() {
            return cipher.usesOpaqueRecordTypeDecode();
        }

        @Override
        public boolean usesOpaqueRecordTypeEncode() {
            return cipher.usesOpaqueRecordTypeEncode();
        }
    }
}
