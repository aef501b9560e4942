package io.aigateway.redact;

/** What can be found in a text. */
public enum Kind {
    /** A key or token of a form that its issuer documents. */
    TOKEN("token", "Token"),
    /** A private key in PEM. */
    PRIVATE_KEY("private_key", "Key"),
    /** The password in a URL, such as a connection string. */
    URL_PASSWORD("url_password", "Password"),
    /** A literal given to something whose name says that it is secret. */
    ASSIGNMENT("assignment", "Secret"),
    /** An e-mail address. */
    EMAIL("email", "Email"),
    /** A payment card number. */
    CARD("card", "Card"),
    /** An international bank account number. */
    IBAN("iban", "Iban"),
    /** A telephone number with its country code. */
    PHONE("phone", "Phone");

    private final String key;
    private final String word;

    Kind(String key, String word) {
        this.key = key;
        this.word = word;
    }

    /** Name in settings and metrics. */
    public String key() {
        return key;
    }

    /** What stands for it in a text. */
    String word() {
        return word;
    }
}
