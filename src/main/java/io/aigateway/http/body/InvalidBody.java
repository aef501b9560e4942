package io.aigateway.http.body;

import java.util.List;

/** A body that breaks the contract, with everything that is wrong with it. */
public final class InvalidBody extends RuntimeException {
    private final transient List<BodyError> errors;

    InvalidBody(List<BodyError> errors) {
        super(errors.toString(), null, false, false);
        this.errors = List.copyOf(errors);
    }

    public List<BodyError> errors() {
        return errors;
    }
}
