package io.aigateway.limit;

/**
 * What a request takes from one counter.
 *
 * @param counter   name of the counter
 * @param measure   what is counted
 * @param limit     the most that may stand there
 * @param amount    what is added; 0 asks whether there is room for anything
 * @param ownerLost what happens while the node that counts cannot be asked
 */
record Charge(String counter, Measure measure, long limit, long amount, OwnerLost ownerLost) {}
