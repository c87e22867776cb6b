package io.sluice.demo.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.Signal;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/**
 * One channel of an SSH connection, and the shell behind it. The library gives the streams, then starts it, and
 * destroys it when the channel ends; the shell has a thread of its own, and another that reads what is typed.
 */
final class ShellChannel implements Command {
    private final ThreadFactory threads;
    private final Clock clock;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private @Nullable ExitCallback exit;
    private volatile @Nullable Terminal terminal;
    private volatile @Nullable Thread shell;

    ShellChannel(ThreadFactory threads, Clock clock) {
        this.threads = threads;
        this.clock = clock;
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {}

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        Terminal opened = new Terminal(in, out, sizeOf(environment));
        terminal = opened;
        environment.addSignalListener((source, signal) -> opened.resize(sizeOf(environment)), Signal.WINCH);
        String user = environment.getEnv().getOrDefault(Environment.ENV_USER, "");
        threads.newThread(opened::read).start();
        Thread started = threads.newThread(() -> run(new Shell(opened, user, clock)));
        shell = started;
        started.start();
    }

    private void run(Shell shell) {
        try {
            shell.run();
        } catch (IOException e) {
            // The client is gone; nobody is left to be told.
        } finally {
            ExitCallback told = exit;
            if (told != null) {
                told.onExit(0);
            }
        }
    }

    @Override
    public void destroy(ChannelSession channel) {
        Terminal opened = terminal;
        if (opened != null) {
            opened.close();
        }
        Thread printing = shell;
        if (printing != null) {
            // It may wait for a client that does not read, in a stream that the library closes next.
            printing.interrupt();
        }
    }

    private static Size sizeOf(Environment environment) {
        Map<String, String> variables = environment.getEnv();
        return Size.of(variables.get(Environment.ENV_COLUMNS), variables.get(Environment.ENV_LINES));
    }
}
