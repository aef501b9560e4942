package io.aigateway.auth;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a token must say, whoever signed it. Source: contract section 7.4, column "replacement".
 *
 * <p>Stricter than the original, which lets a token pass that has no {@code aud} or no {@code exp}: such a token would be good
 * for every service of its issuer, or for ever. The checks are done here and not in vertx-auth-jwt because that one reads the
 * system clock, refuses an {@code iat} in the future, throws on an {@code exp} that is no number, and takes a token without
 * {@code exp}.
 */
final class ClaimRules {
    /** How far the clocks of issuer and gateway may be apart. */
    static final Duration LEEWAY = Duration.ofSeconds(60);

    private final String serviceName;
    private final Clock clock;

    ClaimRules(String serviceName, Clock clock) {
        this.serviceName = serviceName;
        this.clock = clock;
    }

    /** The first rule that the claims break; null when they keep all of them. */
    @Nullable
    Flaw flawOf(JsonNode claims) {
        double now = clock.millis() / 1000.0;
        if (!isTextOrAbsent(claims, "sub") || !isTextOrAbsent(claims, "jti")) {
            return Flaw.SUBJECT_OR_ID;
        }
        if (!isTextOrAbsent(claims, "iss")) {
            return Flaw.ISSUER;
        }
        if (!isForUs(claims.path("aud"))) {
            return Flaw.AUDIENCE;
        }
        // Written so that NaN, which a claim that is no number yields, refuses the token.
        if (!(seconds(claims.path("exp")) + LEEWAY.toSeconds() > now)) {
            return Flaw.EXPIRED;
        }
        if (claims.has("nbf") && !(seconds(claims.get("nbf")) - LEEWAY.toSeconds() <= now)) {
            return Flaw.NOT_YET_VALID;
        }
        return null;
    }

    /** How long the token is good for, without leeway; zero when it is past. At most {@code limit}. */
    Duration lifeOf(JsonNode claims, Duration limit) {
        double leftMillis = seconds(claims.path("exp")) * 1000 - clock.millis();
        return Duration.ofMillis((long) Math.max(0, Math.min((double) limit.toMillis(), leftMillis)));
    }

    private boolean isForUs(JsonNode audience) {
        if (audience.isTextual()) {
            return audience.textValue().equals(serviceName);
        }
        for (JsonNode name : audience) {
            if (audience.isArray() && name.isTextual() && name.textValue().equals(serviceName)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTextOrAbsent(JsonNode claims, String name) {
        return !claims.has(name) || claims.get(name).isTextual();
    }

    /** A NumericDate; NaN when it is not one. */
    private static double seconds(JsonNode claim) {
        return claim.isNumber() && Double.isFinite(claim.doubleValue()) ? claim.doubleValue() : Double.NaN;
    }
}
