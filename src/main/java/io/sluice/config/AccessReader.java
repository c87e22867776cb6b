package io.sluice.config;

/** Reads {@code access}. */
final class AccessReader {
    private AccessReader() {}

    static AccessSettings access(Section section) {
        AccessSettings access = new AccessSettings(
                section.list("origins", Form.ORIGIN),
                section.list("roles", Form.TEXT),
                section.list("users", Form.TEXT),
                section.list("addresses", Form.ADDRESSES),
                section.list("hours", Form.HOURS));
        section.refuseOthers();
        return access;
    }
}
