package io.aigateway.bus;

/**
 * A named place on the bus where a question gets any number of events and then one result.
 *
 * @param name     {@code <feature>.<verb>.v<n>}, lower case; a breaking change of the messages is a new name
 * @param question type of what is asked; an immutable record
 * @param event    type of the events; a record, or a sealed interface of records
 * @param result   type of what ends the stream; an immutable record
 */
public record StreamAddress<Q extends Record, E, R extends Record>(
        String name, Class<Q> question, Class<E> event, Class<R> result) {}
