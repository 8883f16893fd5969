package io.linkloom.standalone.command;

import io.linkloom.common.config.ConfigException;
import io.linkloom.standalone.output.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodType;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into a sentence for the user and an exit code. */
final class Failures {

    /** Exceptions whose message was written for the user, by name: naming the classes would load them at every start. */
    private static final Set<String> SENTENCES = Set.of(
            "io.linkloom.common.runtime.StartException",
            "io.linkloom.common.topic.TopicException",
            "io.linkloom.builder.store.ShardRefusedException",
            "io.linkloom.standalone.answer.AnswerException",
            FailedException.class.getName(),
            "io.linkloom.standalone.broker.BrokerException");

    private final Terminal terminal;
    private final boolean debug;

    Failures(Terminal terminal, boolean debug) {
        this.terminal = terminal;
        this.debug = debug;
    }

    /** A command that was understood failed. */
    int tell(Exception failure, CommandLine failed) {
        trace(failure);
        return switch (failure) {
            case UsageException usage -> wrongUsage(usage, failed);
            case ConfigException config -> {
                config.problems().forEach(terminal::tell);
                yield ExitCode.WRONG_USAGE;
            }
            default -> {
                terminal.tell(sentence(failure));
                yield ExitCode.FAILED;
            }
        };
    }

    private int wrongUsage(UsageException usage, CommandLine failed) {
        terminal.tell(String.valueOf(usage.getMessage()));
        hint(failed);
        return ExitCode.WRONG_USAGE;
    }

    /** Not the command but the machine or the distribution failed, such as by running out of memory. */
    int tellError(Error error) {
        trace(error);
        terminal.tell("this should not have happened: " + oneLine(error.toString()) + hintAtDebug());
        return ExitCode.FAILED;
    }

    /** A command line was not understood. */
    int tellUsage(ParameterException failure) {
        trace(failure);
        terminal.tell(sentence(failure));
        boolean suggested = UnmatchedArgumentException.printSuggestions(failure, terminal.err());
        if (!suggested) {
            hint(failure.getCommandLine());
        }
        return ExitCode.WRONG_USAGE;
    }

    private static String sentence(ParameterException failure) {
        ArgSpec argument = failure.getArgSpec();
        if (argument instanceof OptionSpec option && typeOf(option).isEnum() && failure.getValue() != null) {
            String words = Arrays.stream(typeOf(option).getEnumConstants())
                    .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            return option.longestName() + " is \"" + failure.getValue() + "\"; it takes one of " + words;
        }
        if (argument instanceof OptionSpec option && failure.getValue() != null) {
            return option.longestName() + " is \"" + failure.getValue() + "\"; it takes " + kind(option.type());
        }
        if (failure instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            return unmatched(unmatched);
        }
        if (failure instanceof MutuallyExclusiveArgsException) {
            return "these options do not go together: "
                    + lowerFirst(oneLine(String.valueOf(failure.getMessage())))
                            .replaceAll("^error: | are mutually exclusive.*$", "");
        }
        return lowerFirst(oneLine(String.valueOf(failure.getMessage())));
    }

    /** Of one of its values, where it takes several. */
    private static Class<?> typeOf(OptionSpec option) {
        return option.auxiliaryTypes()[0];
    }

    private static String unmatched(UnmatchedArgumentException failure) {
        CommandSpec command = failure.getCommandLine().getCommandSpec();
        String word = '"' + failure.getUnmatched().getFirst() + '"';
        return command.subcommands().isEmpty()
                ? word + " is one argument too many"
                : "there is no command " + word + "; " + command.qualifiedName() + " --help lists all commands";
    }

    private static String kind(Class<?> type) {
        Class<?> boxed = MethodType.methodType(type).wrap().returnType();
        if (boxed == Integer.class || boxed == Long.class) {
            return "a whole number";
        }
        return boxed == URI.class ? "a URL" : "something else";
    }

    private void hint(CommandLine command) {
        terminal.err().println("Try " + command.getCommandSpec().qualifiedName() + " --help");
    }

    private String sentence(Exception failure) {
        String message = failure.getMessage() == null ? "" : oneLine(failure.getMessage());
        if (SENTENCES.contains(failure.getClass().getName()) && !message.isEmpty()) {
            return message;
        }
        Throwable cause = failure instanceof UncheckedIOException io && io.getCause() != null ? io.getCause() : failure;
        String kind = cause instanceof IOException ? "reading or writing failed: " : "this should not have happened: ";
        return kind + oneLine(cause.toString()) + hintAtDebug();
    }

    private String hintAtDebug() {
        return debug ? "" : " (--debug shows where)";
    }

    private void trace(Throwable failure) {
        if (debug) {
            failure.printStackTrace(terminal.err());
        }
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static String lowerFirst(String text) {
        boolean word = text.length() > 1 && Character.isLowerCase(text.charAt(1));
        return word ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
    }
}
