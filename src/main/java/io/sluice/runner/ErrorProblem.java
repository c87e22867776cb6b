package io.sluice.runner;

import io.sluice.json.JsonProblem;
import io.sluice.json.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What Jetty itself refuses, or fails at, as a problem body. Nothing of the request is in it, nor of what went wrong
 * inside: Jetty's own pages repeat the address, which may hold a ticket, and name exceptions. Used from any thread.
 */
final class ErrorProblem extends ErrorHandler {
    private static final HttpField TYPE = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, JsonProblem.TYPE);
    private static final HttpField NO_SNIFFING = new HttpField("X-Content-Type-Options", "nosniff");

    ErrorProblem() {
        setCacheControl("no-store");
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            String message,
            @Nullable Throwable cause,
            Callback callback) {
        String body = JsonText.of(JsonProblem.body(code, HttpStatus.getMessage(code), detail(code)));
        response.getHeaders().put(TYPE);
        response.getHeaders().put(NO_SNIFFING);
        response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
    }

    private static String detail(int code) {
        return switch (code) {
            case HttpStatus.BAD_REQUEST_400 -> "This is no request that can be understood.";
            case HttpStatus.NOT_FOUND_404 -> "There is nothing here.";
            case HttpStatus.METHOD_NOT_ALLOWED_405 -> "There is something here, but not for this method.";
            case HttpStatus.URI_TOO_LONG_414, HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
                "The request's header is too long.";
            default ->
                HttpStatus.isServerError(code)
                        ? "The gateway could not answer this request."
                        : "This request is refused.";
        };
    }
}
