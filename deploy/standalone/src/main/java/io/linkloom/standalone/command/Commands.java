package io.linkloom.standalone.command;

import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the command objects: each sub-command gets the session and the command above it. */
final class Commands implements IFactory {

    private final Session session;
    private final LinkloomCommand root;

    Commands(Session session, LinkloomCommand root) {
        this.session = session;
        this.root = root;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 2 && constructor.getParameterTypes()[0] == Session.class) {
                return type.cast(constructor.newInstance(session, root));
            }
        }
        return CommandLine.defaultFactory().create(type);
    }
}
