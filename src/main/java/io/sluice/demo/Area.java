package io.sluice.demo;

/** A rectangle of pixels; the origin is the top left corner. */
record Area(int x, int y, int width, int height) {
    int right() {
        return x + width;
    }

    int bottom() {
        return y + height;
    }

    boolean isEmpty() {
        return width <= 0 || height <= 0;
    }

    boolean intersects(Area other) {
        return !intersection(other).isEmpty();
    }

    boolean contains(Area other) {
        return other.x >= x && other.y >= y && other.right() <= right() && other.bottom() <= bottom();
    }

    /** Returns what both have in common; an empty area if that is nothing. */
    Area intersection(Area other) {
        int left = Math.max(x, other.x);
        int top = Math.max(y, other.y);
        return new Area(
                left,
                top,
                Math.max(0, Math.min(right(), other.right()) - left),
                Math.max(0, Math.min(bottom(), other.bottom()) - top));
    }

    /** Returns the smallest area that contains both. */
    Area union(Area other) {
        int left = Math.min(x, other.x);
        int top = Math.min(y, other.y);
        return new Area(left, top, Math.max(right(), other.right()) - left, Math.max(bottom(), other.bottom()) - top);
    }
}
