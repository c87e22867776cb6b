package io.sluice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Dependencies point one way, as in src/docs/architecture.md. */
final class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.sluice");

    @Test
    void packages_depend_downwards_only() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("cli")
                .definedBy("io.sluice.cli..")
                .layer("runner")
                .definedBy("io.sluice.runner..")
                .layer("demo")
                .definedBy("io.sluice.demo..")
                .layer("gateway")
                .definedBy("io.sluice.gateway..")
                .layer("endpoint")
                .definedBy("io.sluice.endpoint..")
                .layer("manage")
                .definedBy("io.sluice.manage..")
                .layer("access")
                .definedBy("io.sluice.access..")
                .layer("route")
                .definedBy("io.sluice.route..")
                .layer("session")
                .definedBy("io.sluice.session..")
                .layer("relay")
                .definedBy("io.sluice.relay..")
                .layer("config")
                .definedBy("io.sluice.config..")
                .layer("pem")
                .definedBy("io.sluice.pem..")
                .layer("jwt")
                .definedBy("io.sluice.jwt..")
                .layer("fetch")
                .definedBy("io.sluice.fetch..")
                .layer("metrics")
                .definedBy("io.sluice.metrics..")
                .layer("json")
                .definedBy("io.sluice.json..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("demo")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("runner")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("gateway")
                .mayOnlyBeAccessedByLayers("runner")
                .whereLayer("endpoint")
                .mayOnlyBeAccessedByLayers("gateway", "runner")
                .whereLayer("manage")
                .mayOnlyBeAccessedByLayers("gateway", "runner")
                .whereLayer("metrics")
                .mayOnlyBeAccessedByLayers("manage", "gateway")
                .whereLayer("access")
                .mayOnlyBeAccessedByLayers("endpoint", "metrics", "gateway")
                .whereLayer("route")
                .mayOnlyBeAccessedByLayers("endpoint", "manage", "gateway")
                .whereLayer("session")
                .mayOnlyBeAccessedByLayers("endpoint", "manage", "metrics", "gateway")
                .whereLayer("json")
                .mayOnlyBeAccessedByLayers("endpoint", "manage", "session", "route", "runner", "cli")
                .whereLayer("pem")
                .mayOnlyBeAccessedByLayers("route", "runner")
                .whereLayer("jwt")
                .mayOnlyBeAccessedByLayers("access", "route")
                .whereLayer("fetch")
                .mayOnlyBeAccessedByLayers("jwt", "route")
                .whereLayer("relay")
                .mayOnlyBeAccessedByLayers(
                        "access", "route", "session", "metrics", "endpoint", "manage", "gateway", "runner")
                .check(CLASSES);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("io.sluice.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void only_the_endpoint_knows_jakarta_websocket() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.sluice.endpoint..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.websocket..")
                .check(CLASSES);
    }

    @Test
    void only_the_runner_knows_jetty() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.sluice.runner..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jetty..")
                .check(CLASSES);
    }

    @Test
    void relay_route_access_and_config_know_no_container() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.sluice.relay..",
                        "io.sluice.route..",
                        "io.sluice.access..",
                        "io.sluice.jwt..",
                        "io.sluice.fetch..",
                        "io.sluice.config..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "org.eclipse.jetty..")
                .check(CLASSES);
    }
}
