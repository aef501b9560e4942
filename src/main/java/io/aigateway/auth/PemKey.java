package io.aigateway.auth;

import io.aigateway.kernel.Secret;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads RSA private keys from PEM: PKCS#1 ({@code BEGIN RSA PRIVATE KEY}) and PKCS#8 ({@code BEGIN PRIVATE KEY}). */
final class PemKey {
    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN (RSA )?PRIVATE KEY-----(.*?)-----END (?:RSA )?PRIVATE KEY-----", Pattern.DOTALL);

    /** Version 0 and the algorithm rsaEncryption: what PKCS#8 puts before the key of PKCS#1. Source: RFC 5208, RFC 8017. */
    private static final byte[] PKCS8_HEAD = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;

    private PemKey() {}

    /**
     * Reads a key.
     *
     * @param pem     the text; {@code \n} may stand for a line break, as in values that had to fit one line
     * @param setting name of the setting that the text comes from, for the message
     * @throws IllegalArgumentException when it is not an RSA private key of a sane size, or an encrypted one
     */
    static RSAPrivateCrtKey read(Secret pem, String setting) {
        Matcher block = BLOCK.matcher(pem.reveal().replace("\\r", "").replace("\\n", "\n"));
        if (!block.find()) {
            throw unusable(setting);
        }
        try {
            byte[] body = Base64.getDecoder().decode(block.group(2).replaceAll("\\s", ""));
            byte[] pkcs8 = block.group(1) == null ? body : toPkcs8(body);
            var key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            if (key instanceof RSAPrivateCrtKey rsa && isSane(rsa)) {
                return rsa;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // The cause is left out on purpose: it may quote what it could not read.
            throw unusable(setting);
        }
        throw unusable(setting);
    }

    static RSAPublicKey publicHalf(RSAPrivateCrtKey key) {
        try {
            var spec = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
            return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an RSA private key has a public half", e);
        }
    }

    private static boolean isSane(RSAPrivateCrtKey key) {
        int bits = key.getModulus().bitLength();
        return bits >= TrustedKey.MIN_BITS && bits <= TrustedKey.MAX_BITS;
    }

    private static IllegalArgumentException unusable(String setting) {
        return new IllegalArgumentException(setting + ": *** (expected: an RSA private key of " + TrustedKey.MIN_BITS
                + " to " + TrustedKey.MAX_BITS + " bits in PEM, PKCS#1 or PKCS#8, not encrypted)");
    }

    private static byte[] toPkcs8(byte[] pkcs1) {
        return der(SEQUENCE, PKCS8_HEAD, der(OCTET_STRING, pkcs1));
    }

    private static byte[] der(int tag, byte[]... contents) {
        var body = new ByteArrayOutputStream();
        for (byte[] content : contents) {
            body.writeBytes(content);
        }
        var element = new ByteArrayOutputStream();
        element.write(tag);
        writeLength(element, body.size());
        element.writeBytes(body.toByteArray());
        return element.toByteArray();
    }

    /** Lengths below 128 are one byte; a key is longer and below 64 KiB. */
    private static void writeLength(ByteArrayOutputStream out, int length) {
        if (length < 128) {
            out.write(length);
            return;
        }
        if (length > 0xFFFF) {
            throw new IllegalArgumentException("too long");
        }
        out.write(0x82);
        out.write(length >> 8);
        out.write(length);
    }
}
