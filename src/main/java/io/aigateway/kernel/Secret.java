package io.aigateway.kernel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A credential. Read it where it is sent, with {@code reveal()}; printing it prints stars. */
public record Secret(String reveal) {
    /** Compares in constant time, so that a caller cannot guess its way to the value. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        reveal.getBytes(StandardCharsets.UTF_8), secret.reveal.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return reveal.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
