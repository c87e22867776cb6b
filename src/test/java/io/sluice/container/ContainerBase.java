package io.sluice.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;

/** One configuration of a container and its applications: CATALINA_BASE or JETTY_BASE. Listens on a free port. */
public sealed interface ContainerBase permits TomcatBase, JettyBase {
    Path folder();

    /** How the container is started in this base, with these options for its Java virtual machine. */
    ProcessBuilder command(List<String> options);

    /** Finds the port in the container's log, as group 1. */
    Pattern portInLog();

    /** The simple name of the class of the class loaders of web applications. */
    String loaderClass();

    /** Whether a container that stops lets its applications say farewell, or cuts their connections first. */
    boolean stopsApplicationsBeforeConnections();

    /** Has the WAR deployed from outside the folder of applications, at /name, with one context parameter. */
    void deployWithParameter(String name, String parameter, String value) throws IOException;

    /** Deploys the WAR at /name; "ROOT" is the root. Also while the container runs. */
    default void deploy(String name) throws IOException {
        Path whole = Files.copy(StockContainer.war(), folder().resolve(name + ".partial"));
        Files.move(whole, applications().resolve(name + ".war"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes the WAR; the container is expected to notice. */
    default void undeploy(String name) throws IOException {
        Files.delete(applications().resolve(name + ".war"));
    }

    /** Deploys a neighbour at /other: an application that is nothing but a page. */
    default void deployOther() throws IOException {
        Path other = Files.createDirectories(applications().resolve("other"));
        Files.writeString(other.resolve("index.html"), "<!doctype html><title>Other</title><p>The neighbour.</p>");
    }

    private Path applications() {
        return folder().resolve("webapps");
    }
}
