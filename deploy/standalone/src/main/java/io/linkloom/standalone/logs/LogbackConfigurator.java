package io.linkloom.standalone.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Sets Logback up as {@link Logs} was told; found by Logback as a service provider. */
public final class LogbackConfigurator extends ContextAwareBase implements Configurator {

    /* One event is one line, so that a log can be grepped and shipped; a stack trace follows behind bars. */
    private static final String ONE_LINE =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0}: %replace(%msg%ex){'\\s*[\\r\\n]+\\s*', ' | '}%nopex%n";
    private static final String WITH_TRACES = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger: %msg%n";
    private static final long MAX_FILE_BYTES = 10 << 20;

    /**
     * Loggers that warn of what heals by itself or is no news here, with the least level that is let through: Kafka's controller says
     * that it starts to lead and what reached it before; its clients report every connection that ends when the broker of this
     * process stops, and two of them asking for one internal topic at once; crawler-commons reports every odd line of a robots.txt.
     */
    private static final Map<String, Level> QUIET = Map.of(
            "kafka.server.ControllerApis", Level.OFF,
            "org.apache.kafka.controller.QuorumController", Level.ERROR,
            "org.apache.kafka.clients.NetworkClient", Level.ERROR,
            "kafka.server.DefaultAutoTopicCreationManager", Level.ERROR,
            "crawlercommons", Level.ERROR);

    private static @Nullable LoggerContext configured;

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY; // the operator's own
        }
        synchronized (LogbackConfigurator.class) {
            configured = context;
            // Without a listener Logback prints its own troubles, such as a directory that cannot be written, to
            // stdout.
            // Who wanted the directory says so in a sentence.
            context.getStatusManager().add(new NopStatusListener());
            apply(Logs.target(), context);
        }
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Does it again if it was done before. */
    static synchronized void reconfigure() {
        LoggerContext context = configured;
        if (context != null) {
            context.reset();
            apply(Logs.target(), context);
        }
    }

    private static void apply(Logs.Target target, LoggerContext context) {
        Path file = target.file();
        Appender<ILoggingEvent> appender = file == null
                ? started(new ConsoleAppender<>(), context, target)
                : started(rolling(file, context), context, target);
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
        root.setLevel(target.debug() ? Level.INFO : Level.WARN);
        if (!target.debug()) {
            QUIET.forEach((name, level) -> context.getLogger(name).setLevel(level));
        }
        Level own = target.chatty() ? Level.INFO : Level.WARN;
        context.getLogger("io.linkloom").setLevel(target.debug() ? Level.DEBUG : own);
    }

    private static Appender<ILoggingEvent> started(
            OutputStreamAppender<ILoggingEvent> appender, LoggerContext context, Logs.Target target) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(target.file() == null && !target.debug() ? ONE_LINE : WITH_TRACES);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        if (appender instanceof ConsoleAppender<ILoggingEvent> console) {
            console.setTarget("System.err");
        }
        appender.start();
        return appender;
    }

    private static RollingFileAppender<ILoggingEvent> rolling(Path file, LoggerContext context) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setFile(file.toString());
        SizeBasedTriggeringPolicy<ILoggingEvent> whenLarge = new SizeBasedTriggeringPolicy<>();
        whenLarge.setContext(context);
        whenLarge.setMaxFileSize(new FileSize(MAX_FILE_BYTES));
        whenLarge.start();
        FixedWindowRollingPolicy keepOne = new FixedWindowRollingPolicy();
        keepOne.setContext(context);
        keepOne.setParent(appender);
        keepOne.setMinIndex(1);
        keepOne.setMaxIndex(1);
        keepOne.setFileNamePattern(file + ".%i");
        keepOne.start();
        appender.setTriggeringPolicy(whenLarge);
        appender.setRollingPolicy(keepOne);
        return appender;
    }
}
