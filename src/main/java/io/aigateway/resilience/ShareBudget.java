package io.aigateway.resilience;

/**
 * Lets extra work, such as retries and hedges, be a share of the ordinary work and no more: so it never multiplies an outage. A small
 * reserve lets a quiet gateway retry too.
 */
public final class ShareBudget {
    private final double share;
    private final double reserve;
    private double saved;

    /**
     * A full budget.
     *
     * @param share   extra pieces of work for each ordinary one, from 0 to 1
     * @param reserve how much may be saved up, at least 1
     */
    public ShareBudget(double share, int reserve) {
        if (!(share >= 0 && share <= 1) || reserve < 1) {
            throw new IllegalArgumentException(
                    "share: " + share + ", reserve: " + reserve + " (expected: 0 to 1, > 0)");
        }
        this.share = share;
        this.reserve = reserve;
        this.saved = share == 0 ? 0 : reserve;
    }

    /** Ordinary work is done. */
    public synchronized void earn() {
        saved = Math.min(reserve, saved + share);
    }

    /** Asks for one piece of extra work; when it is granted it counts as done. */
    public synchronized boolean spend() {
        if (saved < 1) {
            return false;
        }
        saved -= 1;
        return true;
    }

    /** Gives back what was granted and not used. */
    public synchronized void giveBack() {
        saved = Math.min(reserve, saved + 1);
    }
}
