package io.aigateway.codesuggestions.core;

/** Ends an answer before the first control token in it, and gives back their own form to those that were neutralised. */
final class MarkerFilter implements TextFilter {
    private final Markers markers;
    private String held = "";
    private boolean ended;

    MarkerFilter(Markers markers) {
        this.markers = markers;
    }

    @Override
    public String feed(String piece) {
        return read(held + piece, false);
    }

    @Override
    public String finish() {
        return read(held, true);
    }

    private String read(String text, boolean last) {
        held = "";
        var out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length() && !ended) {
            int broken = markers.brokenAt(text, at);
            if (broken >= 0) {
                out.append(markers.marker(broken));
                at += markers.brokenLength(broken);
            } else if (markers.isAt(text, at)) {
                ended = true;
            } else if (!last && markers.mayBeginAt(text, at)) {
                held = text.substring(at);
                break;
            } else {
                out.append(text.charAt(at++));
            }
        }
        return out.toString();
    }
}
