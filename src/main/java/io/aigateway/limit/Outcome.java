package io.aigateway.limit;

import java.util.List;

/**
 * What became of charges: all of them stand, or none.
 *
 * @param refused   the charge that there was no room for; below zero when all of them stand
 * @param unknown   whether that is because the node that counts could not be asked
 * @param standings one for each charge, in their order
 */
record Outcome(int refused, boolean unknown, List<Standing> standings) {
    static final int NONE = -1;

    Outcome {
        standings = List.copyOf(standings);
    }

    static Outcome admitted(List<Standing> standings) {
        return new Outcome(NONE, false, standings);
    }

    static Outcome refused(int charge, List<Standing> standings) {
        return new Outcome(charge, false, standings);
    }

    boolean admitted() {
        return refused < 0;
    }
}
