package io.aigateway.settings;

import java.time.Duration;
import java.util.List;

/**
 * How patient calls to providers are, and how much of them there may be.
 *
 * @param firstByte          longest wait for the head of a streamed answer
 * @param firstToken         longest wait from there to its first token
 * @param betweenTokens      longest wait from one token to the next
 * @param total              longest call
 * @param retries            how often a call that failed is repeated at the same place
 * @param retryShare         repeated calls for each ordinary one, at most
 * @param maxConcurrent      calls of one provider that may be under way at once
 * @param adaptive           whether that limit follows what the provider can do
 * @param maxWaiting         calls that may wait for their turn
 * @param maxWait            longest wait for it
 * @param breakerFailures    failures after which a target is left alone
 * @param breakerPause       how long
 * @param hedgeShare         calls that are asked a second time because the first is slow, for each ordinary one, at most
 */
public record CallSettings(
        Duration firstByte,
        Duration firstToken,
        Duration betweenTokens,
        Duration total,
        int retries,
        double retryShare,
        int maxConcurrent,
        boolean adaptive,
        int maxWaiting,
        Duration maxWait,
        int breakerFailures,
        Duration breakerPause,
        double hedgeShare) {

    static final Setting<Duration> FIRST_BYTE = Kinds.seconds(
            "AIGW_PROVIDERS__FIRST_BYTE_TIMEOUT", "60", "Longest wait for a provider to begin a streamed answer.");
    static final Setting<Duration> FIRST_TOKEN =
            Kinds.seconds("AIGW_PROVIDERS__FIRST_TOKEN_TIMEOUT", "60", "Longest wait from there to its first token.");
    static final Setting<Duration> BETWEEN_TOKENS = Kinds.seconds(
            "AIGW_PROVIDERS__TOKEN_TIMEOUT", "60", "Longest wait from one token of a streamed answer to the next.");
    static final Setting<Duration> TOTAL =
            Kinds.seconds("AIGW_PROVIDERS__TOTAL_TIMEOUT", "600", "Longest call of a provider as a whole.");
    static final Setting<Integer> RETRIES = Kinds.whole(
            "AIGW_PROVIDERS__RETRIES",
            2,
            0,
            10,
            "How often a call is repeated that failed before its first token, where there is no other target to ask.");
    static final Setting<Double> RETRY_SHARE = Kinds.share(
            "AIGW_PROVIDERS__RETRY_SHARE",
            "0.1",
            "Repeated calls for each ordinary one, at most: retries never multiply an outage.");
    static final Setting<Integer> MAX_CONCURRENT = Kinds.whole(
            "AIGW_PROVIDERS__MAX_CONCURRENT",
            1024,
            1,
            1_000_000,
            "Calls of one provider that may be under way at once.");
    static final Setting<Boolean> ADAPTIVE = Kinds.flag(
            "AIGW_PROVIDERS__ADAPTIVE_LIMIT",
            false,
            "Let that limit follow what the provider can do: it shrinks when answers begin later than usual.");
    static final Setting<Integer> MAX_WAITING = Kinds.whole(
            "AIGW_PROVIDERS__MAX_WAITING", 256, 0, 100_000, "Calls of one provider that may wait for their turn.");
    static final Setting<Duration> MAX_WAIT =
            Kinds.seconds("AIGW_PROVIDERS__MAX_WAIT", "2", "Longest wait for a turn; then the caller is sent away.");
    static final Setting<Integer> BREAKER_FAILURES = Kinds.whole(
            "AIGW_PROVIDERS__BREAKER_FAILURES",
            20,
            1,
            1_000_000,
            "Failures within ten seconds after which a target is left alone, when they are at least half of its calls.");
    static final Setting<Duration> BREAKER_PAUSE = Kinds.seconds(
            "AIGW_PROVIDERS__BREAKER_PAUSE", "5", "How long it is left alone before one call tries it again.");
    static final Setting<Double> HEDGE_SHARE = Kinds.share(
            "AIGW_PROVIDERS__HEDGE_SHARE",
            "0.05",
            "Calls of models with hedge: true that are asked a second time because the first is slow, for each ordinary one, at most.");
    static final List<Setting<?>> ALL = List.of(
            FIRST_BYTE,
            FIRST_TOKEN,
            BETWEEN_TOKENS,
            TOTAL,
            RETRIES,
            RETRY_SHARE,
            MAX_CONCURRENT,
            ADAPTIVE,
            MAX_WAITING,
            MAX_WAIT,
            BREAKER_FAILURES,
            BREAKER_PAUSE,
            HEDGE_SHARE);

    static CallSettings from(Environment environment) {
        return new CallSettings(
                environment.read(FIRST_BYTE),
                environment.read(FIRST_TOKEN),
                environment.read(BETWEEN_TOKENS),
                environment.read(TOTAL),
                environment.read(RETRIES),
                environment.read(RETRY_SHARE),
                environment.read(MAX_CONCURRENT),
                environment.read(ADAPTIVE),
                environment.read(MAX_WAITING),
                environment.read(MAX_WAIT),
                environment.read(BREAKER_FAILURES),
                environment.read(BREAKER_PAUSE),
                environment.read(HEDGE_SHARE));
    }
}
