package io.sluice.demo;

/** A copy of some pixels of the framebuffer: where they are, and {@code 0xRRGGBB} row by row. */
final class Patch {
    private final Area area;
    private final int[] pixels;

    Patch(Area area, int[] pixels) {
        this.area = area;
        this.pixels = pixels;
    }

    Area area() {
        return area;
    }

    int[] pixels() {
        return pixels;
    }
}
