package io.sluice.config;

/** How a target is told the client's address: by the PROXY protocol of HAProxy. */
public enum ProxyProtocol {
    /** It is not told. */
    OFF,
    /** In a line of text. */
    V1,
    /** In bytes. */
    V2
}
