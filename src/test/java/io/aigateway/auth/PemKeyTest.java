package io.aigateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.kernel.Secret;
import io.aigateway.testkit.TestKeys;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class PemKeyTest {
    private static final PrivateKey KEY = TestKeys.pair(20).getPrivate();
    private static final String PKCS8 = TestKeys.pem(KEY);

    /** Where the key of PKCS#1 begins inside that of PKCS#8, for 2048 bits. */
    private static final int PKCS8_HEAD = 26;

    private static String pkcs1() {
        byte[] encoded = KEY.getEncoded();
        byte[] inner = Arrays.copyOfRange(encoded, PKCS8_HEAD, encoded.length);
        return "-----BEGIN RSA PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(inner)
                + "\n-----END RSA PRIVATE KEY-----\n";
    }

    private static PrivateKey read(String pem) {
        return PemKey.read(new Secret(pem), "THE_SETTING");
    }

    @Test
    void readsPkcs8AndPkcs1() {
        assertThat(read(PKCS8)).isEqualTo(KEY);
        assertThat(read(pkcs1())).isEqualTo(KEY);
    }

    @Test
    void readsAKeyHoweverItsLinesAreBroken() {
        String unix = PKCS8.replace("\r", "");

        assertThat(read(unix)).isEqualTo(KEY);
        assertThat(read(unix.replace("\n", "\r\n"))).isEqualTo(KEY);
        assertThat(read(unix.replace("\n", "\\n"))).isEqualTo(KEY);
        assertThat(read(unix.replace("\n", "\\r\\n"))).isEqualTo(KEY);
        assertThat(read(unix.replace("\n", " "))).isEqualTo(KEY);
        assertThat(read("# a comment\n" + unix.strip())).isEqualTo(KEY);
    }

    @Test
    void readsKeysOfOtherSizes() {
        for (int bits : List.of(3072, 4096)) {
            PrivateKey key = TestKeys.pair(30, bits).getPrivate();
            assertThat(read(TestKeys.pem(key))).isEqualTo(key);
        }
    }

    @Test
    void refusesWhatIsNoUsableKeyWithoutShowingIt() throws NoSuchAlgorithmException {
        String encrypted = """
                -----BEGIN RSA PRIVATE KEY-----
                Proc-Type: 4,ENCRYPTED
                DEK-Info: AES-128-CBC,00

                AAAA
                -----END RSA PRIVATE KEY-----
                """;
        PrivateKey elliptic =
                KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate();

        for (String wrong : List.of(
                "s3cret",
                "-----BEGIN PRIVATE KEY-----\ns3cret\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\n!!!\n-----END PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----",
                PKCS8.replace("PRIVATE", "PUBLIC"),
                PKCS8.replace("BEGIN PRIVATE", "BEGIN ENCRYPTED PRIVATE"),
                PKCS8.substring(0, 200),
                encrypted,
                TestKeys.pem(elliptic),
                TestKeys.pem(TestKeys.pair(1, 1024).getPrivate()))) {
            assertThatThrownBy(() -> read(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasNoCause()
                    .hasMessage("THE_SETTING: *** (expected: an RSA private key of 2048 to 8192 bits in PEM, "
                            + "PKCS#1 or PKCS#8, not encrypted)");
        }
    }
}
