package io.sluice.fetch;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the answer to one GET on a connection that is closed afterwards (RFC 9112). */
final class AnswerReader {
    private static final int LONGEST_LINE = 8 << 10;
    private static final int MOST_HEADERS = 100;
    private static final int FIRST_FINAL = 200;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,9}");
    private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,7})\\s*(;.*)?");

    private final InputStream in;
    private final int longest;

    AnswerReader(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** Reads it, and those before it that are not final (RFC 9110, 15.2). */
    Answer read() throws IOException {
        int status;
        Map<String, String> headers;
        do {
            status = status();
            headers = headers();
        } while (status < FIRST_FINAL);
        return Answer.of(status, body(status, headers));
    }

    private int status() throws IOException {
        Matcher status = STATUS.matcher(line());
        if (!status.matches()) {
            throw new IOException("the answer is no HTTP");
        }
        return Integer.parseInt(status.group(1));
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        int count = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1 || ++count > MOST_HEADERS) {
                throw new IOException("the answer has a broken header");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] body(int status, Map<String, String> headers) throws IOException {
        if (status == 204 || status == 304) {
            return new byte[0];
        }
        String coding = headers.get("transfer-encoding");
        if (coding != null) {
            if (!coding.equalsIgnoreCase("chunked")) {
                throw new IOException("the answer has an unknown transfer coding");
            }
            return chunks();
        }
        String length = headers.get("content-length");
        if (length == null) {
            return checked(in.readNBytes(longest + 1));
        }
        if (!LENGTH.matcher(length).matches()) {
            throw new IOException("the answer has a broken length");
        }
        return exactly(Integer.parseInt(length));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            Matcher size = CHUNK.matcher(line());
            if (!size.matches()) {
                throw new IOException("the answer has a broken chunk");
            }
            int length = Integer.parseInt(size.group(1), 16);
            if (length == 0) {
                return body.toByteArray();
            }
            body.write(exactly(length));
            if (body.size() > longest) {
                throw tooLong();
            }
            if (!line().isEmpty()) {
                throw new IOException("the answer has a broken chunk");
            }
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = checked(in.readNBytes(Math.min(length, longest + 1)));
        if (bytes.length < length) {
            throw new EOFException("the answer is cut off");
        }
        return bytes;
    }

    private byte[] checked(byte[] bytes) throws IOException {
        if (bytes.length > longest) {
            throw tooLong();
        }
        return bytes;
    }

    private IOException tooLong() {
        return new IOException("the answer is longer than " + longest + " bytes");
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the answer is cut off");
            }
            if (line.size() == LONGEST_LINE) {
                throw new IOException("the answer has a line without end");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
