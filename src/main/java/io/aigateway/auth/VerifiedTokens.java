package io.aigateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Remembers whom a token was proved to be, for a short time. Tokens are not kept, only their SHA-256. What was proved with keys
 * that have been replaced since is forgotten, so that a withdrawn key stops working at once.
 */
final class VerifiedTokens {
    static final Duration MAX_LIFE = Duration.ofMinutes(5);
    static final int MAX_ENTRIES = 10_000;

    /** Asking the security providers for one takes about as long as a digest. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(VerifiedTokens::sha256);

    private final Cache<String, Entry> entries;

    private record Entry(Identity identity, KeyRing.Proof proof, Duration life) {}

    VerifiedTokens(Clock clock) {
        this.entries = Caffeine.newBuilder()
                .maximumSize(MAX_ENTRIES)
                .expireAfter(Expiry.<String, Entry>writing((fingerprint, entry) -> entry.life()))
                .ticker(() -> clock.millis() * 1_000_000)
                .executor(Runnable::run)
                .build();
    }

    /** What stands for the token in here. */
    static String fingerprint(String token) {
        byte[] digest = SHA_256.get().digest(token.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whom the token was proved to be; null when it has to be proved, again or for the first time. */
    @Nullable
    Identity find(String fingerprint) {
        Entry entry = entries.getIfPresent(fingerprint);
        return entry != null && entry.proof().holds() ? entry.identity() : null;
    }

    /** Remembers for {@code life}, at most {@link #MAX_LIFE}. */
    void keep(String fingerprint, Identity identity, KeyRing.Proof proof, Duration life) {
        if (!life.isZero()) {
            entries.put(fingerprint, new Entry(identity, proof, life));
        }
    }
}
