package io.aigateway.testkit;

import io.aigateway.fakeupstream.Act;
import io.aigateway.fakeupstream.Act.Ending;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.TreeSet;

/** What a server does to give one {@link Reply}: its head, its body in pieces and with waits, its ending. */
final class ReplyActs implements Iterator<Act> {
    private final Reply reply;
    private final Deque<Act> acts = new ArrayDeque<>();

    ReplyActs(Reply reply) {
        this.reply = reply;
        if (reply.ending() != Reply.Ending.NEVER) {
            acts.add(new Act.Head(reply.status(), reply.headers(), isWhole() ? reply.body().length : -1));
            acts.add(new Act.Drip(reply.pieceBytes(), reply.pause()));
        }
        addBody();
    }

    @Override
    public boolean hasNext() {
        return !acts.isEmpty();
    }

    @Override
    public Act next() {
        Act act = acts.poll();
        if (act == null) {
            throw new NoSuchElementException("the reply is over");
        }
        if (acts.isEmpty() && reply.ending() == Reply.Ending.AGAIN) {
            addBody();
        }
        return act;
    }

    /** Whether it is written at once, with its length in its head. */
    private boolean isWhole() {
        return reply.ending() == Reply.Ending.END
                && reply.gates().isEmpty()
                && reply.pieceBytes() >= reply.body().length;
    }

    private void addBody() {
        var stops = new TreeSet<>(reply.gates().keySet());
        stops.add(reply.endOffset());
        stops.tailSet(reply.endOffset(), false).clear();
        int from = 0;
        for (int to : stops) {
            acts.add(new Act.Write(Buffer.buffer(reply.body()).slice(from, to)));
            Gate gate = reply.gates().get(to);
            if (gate != null) {
                acts.add(new Act.Wait(gate::whenOpen));
            }
            from = to;
        }
        switch (reply.ending()) {
            case END -> acts.add(new Act.Finish(Ending.END));
            case CUT -> acts.add(new Act.Finish(Ending.CUT));
            case STALL, NEVER -> acts.add(new Act.Finish(Ending.STALL));
            case AGAIN -> {}
        }
    }
}
