package fr.toise.predict.batch;

/**
 * A line of a batch.
 *
 * @param number of the line, as its sender counts
 * @param text   without its end; null when it has a flaw
 * @param flaw   null when it has none
 */
record Line(long number, String text, Flaw flaw) {

    /** What makes a line unreadable before anything is read. */
    enum Flaw {
        TOO_LONG("too long", "a shorter line"),
        NOT_UTF_8("not text in UTF-8", "text in UTF-8");

        private final String what;
        private final String expected;

        Flaw(String what, String expected) {
            this.what = what;
            this.expected = expected;
        }

        String what() {
            return what;
        }

        String expected() {
            return expected;
        }
    }

    Line(long number, String text) {
        this(number, text, null);
    }

    Line(long number, Flaw flaw) {
        this(number, null, flaw);
    }
}
