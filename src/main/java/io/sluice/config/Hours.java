package io.sluice.config;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hours of the week. When they end before they begin, they end on the next day.
 *
 * @param days on which they begin
 * @param from the first minute
 * @param to the minute after the last; the same as the first: a whole day
 * @param zone whose clock tells
 */
public record Hours(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
    /** What they look like, in words. */
    public static final String EXPECTED =
            "hours such as 08:00-18:00, Mon-Fri 08:00-18:00 or Sat,Sun 22:00-06:00 Europe/Berlin";

    private static final List<String> NAMES = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final String DAY = "[A-Za-z]{3}";
    private static final Pattern FORM = Pattern.compile("(?:(" + DAY + "(?:[-,]" + DAY + ")*) )?"
            + "(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d|24:00)(?: ([A-Za-z0-9_+/:-]+))?");

    /** The days are copied. */
    public Hours {
        days = Set.copyOf(days);
    }

    /**
     * Reads {@code [DAYS] HH:MM-HH:MM [ZONE]}; without days they are of every day, without a zone the machine's.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static Hours parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        try {
            String end = matcher.group(3).equals("24:00") ? "00:00" : matcher.group(3);
            return new Hours(
                    days(matcher.group(1)),
                    LocalTime.parse(matcher.group(2)),
                    LocalTime.parse(end),
                    matcher.group(4) == null ? ZoneId.systemDefault() : ZoneId.of(matcher.group(4)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static Set<DayOfWeek> days(@Nullable String text) {
        if (text == null) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.split(",", -1)) {
            String[] ends = part.split("-", -1);
            if (ends.length > 2) {
                throw new IllegalArgumentException(text);
            }
            DayOfWeek last = day(ends[ends.length - 1]);
            DayOfWeek day = day(ends[0]);
            days.add(day);
            while (day != last) {
                day = day.plus(1);
                days.add(day);
            }
        }
        return days;
    }

    private static DayOfWeek day(String name) {
        int index = NAMES.indexOf(name.toLowerCase(Locale.ROOT));
        if (index < 0) {
            throw new IllegalArgumentException(name);
        }
        return DayOfWeek.of(index + 1);
    }

    /** Whether a moment lies in them. */
    public boolean include(Instant moment) {
        ZonedDateTime local = moment.atZone(zone);
        LocalTime time = local.toLocalTime();
        DayOfWeek today = local.getDayOfWeek();
        boolean begun = !time.isBefore(from);
        boolean over = !time.isBefore(to);
        if (from.isBefore(to)) {
            return days.contains(today) && begun && !over;
        }
        return (days.contains(today) && begun) || (days.contains(today.minus(1)) && !over);
    }

    /** As it is written. */
    @Override
    public String toString() {
        String on = days.size() == NAMES.size()
                ? ""
                : String.join(
                                ",",
                                days.stream()
                                        .sorted()
                                        .map(day -> NAMES.get(day.getValue() - 1))
                                        .toList())
                        + " ";
        return on + from + "-" + to + " " + zone;
    }
}
