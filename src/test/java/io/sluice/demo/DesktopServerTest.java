package io.sluice.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DesktopServerTest {
    private static final Instant NOW = Instant.parse("2025-11-21T10:08:37Z");
    private static final PixelFormat RGB565_BIG_ENDIAN = new PixelFormat(16, 16, true, 31, 63, 31, 11, 5, 0);
    private static final PixelFormat BGR233 = new PixelFormat(8, 8, false, 7, 7, 3, 0, 3, 6);
    private static final int BACKSPACE = 0xff08;

    private DesktopServer server;

    @BeforeEach
    void start() throws IOException {
        server = DesktopServer.start(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        server.close();
        assertEquals(List.of(), DemoThreads.alive());
    }

    @Test
    void greets_a_client_of_version_3_8() throws IOException {
        try (RfbClient client = RfbClient.ready(server.port())) {
            assertInitialized(client);
        }
    }

    @Test
    void greets_a_client_of_version_3_7_without_a_security_result() throws IOException {
        try (RfbClient client = RfbClient.greeted(server.port())) {
            client.sendVersion("RFB 003.007\n");
            client.chooseNone();
            client.initialize();
            assertInitialized(client);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RFB 003.003\n", "RFB 003.005\n"})
    void tells_older_clients_the_security_type(String version) throws IOException {
        try (RfbClient client = RfbClient.greeted(server.port())) {
            client.sendVersion(version);
            assertEquals(1, client.in.readInt());
            client.initialize();
            assertInitialized(client);
        }
    }

    @Test
    void refuses_another_security_type_with_a_reason() throws IOException {
        try (RfbClient client = RfbClient.greeted(server.port())) {
            client.sendVersion("RFB 003.008\n");
            assertArrayEquals(new byte[] {1, 1}, client.in.readNBytes(2));
            client.out.writeByte(2);
            assertEquals(1, client.in.readInt());
            byte[] reason = client.in.readNBytes(client.in.readInt());
            assertEquals("Security type None only", new String(reason, StandardCharsets.US_ASCII));
            assertTrue(client.isEnded());
        }
    }

    @Test
    void sends_the_whole_picture() throws IOException {
        try (RfbClient client = RfbClient.ready(server.port())) {
            assertArrayEquals(freshPicture(), client.fullScreen());
        }
    }

    @Test
    void sends_exactly_the_area_of_a_full_request() throws IOException {
        Area asked = new Area(101, 53, 7, 301);
        try (RfbClient client = RfbClient.ready(server.port())) {
            client.request(false, asked);
            assertEquals(List.of(asked), client.readUpdate());
            int pixel = 60 * Canvas.WIDTH + 103;
            assertEquals(freshPicture()[pixel], client.screen()[pixel]);
        }
    }

    @Test
    void leaves_out_what_is_off_the_screen() throws IOException {
        try (RfbClient client = RfbClient.ready(server.port())) {
            client.request(false, new Area(5000, 0, 10, 10));
            client.request(false, new Area(950, 590, 65535, 65535));
            assertEquals(List.of(new Area(950, 590, 10, 10)), client.readUpdate());
        }
    }

    @Test
    void sends_pixels_in_the_format_of_the_client() throws IOException {
        int[] picture = freshPicture();
        try (RfbClient client = RfbClient.ready(server.port())) {
            client.setEncodings(16, 7, 0, -239);
            for (PixelFormat format : List.of(RGB565_BIG_ENDIAN, BGR233, PixelFormat.NATIVE)) {
                client.setPixelFormat(format);
                assertArrayEquals(Arrays.stream(picture).map(format::translate).toArray(), client.fullScreen());
            }
        }
    }

    @Test
    void shows_what_is_typed_and_sends_exactly_the_tiles_that_changed() throws IOException {
        try (RfbClient client = RfbClient.ready(server.port())) {
            int[] before = client.fullScreen();
            client.press('W');
            List<Area> sent = client.changes();
            int[] after = client.screen();
            assertEquals(changedTiles(before, after), tilesOf(sent));
            assertFalse(changedTiles(before, after).isEmpty());
            assertTrue(sent.stream().allMatch(Screen.FIELD::intersects));
            assertArrayEquals(after, client.fullScreen());
        }
    }

    @Test
    void takes_back_what_is_erased() throws IOException {
        try (RfbClient client = RfbClient.ready(server.port())) {
            int[] before = client.fullScreen();
            client.press('W');
            client.changes();
            client.press(BACKSPACE);
            client.changes();
            assertArrayEquals(before, client.screen());
        }
    }

    @Test
    void shows_pasted_text() throws IOException {
        try (RfbClient client = RfbClient.ready(server.port())) {
            int[] before = client.fullScreen();
            client.cutText("pasted");
            client.changes();
            assertFalse(changedTiles(before, client.screen()).isEmpty());
        }
    }

    @Test
    void draws_the_trail_of_the_pointer_in_two_colours() throws IOException {
        try (RfbClient client = RfbClient.ready(server.port())) {
            client.fullScreen();
            client.pointer(0, 600, 200);
            client.changes();
            client.pointer(0, 700, 200);
            client.changes();
            int moved = client.screen()[200 * Canvas.WIDTH + 650];
            client.pointer(1, 700, 300);
            client.changes();
            client.pointer(1, 600, 300);
            client.changes();
            int drawn = client.screen()[300 * Canvas.WIDTH + 650];
            assertEquals("14b8a6 f97316", Integer.toHexString(moved) + " " + Integer.toHexString(drawn));
        }
    }

    @Test
    void shows_one_client_what_another_does() throws IOException {
        try (RfbClient typing = RfbClient.ready(server.port());
                RfbClient watching = RfbClient.ready(server.port())) {
            int[] before = watching.fullScreen();
            watching.request(true, Framebuffer.BOUNDS);
            typing.press('x');
            watching.readUpdate();
            assertFalse(changedTiles(before, watching.screen()).isEmpty());
        }
    }

    @Test
    void keeps_changes_outside_of_the_requested_area_for_later() throws IOException {
        try (RfbClient client = RfbClient.ready(server.port())) {
            client.fullScreen();
            client.pointer(0, 40, 580);
            client.changes();
            client.press('x');
            client.request(true, Screen.FIELD);
            assertTrue(client.readUpdate().stream().allMatch(Screen.FIELD::intersects));
            client.pointer(0, 60, 580);
            client.press('y');
            client.request(true, Screen.FIELD);
            client.readUpdate();
            client.request(true, new Area(48, 576, 24, 24));
            assertEquals(Set.of(24 * Framebuffer.COLUMNS + 2), tilesOf(client.readUpdate()));
        }
    }

    @Test
    void a_client_that_does_not_read_delays_nobody_else() throws IOException {
        try (RfbClient deaf = RfbClient.ready(server.port());
                RfbClient client = RfbClient.ready(server.port())) {
            for (int request = 0; request < 50; request++) {
                deaf.request(false, Framebuffer.BOUNDS);
                client.fullScreen();
                client.press('x');
                assertFalse(client.changes().isEmpty());
            }
        }
    }

    @Test
    void an_unknown_message_ends_that_connection_only() throws IOException {
        try (RfbClient good = RfbClient.ready(server.port());
                RfbClient bad = RfbClient.ready(server.port())) {
            bad.out.writeByte(99);
            assertTrue(bad.isEnded());
            assertArrayEquals(freshPicture(), good.fullScreen());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200", "RFB 004.001\n", "RFB 003.0x8\n"})
    void what_is_no_version_ends_the_connection(String version) throws IOException {
        try (RfbClient bad = RfbClient.greeted(server.port())) {
            bad.sendVersion(version);
            assertTrue(bad.isEnded());
        }
    }

    @Test
    void a_pixel_format_it_cannot_produce_ends_the_connection() throws IOException {
        try (RfbClient bad = RfbClient.ready(server.port())) {
            bad.setPixelFormat(new PixelFormat(16, 16, false, 255, 255, 255, 16, 8, 0));
            assertTrue(bad.isEnded());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {RfbConnection.MAX_CUT_TEXT + 1, Integer.MAX_VALUE, -1})
    void refuses_cut_text_that_is_too_long(int length) throws IOException {
        try (RfbClient bad = RfbClient.ready(server.port())) {
            bad.out.writeInt(0x06000000);
            bad.out.writeInt(length);
            assertTrue(bad.isEnded());
        }
    }

    @Test
    void takes_cut_text_of_the_greatest_length() throws IOException {
        try (RfbClient client = RfbClient.ready(server.port())) {
            client.fullScreen();
            client.cutText("x".repeat(RfbConnection.MAX_CUT_TEXT));
            assertFalse(client.changes().isEmpty());
        }
    }

    @Test
    void close_ends_connections_that_wait_and_connections_that_do_not_read() throws IOException {
        try (RfbClient waiting = RfbClient.ready(server.port());
                RfbClient greeted = RfbClient.greeted(server.port());
                RfbClient deaf = RfbClient.ready(server.port())) {
            for (int request = 0; request < 20; request++) {
                deaf.request(false, Framebuffer.BOUNDS);
                waiting.fullScreen();
            }
            waiting.request(true, Framebuffer.BOUNDS);
            assertNotEquals(List.of(), DemoThreads.alive());
            server.close();
            assertEquals(List.of(), DemoThreads.alive());
            assertTrue(waiting.isEnded());
            assertTrue(greeted.isEnded());
        }
    }

    private static void assertInitialized(RfbClient client) throws IOException {
        assertEquals("Sluice demo desktop", client.name());
        assertEquals(Canvas.WIDTH, client.width());
        assertEquals(Canvas.HEIGHT, client.height());
        assertEquals(PixelFormat.NATIVE, client.format());
        client.request(false, new Area(0, 0, 1, 1));
        assertEquals(List.of(new Area(0, 0, 1, 1)), client.readUpdate());
    }

    private static int[] freshPicture() {
        return new Screen().paint(new Desktop(LocalDateTime.ofInstant(NOW, ZoneOffset.UTC)).view());
    }

    private static Set<Integer> changedTiles(int[] before, int[] after) {
        Set<Integer> tiles = new TreeSet<>();
        for (int index = 0; index < before.length; index++) {
            if (before[index] != after[index]) {
                tiles.add(tileAt(index % Canvas.WIDTH, index / Canvas.WIDTH));
            }
        }
        return tiles;
    }

    private static Set<Integer> tilesOf(List<Area> areas) {
        Set<Integer> tiles = new TreeSet<>();
        for (Area area : areas) {
            for (int y = area.y(); y < area.bottom(); y += Framebuffer.TILE) {
                for (int x = area.x(); x < area.right(); x += Framebuffer.TILE) {
                    tiles.add(tileAt(x, y));
                }
            }
        }
        return tiles;
    }

    private static int tileAt(int x, int y) {
        return y / Framebuffer.TILE * Framebuffer.COLUMNS + x / Framebuffer.TILE;
    }
}
