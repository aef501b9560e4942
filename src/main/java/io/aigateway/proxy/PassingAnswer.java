package io.aigateway.proxy;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.limit.TokenBill;
import io.aigateway.model.api.RawEvent;
import io.aigateway.model.api.Usage;
import io.aigateway.proxy.core.UsageReader;
import io.aigateway.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One answer on its way to the caller: bytes pass as they are, and the usage is read off them. An error passes with its status and,
 * when it is JSON, its body; none of its headers do. Source: contract section 4.6.
 */
final class PassingAnswer {
    private static final Map<String, String> JSON = Map.of("content-type", "application/json");

    private static final int TOO_MANY = 429;

    /** Bytes of an answer that make up a token, about; most of them are what is around it in a stream. */
    private static final int BYTES_PER_TOKEN = 128;

    private UsageReader reader = new UsageReader("");
    private int refusedWith;
    private long bytes;

    /** What the caller gets for an event of the provider. */
    List<RawEvent> pass(RawEvent event) {
        if (event instanceof RawEvent.Refusal refusal) {
            refusedWith = refusal.status();
            return error(refusal.status(), refusal.body());
        }
        if (event instanceof RawEvent.Piece piece) {
            reader.feed(piece.bytes());
            bytes += piece.bytes().length;
        } else if (event instanceof RawEvent.Head head) {
            reader = new UsageReader(head.headers().getOrDefault("content-type", ""));
        }
        return List.of(event);
    }

    /** To the caller a provider's error is an answer; whoever watches the provider wants to know of it. Null when there is none. */
    @Nullable
    Failure refusal() {
        Kind kind = refusedWith == TOO_MANY
                ? Kind.RATE_LIMITED
                : refusedWith >= 500 ? Kind.UPSTREAM_UNAVAILABLE : Kind.UPSTREAM_REFUSED;
        return refusedWith == 0 ? null : Failure.upstream(kind, "", refusedWith, 0);
    }

    Usage usage() {
        return reader.usage();
    }

    /** Tokens that have come, about. */
    long written() {
        return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
    }

    /** The answer is there. */
    void settle(TokenBill bill) {
        Usage usage = usage();
        if (usage.known()) {
            bill.used(tokens(usage));
        } else if (bytes == 0) {
            bill.unused(); // The provider refused.
        } else {
            bill.wrote(written());
            bill.usedUncounted();
        }
    }

    /** There is not all of the answer. What its beginning says of the output is not the last word. */
    void settle(TokenBill bill, Failure why) {
        Usage usage = usage();
        if (usage.known()) {
            bill.used(Math.max(tokens(usage), usage.inputTokens() + written()));
        } else {
            bill.wrote(written());
            bill.failed(why);
        }
    }

    private static long tokens(Usage usage) {
        return (long) usage.inputTokens() + usage.outputTokens();
    }

    private static List<RawEvent> error(int status, byte[] body) {
        return whole(status, isJson(body) ? body : Json.write(Map.of("message", text(body))));
    }

    /** An answer of the gateway's own. */
    static List<RawEvent> whole(int status, byte[] json) {
        return List.of(new RawEvent.Head(status, JSON, json.length), new RawEvent.Piece(json));
    }

    private static boolean isJson(byte[] body) {
        try {
            return !Json.read(body).isMissingNode();
        } catch (IOException e) {
            return false;
        }
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
