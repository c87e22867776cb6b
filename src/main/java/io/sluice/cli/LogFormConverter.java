package io.sluice.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads text or json. */
final class LogFormConverter implements ITypeConverter<LogForm> {
    @Override
    public LogForm convert(String text) {
        return switch (text) {
            case "text" -> LogForm.TEXT;
            case "json" -> LogForm.JSON;
            default -> throw new TypeConversionException("\"" + text + "\" does not fit; expected text or json");
        };
    }
}
