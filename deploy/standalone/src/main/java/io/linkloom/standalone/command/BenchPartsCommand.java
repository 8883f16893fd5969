package io.linkloom.standalone.command;

import java.util.concurrent.Callable;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linkloom bench parts}. */
@Command(
        name = "parts",
        header = "Measure single parts by JMH, each beside a yardstick in the same run.",
        description = "",
        footer = {"", "Examples:", "  linkloom bench parts", "  linkloom bench parts UrlBenchmark --seconds 5"})
final class BenchPartsCommand implements Callable<Integer> {

    private static final int WARMUPS = 2;
    private static final int MEASUREMENTS = 3;

    @Parameters(
            paramLabel = "REGEX",
            arity = "0..1",
            defaultValue = "io.linkloom.*",
            description = "Which benchmarks, by class and method; all if nothing is said.")
    private String which = "";

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "2",
            description = "Length of each of five runs of a benchmark, two of them to warm up; ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the results as JMH's JSON.")
    private String json = "";

    @Override
    public Integer call() throws RunnerException {
        if (seconds < 1) {
            throw new UsageException("--seconds is at least 1");
        }
        TimeValue length = TimeValue.seconds(seconds);
        var options = new OptionsBuilder()
                .include(which)
                .forks(1)
                .warmupIterations(WARMUPS)
                .warmupTime(length)
                .measurementIterations(MEASUREMENTS)
                .measurementTime(length)
                .shouldFailOnError(true);
        if (!json.isEmpty()) {
            options.resultFormat(ResultFormatType.JSON).result(json);
        }
        if (new Runner(options.build()).run().isEmpty()) {
            throw new UsageException("no benchmark matches " + which);
        }
        return ExitCode.OK;
    }
}
