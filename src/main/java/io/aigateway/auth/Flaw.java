package io.aigateway.auth;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is wrong with a token. The caller is told only that it is refused; the log tells an administrator why. */
enum Flaw {
    TOO_LARGE,
    MALFORMED,
    ALGORITHM,
    AUDIENCE,
    EXPIRED,
    NOT_YET_VALID,
    SUBJECT_OR_ID,
    ISSUER,
    UNKNOWN_KEY,
    SIGNATURE;

    private static final Logger log = LoggerFactory.getLogger(Flaw.class);

    FailureException asException() {
        log.debug("token refused [flaw: {}]", this);
        return Failure.of(Kind.UNAUTHENTICATED, "Forbidden by auth provider").asException();
    }
}
