package io.aigateway.bus;

/**
 * What nodes tell each other of their own accord, such as a key that one has fetched. A note may get lost and may come twice: whoever
 * hears it must do without it, too.
 *
 * @param name lower case, with a version at its end
 * @param note what is told; as every message, it may get more fields in a later release
 */
public record Topic<T extends Record>(String name, Class<T> note) {}
