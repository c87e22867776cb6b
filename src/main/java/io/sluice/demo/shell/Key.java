package io.sluice.demo.shell;

/**
 * What a user has pressed.
 *
 * @param kind which key
 * @param character the code point of a {@link Kind#CHARACTER}, the capital letter of a {@link Kind#CONTROL}; else 0
 */
record Key(Kind kind, int character) {
    enum Kind {
        CHARACTER,
        /** A letter together with the control key. */
        CONTROL,
        ENTER,
        TAB,
        BACKSPACE,
        DELETE,
        ESCAPE,
        UP,
        DOWN,
        LEFT,
        RIGHT,
        HOME,
        END,
        /** Not a key: the window has another size now. */
        RESIZED,
        /** Not a key: there are no more. */
        NO_MORE
    }

    static Key of(Kind kind) {
        return new Key(kind, 0);
    }

    static Key typed(int character) {
        return new Key(Kind.CHARACTER, character);
    }

    static Key control(char letter) {
        return new Key(Kind.CONTROL, letter);
    }

    boolean isControl(char letter) {
        return kind == Kind.CONTROL && character == letter;
    }

    /** Whether it ends what fills the screen: q, Escape, Ctrl-C or Ctrl-D. */
    boolean quits() {
        return kind == Kind.ESCAPE
                || isControl('C')
                || isControl('D')
                || (kind == Kind.CHARACTER && (character == 'q' || character == 'Q'));
    }
}
