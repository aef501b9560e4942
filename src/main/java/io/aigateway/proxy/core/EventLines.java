package io.aigateway.proxy.core;

/** Finds the data in server-sent events as they go by, in pieces cut anywhere. Lines end with LF, CR LF or CR. */
final class EventLines {
    private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

    /** Takes the data of events. */
    interface Listener {
        void data(byte[] bytes, int from, int to);

        void endOfEvent();
    }

    private final Listener listener;
    private int matched;
    private boolean other;
    private boolean afterCarriageReturn;

    EventLines(Listener listener) {
        this.listener = listener;
    }

    void feed(byte[] bytes) {
        int i = 0;
        while (i < bytes.length) {
            byte b = bytes[i];
            if (b == '\n' || b == '\r') {
                endLine(b);
                i++;
            } else if (other) {
                i = endOfLine(bytes, i);
            } else if (matched == DATA.length) {
                int end = endOfLine(bytes, i);
                listener.data(bytes, i, end);
                i = end;
            } else {
                match(b);
                i++;
            }
        }
    }

    private void match(byte b) {
        afterCarriageReturn = false;
        if (b == DATA[matched]) {
            matched++;
        } else {
            other = true;
        }
    }

    private void endLine(byte b) {
        boolean secondHalf = b == '\n' && afterCarriageReturn;
        boolean empty = matched == 0 && !other;
        if (empty && !secondHalf) {
            listener.endOfEvent();
        }
        afterCarriageReturn = b == '\r';
        matched = 0;
        other = false;
    }

    private static int endOfLine(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
        }
        return end;
    }
}
