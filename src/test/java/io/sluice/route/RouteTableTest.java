package io.sluice.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.sluice.config.Configuration;
import io.sluice.config.ConfigurationException;
import io.sluice.config.ConfigurationSource;
import io.sluice.relay.Ticker;
import io.sluice.testing.LogLines;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths with tokens, and the targets that they stand for. */
final class RouteTableTest {
    @TempDir
    private Path folder;

    private LogLines log;

    @BeforeEach
    void watch() throws Exception {
        log = new LogLines("io.sluice.route");
        write("tokens", "known: 10.0.0.5:22\nforbidden: 127.0.0.1:22\nsecure: tls://10.0.0.5:22\ngone: x.invalid:22\n");
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    private void write(String name, String content) throws Exception {
        Files.writeString(folder.resolve(name), content);
    }

    private Configuration read(String yaml) throws Exception {
        write("sluice.yaml", yaml);
        return ConfigurationSource.of(folder.resolve("sluice.yaml")).read();
    }

    private RouteTable table() throws Exception {
        return RouteTable.empty(Ticker.SYSTEM, new OwnPorts()).changedTo(read("""
                routes:
                  /t/{token}: {target: {tokens: tokens}}
                  /t/fixed: 5900
                  /deep/er/{token}: {target: {tokens: tokens}}
                destinations: {allow: ["10.0.0.0/8:*", "*:22"]}
                """));
    }

    private static Target found(RouteTable table, String path) throws Exception {
        RouteTable.Match match = table.match(path);
        return match.route().targets().find(match.token());
    }

    @Test
    void token_is_the_last_part_of_the_path() throws Exception {
        RouteTable table = table();
        assertEquals("a.b~c@d:e=+-_", table.match("/t/a.b~c@d:e=+-_").token());
        assertEquals("x".repeat(4096), table.match("/t/" + "x".repeat(4096)).token());
        assertEquals("/deep/er/{token}", table.match("/deep/er/a").route().path());
        assertEquals("...", table.match("/t/...").token());
    }

    @Test
    void fixed_route_comes_first() throws Exception {
        RouteTable.Match match = table().match("/t/fixed");
        assertEquals("/t/fixed", match.route().path());
        assertEquals("", match.token());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/t/",
                "/t",
                "t",
                "",
                "/",
                "/t/{token}",
                "/t/.",
                "/t/..",
                "/t/../x",
                "/t/a/b",
                "/t//a",
                "/t/%2e%2e",
                "/t/a%2Fb",
                "/t/a;b=c",
                "/t/a b",
                "/t/a\\b",
                "/t/a\u0000",
                "/t/a\n",
                "/t/ä",
                "/t/a?b",
                "/deep/a",
                "/x/a"
            })
    void other_paths_lead_nowhere(String path) throws Exception {
        assertNull(table().match(path));
    }

    @Test
    void token_that_is_too_long_leads_nowhere() throws Exception {
        assertNull(table().match("/t/" + "x".repeat(5000)));
    }

    @Test
    void token_leads_to_its_target_with_the_addresses_that_were_checked() throws Exception {
        Target target = found(table(), "/t/known");
        assertEquals("tcp://10.0.0.5:22", target.toString());
        assertEquals(List.of(new InetSocketAddress("10.0.0.5", 22)), target.addresses());
        assertTrue(target.isKnown());
        assertEquals(List.of(), log.all());
    }

    @Test
    void unknown_token_and_forbidden_destination_lead_nowhere_and_only_operators_know_why() throws Exception {
        assertNull(found(table(), "/t/SECRET"));
        assertNull(found(table(), "/t/forbidden"));
        assertEquals(List.of("WARNING No target of /t/{token}: destination 127.0.0.1:22 is not allowed"), log.all());
    }

    @Test
    void name_that_is_not_found_fails_when_it_is_dialled() throws Exception {
        Target target = found(table(), "/t/gone");
        assertTrue(target.isKnown());
        assertThrows(UnknownHostException.class, target::addresses);
    }

    @Test
    void problems_of_all_routes_are_told_at_once() throws Exception {
        write("broken", "no target\n");
        Configuration configuration = read("""
                routes:
                  /a/{token}: {target: {tokens: broken}}
                  /b/{token}: {target: {jwt: {keys: broken}}}
                  /c/{token}: {target: {redis: {url: "redis://127.0.0.1:1", password-file: empty}}}
                """.replace("password-file: empty", "password-file: " + emptyFile()));
        ConfigurationException refused = assertThrows(
                ConfigurationException.class,
                () -> RouteTable.empty(Ticker.SYSTEM, new OwnPorts()).changedTo(configuration));
        List<String> problems =
                refused.getMessage().replace(folder + "/", "").lines().toList();
        assertEquals(3, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith("broken:1: expected TOKEN: HOST:PORT"), problems::toString);
        assertTrue(
                problems.get(1).startsWith("sluice.yaml:3: routes./b/{token}.target.jwt.keys: broken: holds no key"),
                problems::toString);
        assertEquals(
                "sluice.yaml:4: routes./c/{token}.target.redis.password-file: empty: holds no password; expected one in"
                        + " its first line",
                problems.get(2));
    }

    private String emptyFile() throws Exception {
        write("empty", "\n");
        return "empty";
    }

    @Test
    void all_files_of_a_folder_count() throws Exception {
        Files.createDirectory(folder.resolve("all"));
        write("all/first", "a: 10.0.0.5:22\n");
        write("all/second", "b: 10.0.0.6:22\n");
        RouteTable table = RouteTable.empty(Ticker.SYSTEM, new OwnPorts()).changedTo(read("""
                routes: {"/t/{token}": {target: {tokens: all}}}
                destinations: {allow: "10.0.0.0/8:*"}
                """));
        assertNotNull(found(table, "/t/a"));
        assertNotNull(found(table, "/t/b"));
    }

    @Test
    void source_that_is_down_does_not_tell_the_token() throws Exception {
        RouteTable table = RouteTable.empty(Ticker.SYSTEM, new OwnPorts()).changedTo(read("""
                routes:
                  /r/{token}: {target: {redis: {url: "redis://127.0.0.1:1"}}}
                  /h/{token}: {target: {http: {url: "http://127.0.0.1:1/{token}"}}}
                """));
        for (String path : List.of("/r/SECRET", "/h/SECRET")) {
            SourceDownException down = assertThrows(SourceDownException.class, () -> found(table, path));
            assertFalse(down.getMessage().contains("SECRET"), down::toString);
        }
        table.close();
    }

    private static String signed(RSAKey key, JWTClaimsSet.Builder claims) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.RS256),
                claims.expirationTime(Date.from(Instant.now().plusSeconds(600))).build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    @Test
    void signed_token_says_its_target() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).generate();
        write("keys.json", key.toPublicJWK().toJSONString());
        RouteTable table = RouteTable.empty(Ticker.SYSTEM, new OwnPorts()).changedTo(read("""
                routes: {"/j/{token}": {target: {jwt: {keys: keys.json}}}}
                destinations: {allow: "10.0.0.0/8:*"}
                """));
        JWTClaimsSet.Builder target = new JWTClaimsSet.Builder().claim("target", "10.0.0.5:22");
        assertEquals(
                "tcp://10.0.0.5:22",
                assertInstanceOf(Target.Resolved.class, found(table, "/j/" + signed(key, target)))
                        .label());
        JWTClaimsSet.Builder apart =
                new JWTClaimsSet.Builder().claim("host", "10.0.0.6").claim("port", 22);
        assertEquals(
                "tcp://10.0.0.6:22", found(table, "/j/" + signed(key, apart)).toString());
        assertNull(found(table, "/j/" + signed(new RSAKeyGenerator(2048).generate(), target)));
        assertNull(found(table, "/j/" + signed(key, new JWTClaimsSet.Builder().claim("target", 7))));
        assertNull(found(table, "/j/" + signed(key, new JWTClaimsSet.Builder().claim("target", "127.0.0.1:22"))));
        assertNull(found(table, "/j/a.b.c"));
        assertEquals(
                "WARNING A token that is signed names no target; expected the claim target: HOST:PORT, [IPV6]:PORT or"
                        + " tls://HOST:PORT",
                log.all().get(0));
    }
}
