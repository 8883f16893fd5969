package io.linkloom.worker.fetch;

import io.linkloom.common.model.Outcome;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;

/**
 * Which outcome a failure has, by the stage at which it happened.
 *
 * <pre>
 * stage      cause                                        outcome
 * any        the whole request's time is over             timeout
 * connect    no connection in time                        timeout
 * connect    anything else                                connect_failure
 * TLS        no end of the handshake in time              timeout
 * TLS        anything else                                tls_failure
 * exchange   the server pauses too long                   timeout
 * exchange   too many large bodies for too long           timeout
 * exchange   a TLS alert                                  tls_failure
 * exchange   head, body or inflation beyond its bound     too_large
 * exchange   anything else: closed, reset, not HTTP       malformed_response
 * </pre>
 */
final class Failures {
    private static final int MAX_DETAIL = 300;

    private Failures() {}

    static FetchResult.Failure ofConnect(IOException cause, boolean timeOver, String ip, FetchLimits limits) {
        if (timeOver) {
            return wholeTimeOver(ip, limits);
        }
        if (cause instanceof SocketTimeoutException) {
            return failure(Outcome.TIMEOUT, "no connection to " + ip + " within " + text(limits.connect()), ip);
        }
        return failure(Outcome.CONNECT_FAILURE, "no connection to " + ip + ": " + cause.getMessage(), ip);
    }

    static FetchResult.Failure ofTls(
            IOException cause, boolean timeOver, boolean handshakeOver, String ip, FetchLimits limits) {
        if (timeOver) {
            return wholeTimeOver(ip, limits);
        }
        if (handshakeOver) {
            return failure(Outcome.TIMEOUT, "the TLS handshake took longer than " + text(limits.tls()), ip);
        }
        return failure(Outcome.TLS_FAILURE, "the TLS handshake failed: " + cause.getMessage(), ip);
    }

    /** @param anyByte whether a part of the response had arrived */
    static FetchResult.Failure ofExchange(
            Exception cause, boolean timeOver, boolean anyByte, String ip, FetchLimits limits) {
        if (timeOver) {
            return wholeTimeOver(ip, limits);
        }
        return switch (cause) {
            case SocketTimeoutException _ ->
                failure(
                        Outcome.TIMEOUT,
                        anyByte
                                ? "the response paused for " + text(limits.firstByte())
                                : "no response within " + text(limits.firstByte()),
                        ip);
            case Places.NoPlaceException _ -> failure(Outcome.TIMEOUT, cause.getMessage(), ip, FetchResult.Fault.OURS);
            case SSLException _ -> failure(Outcome.TLS_FAILURE, "TLS failed: " + cause.getMessage(), ip);
            case MeteredInput.HeadTooLargeException _,
                    MeteredInput.BodyTooLongException _,
                    DecodedBody.InflatedException _ -> failure(Outcome.TOO_LARGE, cause.getMessage(), ip);
            case MessageConstraintException _ ->
                failure(Outcome.TOO_LARGE, "the response has too many headers, or too long a line", ip);
            case NoHttpResponseException _ -> malformed("the server closed the connection without a response", ip);
            case ConnectionClosedException _, TruncatedChunkException _, EOFException _ ->
                malformed("the response ended too early", ip);
            case ZipException _, DecodedBody.UndecodableException _ ->
                malformed("the body does not decompress: " + cause.getMessage(), ip);
            case HttpException _, MalformedChunkCodingException _ ->
                malformed("the response is not HTTP: " + cause.getMessage(), ip);
            default -> malformed("the connection broke: " + cause.getMessage(), ip);
        };
    }

    private static FetchResult.Failure wholeTimeOver(String ip, FetchLimits limits) {
        return failure(Outcome.TIMEOUT, "the whole request took longer than " + text(limits.request()), ip);
    }

    static FetchResult.Failure malformed(String detail, String ip) {
        return failure(Outcome.MALFORMED_RESPONSE, detail, ip);
    }

    static FetchResult.Failure failure(Outcome outcome, @Nullable String message, String ip) {
        return failure(outcome, message, ip, FetchResult.Fault.HOST);
    }

    /** What a server says may be in the message of its failure: keep it to one line of bounded length. */
    static FetchResult.Failure failure(Outcome outcome, @Nullable String message, String ip, FetchResult.Fault fault) {
        String detail = String.valueOf(message);
        StringBuilder line = new StringBuilder(Math.min(detail.length(), MAX_DETAIL));
        for (int i = 0; i < detail.length() && i < MAX_DETAIL; i++) {
            char c = detail.charAt(i);
            line.append(c < ' ' || (c >= 0x7F && c <= 0x9F) || Character.isSurrogate(c) ? '?' : c);
        }
        return new FetchResult.Failure(outcome, line.toString(), ip, fault);
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
