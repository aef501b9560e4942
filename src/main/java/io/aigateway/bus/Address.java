package io.aigateway.bus;

/**
 * A named place on the bus where a question gets one answer. Addresses are constants of a feature's {@code api} package.
 *
 * @param name     {@code <feature>.<verb>.v<n>}, lower case; a breaking change of the messages is a new name
 * @param question type of what is asked; an immutable record
 * @param answer   type of what comes back; an immutable record
 */
public record Address<Q extends Record, R extends Record>(String name, Class<Q> question, Class<R> answer) {}
