package io.aigateway.bench.micro;

import io.aigateway.tokens.Tokenizer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Counting the tokens of code. */
@State(Scope.Benchmark)
public class TokenizerBenchmark {
    private static final String LINE =
            "    total = sum(item.price * item.count for item in order.items)  # without tax\n";

    /** Characters. */
    @Param({"1000", "10000", "100000"})
    public int length;

    private final Tokenizer tokenizer = Tokenizer.cl100k();
    private String text = "";

    /** Makes the text. */
    @org.openjdk.jmh.annotations.Setup
    public void start() {
        text = LINE.repeat(length / LINE.length() + 1).substring(0, length);
    }

    /** All of it. */
    @Benchmark
    public int count() {
        return tokenizer.count(text);
    }
}
