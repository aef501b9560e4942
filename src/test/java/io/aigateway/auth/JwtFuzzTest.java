package io.aigateway.auth;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.aigateway.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The reader of tokens and of key sets: whatever comes is a token, no token, or refused. */
public class JwtFuzzTest {
    @FuzzTest(maxDuration = "5m")
    public void reads(byte[] data) {
        Jwt.parse(new String(data, StandardCharsets.ISO_8859_1));
        parts(data);
        try {
            Json.readUnambiguous(data);
        } catch (IOException refused) {
            // As it should be.
        }
    }

    /** The bytes as header and claims, cut at the first zero, so that a fuzzer need not find out about Base64. */
    private static void parts(byte[] data) {
        int cut = 0;
        while (cut < data.length && data[cut] != 0) {
            cut++;
        }
        var coder = Base64.getUrlEncoder().withoutPadding();
        String header = coder.encodeToString(java.util.Arrays.copyOf(data, cut));
        String claims =
                coder.encodeToString(java.util.Arrays.copyOfRange(data, Math.min(cut + 1, data.length), data.length));
        Jwt jwt = Jwt.parse(header + "." + claims + ".AA");
        // Short claims can stand in any word.
        if (jwt != null && claims.length() > 16 && jwt.toString().contains(claims)) {
            throw new AssertionError("a token prints its claims");
        }
    }
}
