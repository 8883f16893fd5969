package io.linkloom.standalone.answer;

import io.linkloom.builder.api.BacklinksJson;
import io.linkloom.builder.api.ErrorJson;
import io.linkloom.builder.api.Json;
import io.linkloom.builder.api.SummaryJson;
import io.linkloom.builder.api.WhyJson;
import io.linkloom.builder.query.BacklinksQuestion;
import io.linkloom.builder.query.Position;
import io.linkloom.builder.query.Target;
import io.linkloom.common.url.WebUrl;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a process over its HTTP API. */
public final class RemoteAnswers implements Answers {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);

    private final URI api;
    private final HttpClient client;

    /** Asks the API whose URLs begin with {@code api}, such as {@code http://127.0.0.1:8080}. */
    public RemoteAnswers(URI api) {
        this.api = api;
        this.client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_WITHIN)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
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
        return get("/api/v1/backlinks" + query, BacklinksJson.class);
    }

    @Override
    public SummaryJson summary(Target target) {
        String query = "?target=" + URLEncoder.encode(target.text(), StandardCharsets.UTF_8) + "&scope="
                + target.scope().label();
        return get("/api/v1/summary" + query, SummaryJson.class);
    }

    @Override
    public WhyJson why(WebUrl url) {
        return get("/api/v1/why?url=" + URLEncoder.encode(url.text(), StandardCharsets.UTF_8), WhyJson.class);
    }

    @Override
    public StatusJson status() {
        return get("/api/v1/status", StatusJson.class);
    }

    private <T> T get(String path, Class<T> type) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + path))
                .timeout(ANSWER_WITHIN)
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AnswerException(refusal(response), null);
            }
            return Json.read(response.body(), type);
        } catch (HttpTimeoutException e) {
            throw new AnswerException("the API at " + api + " did not answer in time", e);
        } catch (IOException e) {
            throw new AnswerException("the API at " + api + " cannot be reached; is Linkloom running there?", e);
        } catch (IllegalArgumentException e) {
            throw new AnswerException("what answers at " + api + " is no Linkloom of this version", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AnswerException("interrupted while waiting for the API at " + api, e);
        }
    }

    private String refusal(HttpResponse<String> response) {
        try {
            return "the API at " + api + " says: "
                    + Json.read(response.body(), ErrorJson.class).error();
        } catch (IllegalArgumentException notOurs) {
            return "what answers at " + api + " is no Linkloom API: HTTP status " + response.statusCode();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
