package io.sluice.demo;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Turns a view of the desktop into a picture. Not thread-safe. */
final class Screen {
    /** Where the typed text is; the tiles outside do not change while somebody types. */
    static final Area FIELD = new Area(368, 142, 536, 250);

    private static final Area CLOCK_CARD = new Area(32, 80, 288, 336);
    private static final Area TEXT_CARD = new Area(344, 80, 584, 336);
    private static final Area HELP_CARD = new Area(32, 440, 424, 128);
    private static final Area WAY_CARD = new Area(480, 440, 448, 128);
    private static final int TITLE_BAR_HEIGHT = 52;
    private static final int CARD_RADIUS = 14;
    private static final int FIELD_RADIUS = 9;
    private static final int FIELD_PADDING = 20;
    private static final int LINE_HEIGHT = 27;

    private static final int NIGHT = 0xff1e1b4b;
    private static final int SEA = 0xff0e7490;
    private static final int WHITE = 0xffffffff;
    private static final int INK = 0xff1e293b;
    private static final int GREY = 0xff64748b;
    private static final int PALE = 0xffcbd5e1;
    private static final int PAPER = 0xfff8fafc;
    private static final int BLUE = 0xff2563eb;
    private static final int TEAL = 0xff14b8a6;
    private static final int ORANGE = 0xfff97316;

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);

    private final Font title = Font.bold(28);
    private final Font heading = Font.bold(20);
    private final Font small = Font.proportional(18);
    private final Font typed = Font.monospaced(24);
    private final ClockFace clockFace = new ClockFace(CLOCK_CARD.x() + CLOCK_CARD.width() / 2, 202, 100);
    private final PointerTrail pointerTrail = new PointerTrail();
    private final Canvas background = new Canvas();
    private final Canvas canvas = new Canvas();

    Screen() {
        paintBackground();
    }

    /** Returns the picture, {@code 0xRRGGBB} row by row; the next call paints over it. */
    int[] paint(Desktop.View view) {
        canvas.copyFrom(background);
        paintClock(view.time());
        paintText(view.lines());
        pointerTrail.paint(canvas, view.trail());
        return canvas.pixels();
    }

    private void paintClock(LocalDateTime time) {
        clockFace.paintHands(canvas, time.toLocalTime());
        SevenSegments.paint(canvas, CLOCK_CARD.x() + CLOCK_CARD.width() / 2, 324, time.toLocalTime());
        canvas.centeredText(small, CLOCK_CARD.x() + CLOCK_CARD.width() / 2, 382, DATE.format(time), GREY);
    }

    private void paintText(List<String> lines) {
        int left = FIELD.x() + FIELD_PADDING;
        int top = FIELD.y() + FIELD_PADDING - 3;
        for (int line = 0; line < lines.size(); line++) {
            canvas.text(typed, left, top + line * LINE_HEIGHT, lines.get(line), INK);
        }
        int last = lines.size() - 1;
        int caret = left + lines.get(last).length() * typed.cellWidth();
        if (last == 0 && lines.get(0).isEmpty()) {
            canvas.text(typed, left + 6, top, "type here ...", PALE);
        }
        canvas.fill(caret, top + last * LINE_HEIGHT + 1, 2, typed.height() - 2, BLUE);
    }

    private void paintBackground() {
        background.gradient(NIGHT, SEA);
        for (int y = TITLE_BAR_HEIGHT + 14; y < Canvas.HEIGHT; y += 24) {
            for (int x = 12; x < Canvas.WIDTH; x += 24) {
                background.disc(x, y, 1.2, 0x30ffffff);
            }
        }
        paintTitleBar();
        card(CLOCK_CARD);
        clockFace.paintDial(background);
        paintTextCard();
        paintHelp();
        paintWay();
    }

    private void paintTitleBar() {
        background.fill(0, 0, Canvas.WIDTH, TITLE_BAR_HEIGHT, 0x70000000);
        background.stroke(34, 20, 44, 20, 5, TEAL);
        background.stroke(50, 20, 60, 20, 5, WHITE);
        background.stroke(34, 31, 52, 31, 5, WHITE);
        background.stroke(58, 31, 60, 31, 5, TEAL);
        background.text(title, 78, 12, "Sluice demo desktop", WHITE);
        String facts = "RFB 3.8   " + Canvas.WIDTH + " x " + Canvas.HEIGHT;
        background.text(small, Canvas.WIDTH - 32 - small.width(facts), 17, facts, 0xffc7d2fe);
    }

    private void paintTextCard() {
        card(TEXT_CARD);
        background.text(heading, FIELD.x(), 102, "Type here", INK);
        String note = "shared by everybody who is connected";
        background.text(small, FIELD.right() - small.width(note), 104, note, GREY);
        background.roundedRectangle(FIELD, FIELD_RADIUS, BLUE);
        background.roundedRectangle(
                new Area(FIELD.x() + 2, FIELD.y() + 2, FIELD.width() - 4, FIELD.height() - 4), FIELD_RADIUS - 2, PAPER);
    }

    private void paintHelp() {
        card(HELP_CARD);
        int left = HELP_CARD.x() + 24;
        background.disc(left + 5, 475, 5, TEAL);
        background.text(small, left + 24, 465, "Move the pointer to leave a trail.", INK);
        background.disc(left + 5, 505, 5, ORANGE);
        background.text(small, left + 24, 495, "Hold a button to draw.", INK);
        background.disc(left + 5, 535, 5, BLUE);
        background.text(small, left + 24, 525, "Type, or paste. Esc wipes everything away.", INK);
    }

    private void paintWay() {
        card(WAY_CARD);
        station(504, "Browser", PAPER, INK);
        station(654, "Sluice", BLUE, WHITE);
        station(804, "Desktop", PAPER, INK);
        way(604, 654, "WebSocket");
        way(754, 804, "TCP");
    }

    private void station(int left, String name, int colour, int ink) {
        Area area = new Area(left, 466, 100, 44);
        background.roundedRectangle(area, 10, colour == PAPER ? PALE : colour);
        background.roundedRectangle(
                new Area(area.x() + 2, area.y() + 2, area.width() - 4, area.height() - 4), 8, colour);
        background.centeredText(small, left + 50, 479, name, ink);
    }

    private void way(int from, int to, String name) {
        background.stroke(from + 10, 488, to - 11, 488, 3, TEAL);
        background.stroke(to - 18, 481, to - 11, 488, 3, TEAL);
        background.stroke(to - 18, 495, to - 11, 488, 3, TEAL);
        background.centeredText(small, (from + to) / 2, 526, name, GREY);
    }

    private void card(Area area) {
        background.shadow(new Area(area.x(), area.y() + 6, area.width(), area.height()), CARD_RADIUS, 16, 0x60000000);
        background.roundedRectangle(area, CARD_RADIUS, WHITE);
    }
}
