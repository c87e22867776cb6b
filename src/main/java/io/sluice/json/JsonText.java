package io.sluice.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON on one line. */
public final class JsonText {
    // No recycling of buffers: its thread locals would outlive the web application in the container's threads.
    private static final JSON JACKSON = JSON.builder(JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                    .build())
            .enable(JSON.Feature.WRITE_NULL_PROPERTIES)
            .build();

    private JsonText() {}

    /**
     * Written.
     *
     * @param value maps, lists, texts, numbers, truth values and null
     */
    public static String of(Object value) {
        try {
            return JACKSON.asString(value);
        } catch (IOException e) {
            throw new IllegalStateException("No JSON of this", e);
        }
    }

    /** An object that was read, or null when the text is none. */
    public static @Nullable Map<String, Object> object(String text) {
        try {
            return JACKSON.mapFrom(text);
        } catch (IOException e) {
            return null;
        }
    }
}
