package io.linkloom.standalone.answer;

import io.linkloom.builder.api.ErrorJson;
import io.linkloom.builder.api.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** The HTTP API of a process: what goes wrong with it is an {@link AnswerException} with a sentence. */
final class RemoteApi implements AutoCloseable {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);

    private final URI api;
    private final HttpClient client;

    RemoteApi(URI api) {
        this.api = api;
        this.client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_WITHIN)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** What a GET of the path gives. */
    <T> T get(String path, Class<T> type) {
        return send(HttpRequest.newBuilder(URI.create(api + path)), type);
    }

    /** What a POST of the record to the path gives. */
    <T> T post(String path, Object body, Class<T> type) {
        return send(
                HttpRequest.newBuilder(URI.create(api + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(Json.line(body))),
                type);
    }

    private <T> T send(HttpRequest.Builder request, Class<T> type) {
        try {
            HttpResponse<String> response =
                    client.send(request.timeout(ANSWER_WITHIN).build(), HttpResponse.BodyHandlers.ofString());
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
