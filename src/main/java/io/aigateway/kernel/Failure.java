package io.aigateway.kernel;

import java.util.List;

/**
 * Why a request was not served. A failure is data: it is born where the fact is known, crosses the bus as it is, and is
 * turned into a status and a body in the {@code http} room only.
 *
 * @param kind              the closed set of reasons
 * @param detail            text for the caller; holds no prompt, no generated text, no credential and no upstream body
 * @param retryAfterSeconds how long the caller should wait, in seconds; 0 when nobody said
 * @param upstreamStatus    HTTP status the provider answered with; 0 when it did not answer
 * @param problems          what is wrong with the request, for {@link Kind#INVALID}; otherwise empty
 */
public record Failure(Kind kind, String detail, long retryAfterSeconds, int upstreamStatus, List<Problem> problems) {

    public Failure {
        problems = List.copyOf(problems);
    }

    /** A failure that needs no more than its kind and a text. */
    public static Failure of(Kind kind, String detail) {
        return new Failure(kind, detail, 0, 0, List.of());
    }

    /** The request is not what the contract asks for. */
    public static Failure invalid(String detail, Problem... problems) {
        return new Failure(Kind.INVALID, detail, 0, 0, List.of(problems));
    }

    /** The provider answered with an HTTP error. */
    public static Failure upstream(Kind kind, String detail, int upstreamStatus, long retryAfterSeconds) {
        return new Failure(kind, detail, retryAfterSeconds, upstreamStatus, List.of());
    }

    /** The same failure as something that can be thrown or put into a future. */
    public FailureException asException() {
        return new FailureException(this);
    }

    /**
     * One thing that is wrong with a request.
     *
     * @param type     machine name of the rule, e.g. {@code string_too_long}
     * @param location path to the value, outermost first, e.g. {@code body, current_file, file_name}
     * @param message  what was expected, in words
     */
    public record Problem(String type, List<String> location, String message) {
        public Problem {
            location = List.copyOf(location);
        }
    }

    /** Names a failure on the wire. The codes never change and are never reused. */
    public enum Kind {
        /** The caller did not prove who it is. */
        UNAUTHENTICATED(1),
        /** The caller is known and may not do this. */
        FORBIDDEN(2),
        /** The request breaks the contract. */
        INVALID(3),
        /** What was named does not exist. */
        NOT_FOUND(4),
        /** The request is larger than a limit. */
        TOO_LARGE(5),
        /** The provider, or a policy of the gateway, asked for a pause. */
        RATE_LIMITED(6),
        /** The caller's credits are used up. */
        QUOTA_EXHAUSTED(7),
        /** The provider understood the request and refuses it; the same request will be refused again. */
        UPSTREAM_REFUSED(8),
        /** The provider cannot be reached, broke down or broke off. */
        UPSTREAM_UNAVAILABLE(9),
        /** The gateway itself has too much to do. */
        OVERLOADED(10),
        /** The deadline passed. */
        TIMED_OUT(11),
        /** Nobody waits for the answer any more. */
        CANCELLED(12),
        /** No node of the gateway offers this feature. */
        UNSERVED(13),
        /** The request names something, such as a version or a model, that it cannot get. */
        UNRESOLVED(14),
        /** The request asks for something that is switched off in this installation. */
        SWITCHED_OFF(15),
        /** A defect of the gateway. */
        INTERNAL(99);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** The number that stands for this kind between nodes. */
        public int code() {
            return code;
        }

        /** The kind with this code; {@link #INTERNAL} for a code that only a newer node knows. */
        public static Kind ofCode(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            return INTERNAL;
        }
    }
}
