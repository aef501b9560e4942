package io.aigateway.provider.google;

/** Why a token server gave no token; the text holds nothing that it sent but a status and OAuth's word for the error. */
final class TokenException extends RuntimeException {
    TokenException(String message) {
        super(message, null, false, false);
    }
}
