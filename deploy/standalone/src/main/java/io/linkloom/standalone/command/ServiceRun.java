package io.linkloom.standalone.command;

import io.linkloom.common.config.Config;
import io.linkloom.common.runtime.Time;
import io.linkloom.standalone.logs.Logs;
import io.linkloom.standalone.process.ServiceSettings;
import io.linkloom.standalone.process.StopSignal;
import io.linkloom.standalone.service.Service;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Runs a service until it is told to stop. */
final class ServiceRun {

    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private ServiceRun() {}

    static int of(Service.Kind kind, ConfigOptions options, Session session, LinkloomCommand root)
            throws InterruptedException {
        Logs.toStderr(root.isDebug());
        Config config = options.load(ServiceSettings.ALL, session.environment(), List.of());
        String name = kind.name().toLowerCase(Locale.ROOT);
        try (StopSignal stop = StopSignal.ofProcess(PATIENCE);
                Service service = Service.start(kind, config, Time.system())) {
            session.terminal().tell(name + " is up; it answers at " + service.address());
            String failure = service.await(stop);
            if (failure != null) {
                throw new FailedException("the " + name + " ends because it cannot go on: " + failure);
            }
            session.terminal().tell(name + " stops: " + service.stop());
            return ExitCode.OK;
        }
    }
}
