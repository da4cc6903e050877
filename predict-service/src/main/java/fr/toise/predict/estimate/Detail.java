package fr.toise.predict.estimate;

/** How much an estimate says. */
public enum Detail {
    /** All of it. */
    FULL,
    /** What the flat is worth and how sure that is, not why: valued once, where the contributions need it three times. */
    BRIEF
}
