package io.linkloom.standalone.answer;

import io.linkloom.builder.api.BacklinksJson;
import io.linkloom.builder.api.SummaryJson;
import io.linkloom.builder.api.WhyJson;
import io.linkloom.builder.query.BacklinksQuestion;
import io.linkloom.builder.query.Position;
import io.linkloom.builder.query.Target;
import io.linkloom.common.url.WebUrl;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Asks a process over its HTTP API. */
public final class RemoteAnswers implements Answers {

    private final RemoteApi api;

    /** Asks the API whose URLs begin with {@code api}, such as {@code http://127.0.0.1:8080}. */
    public RemoteAnswers(URI api) {
        this.api = new RemoteApi(api);
    }

    @Override
    public BacklinksJson backlinks(BacklinksQuestion question) {
        Target target = question.target();
        Position after = question.after();
        String query = "?target=" + URLEncoder.encode(target.text(), StandardCharsets.UTF_8)
                + "&scope=" + target.scope().label()
                + "&external=" + question.external().label()
                + "&state=" + question.state().label()
                + "&resolve=" + question.resolve().label()
                + "&limit=" + question.limit()
                + "&explain=" + question.explain()
                + (after == null ? "" : "&cursor=" + after.text());
        return api.get("/api/v1/backlinks" + query, BacklinksJson.class);
    }

    @Override
    public SummaryJson summary(Target target) {
        String query = "?target=" + URLEncoder.encode(target.text(), StandardCharsets.UTF_8) + "&scope="
                + target.scope().label();
        return api.get("/api/v1/summary" + query, SummaryJson.class);
    }

    @Override
    public WhyJson why(WebUrl url) {
        return api.get("/api/v1/why?url=" + URLEncoder.encode(url.text(), StandardCharsets.UTF_8), WhyJson.class);
    }

    @Override
    public StatusJson status() {
        return api.get("/api/v1/status", StatusJson.class);
    }

    @Override
    public void close() {
        api.close();
    }
}
