package io.aigateway.bus;

/** A message as it came over the wire, to be read by whoever knows its type. */
@SuppressWarnings("ArrayRecordComponent") // never compared; it is read once and dropped
record WirePayload(byte[] bytes) {}
