package io.sluice.demo.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.core.CoreModuleProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that would have the demo's shell keep more than there is memory for. */
final class ShellServerMemoryTest {
    private static final Duration HANGING = Duration.ofSeconds(30);
    private static final long ENDLESS = 0xffff_fff0L;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private ShellServer server;
    private SshClient client;
    private ClientSession session;

    @BeforeEach
    void logIn() throws IOException {
        server = ShellServer.start();
        client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier((connection, address, key) -> true);
        CoreModuleProperties.WINDOW_SIZE.set(client, ENDLESS);
        CoreModuleProperties.SOCKET_RCVBUF.set(client, 64 * 1024);
        client.start();
        session = client.connect("alice", "127.0.0.1", server.port())
                .verify(HANGING)
                .getSession();
        session.addPasswordIdentity("anything");
        session.auth().verify(HANGING);
    }

    @AfterEach
    void stop() {
        client.stop();
        server.close();
    }

    /** A shell whose client has it print 15 MB, and reads nothing, though its window has room for all. */
    private ThreadInfo stalledShell() throws IOException {
        ChannelShell shell = session.createShellChannel();
        shell.setOut(printed);
        shell.open().verify(HANGING);
        Eventually.holds("it is there", () -> printed.toString(UTF_8).contains("demo> "));
        long thread = shellThread();
        session.getIoSession().suspendRead();
        shell.getInvertedIn().write("count 1000000\r".repeat(2).getBytes(UTF_8));
        shell.getInvertedIn().flush();
        Eventually.standsStill("it prints no more", () -> packetsWaitedFor(thread));
        return THREADS.getThreadInfo(thread, Integer.MAX_VALUE);
    }

    /** The one that waits for keys. */
    private static long shellThread() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> runs(thread.getValue(), "Shell", "run"))
                .mapToLong(thread -> thread.getKey().getId())
                .findFirst()
                .orElseThrow();
    }

    private static long packetsWaitedFor(long thread) {
        ThreadInfo seen = THREADS.getThreadInfo(thread, Integer.MAX_VALUE);
        boolean waits =
                seen.getThreadState() == Thread.State.WAITING || seen.getThreadState() == Thread.State.TIMED_WAITING;
        return waits && runs(seen.getStackTrace(), "Programs", "count") ? seen.getWaitedCount() : 0;
    }

    private static boolean runs(StackTraceElement[] stack, String type, String method) {
        return Arrays.stream(stack)
                .anyMatch(call -> call.getClassName().equals(ShellServer.class.getPackageName() + "." + type)
                        && call.getMethodName().equals(method));
    }

    private static boolean isAlive(ThreadInfo thread) {
        return THREADS.getThreadInfo(thread.getThreadId()) != null;
    }

    @Test
    void shell_waits_for_a_client_that_does_not_read_whatever_its_window() throws IOException {
        ThreadInfo shell = stalledShell();
        assertTrue(isAlive(shell));
        session.getIoSession().resumeRead();
        Eventually.holds("all is printed", () -> printed.size() > 2 * 7_888_896);
        String all = printed.toString(UTF_8);
        assertTrue(all.contains("\r\n999999\r\n1000000\r\n"));
    }

    @Test
    void shell_that_waits_ends_with_its_connection() throws IOException {
        ThreadInfo shell = stalledShell();
        session.close(true);
        Eventually.holds("the shell ends", () -> !isAlive(shell));
    }

    @Test
    void shell_that_waits_ends_with_the_server() throws Exception {
        ThreadInfo shell = stalledShell();
        CompletableFuture.runAsync(server::close).get(HANGING.toSeconds(), TimeUnit.SECONDS);
        Eventually.holds("the shell ends", () -> !isAlive(shell));
    }

    @Test
    void only_what_the_shell_needs_can_be_asked_for() throws Exception {
        AskingChannel channel = new AskingChannel();
        session.getService(ConnectionService.class).registerChannel(channel);
        channel.open().verify(HANGING);
        Map<String, Boolean> expected = Map.of(
                "window-change", true,
                "env", false,
                "exec", false,
                "break", false,
                "auth-agent-req@openssh.com", false);
        for (Map.Entry<String, Boolean> asked : expected.entrySet()) {
            assertEquals(asked.getValue(), channel.isGranted(asked.getKey()), asked.getKey());
        }
    }

    @Test
    void connection_ends_when_its_client_reads_none_of_many_answers() throws Exception {
        AskingChannel channel = new AskingChannel();
        session.getService(ConnectionService.class).registerChannel(channel);
        channel.open().verify(HANGING);
        session.getIoSession().suspendRead();
        try {
            for (int asked = 0; asked < 300_000; asked++) {
                IoWriteFuture sent = channel.ask("window-change");
                if (asked % 100 == 0) {
                    sent.verify(HANGING);
                }
            }
        } catch (IOException e) {
            // It has ended.
        }
        Eventually.holds("it has ended", session::isClosing);
    }

    /** A channel that asks for what it is told to, and waits for the answer. */
    private static final class AskingChannel extends ChannelShell {
        private final BlockingQueue<Boolean> answers = new LinkedBlockingQueue<>();

        AskingChannel() {
            super(null, Map.of());
        }

        boolean isGranted(String request) throws Exception {
            answers.clear();
            ask(request);
            return answers.poll(HANGING.toSeconds(), TimeUnit.SECONDS);
        }

        IoWriteFuture ask(String request) throws IOException {
            Buffer packet = getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST);
            packet.putUInt(getRecipient());
            packet.putString(request);
            packet.putBoolean(true);
            // What each of them reads of it is there: two strings, or four numbers.
            packet.putString("12345678");
            packet.putString("12345678");
            return writePacket(packet);
        }

        @Override
        public void handleSuccess() {
            answers.add(true);
        }

        @Override
        public void handleFailure() {
            answers.add(false);
        }
    }
}
