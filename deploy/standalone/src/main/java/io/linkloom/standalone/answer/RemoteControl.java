package io.linkloom.standalone.answer;

import io.linkloom.builder.api.ControlRequestJson;
import io.linkloom.builder.api.ControlsJson;
import java.net.URI;

/** Says it to a process over its HTTP API. */
public final class RemoteControl implements ControlAccess {

    private static final String PATH = "/api/v1/control";

    private final RemoteApi api;

    /** Says it to the API whose URLs begin with {@code api}. */
    public RemoteControl(URI api) {
        this.api = new RemoteApi(api);
    }

    @Override
    public ControlsJson list() {
        return api.get(PATH, ControlsJson.class);
    }

    @Override
    public ControlsJson perform(ControlRequestJson request) {
        return api.post(PATH, request, ControlsJson.class);
    }

    @Override
    public void close() {
        api.close();
    }
}
