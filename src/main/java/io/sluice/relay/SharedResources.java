package io.sluice.relay;

import java.util.concurrent.Executor;

/**
 * What all relays of an engine share.
 *
 * @param resolving where names are resolved, which may block
 * @param blocking where Ping and Close frames are sent, which may block
 * @param handshaking where the time-consuming parts of TLS handshakes are done
 * @param tlsTrouble told of why there is no TLS with a target
 * @param downloadBuffers buffers for what comes from targets
 * @param queueBuffers buffers for what waits for targets
 * @param tlsBuffers buffers for what is encrypted, or has just been decrypted, of targets with TLS
 * @param waitingThreads counts the container's threads that wait for targets
 * @param descriptors the system's file descriptors
 * @param faults where defects are reported
 */
record SharedResources(
        Executor resolving,
        Executor blocking,
        Executor handshaking,
        TlsTrouble tlsTrouble,
        DownloadBuffers downloadBuffers,
        QueueBuffers queueBuffers,
        BufferPool tlsBuffers,
        WaitingThreads waitingThreads,
        DescriptorReserve descriptors,
        Faults faults) {

    /** The same, but that names are resolved there. */
    SharedResources resolvingOn(Executor other) {
        return new SharedResources(
                other,
                blocking,
                handshaking,
                tlsTrouble,
                downloadBuffers,
                queueBuffers,
                tlsBuffers,
                waitingThreads,
                descriptors,
                faults);
    }
}
